import Archive
import Chronology
import Reporting
import Storage
import Upkeep

/// What `constat store info` says.
struct StoreInfo {
  /// The store.
  let path: String
  /// What is in it.
  let inventory: StoreInventory
  /// What its file system still takes, in bytes; nil where that is not known.
  let free: Int64?
  /// How many bytes a day it grows by; nil before an hour is sealed.
  let bytesPerDay: Int64?
  /// How long what is free lasts; nil where that is not known.
  let outlook: GrowthOutlook.Answer?

  /// A table of folders, then what it means.
  var text: String {
    let rows = inventory.tiers.filter { $0.files > 0 }.map { tier in
      [
        TextTable.Cell(tier.folder.title), TextTable.Cell("\(tier.files)"),
        TextTable.Cell(StoreInfo.size(tier.bytes)),
      ]
    }
    let table = TextTable(titles: ["PART", " FILES", " SIZE"], rows: rows, ink: .plain)
    var lines = [path, ""] + table.lines + [""]
    lines.append("in all         \(StoreInfo.size(inventory.bytes))")
    lines.append("sealed samples \(inventory.samples)")
    if let starts = inventory.starts {
      lines.append("from           \(starts.lowerBound.rfc3339(decimals: 0))")
      lines.append("to             \(starts.upperBound.rfc3339(decimals: 0))")
    }
    if let data = inventory.dataHundredthsPerSample, let size = inventory.hundredthsPerSample {
      let all = StoreInfo.decimal(size)
      lines.append(
        "a sample takes \(StoreInfo.decimal(data)) bytes alone, \(all) with its proof and sums"
      )
    }
    if let bytesPerDay {
      lines.append("grows by       \(StoreInfo.size(bytesPerDay)) a day, as in the last 7 days")
    }
    if let free { lines.append("free           \(StoreInfo.size(free))\(daysLeft)") }
    if inventory.unreadable > 0 {
      lines.append("\(inventory.unreadable) segments can't be read: see constat verify")
    }
    return lines.map { "\($0)\n" }.joined()
  }

  private var daysLeft: String {
    switch outlook {
    case .days(let days): ": \(days) days at this rate"
    case .enough(let bytes):
      ": enough for ever at this rate, as \(StoreInfo.size(bytes)) more are kept at most"
    case nil: ""
    }
  }

  /// One JSON object; keys end in their unit.
  var json: String {
    let tiers = inventory.tiers.map { tier in
      JSONValue.object([
        JSONMember("folder", .string(tier.folder.rawValue)),
        JSONMember("files", .integer(tier.files)),
        JSONMember("size_bytes", .integer(tier.bytes)),
      ])
    }
    let starts = inventory.starts
    let object: JSONValue = .object([
      JSONMember("format", "constat.store/1"),
      JSONMember("store", .string(path)),
      JSONMember("parts", .array(tiers)),
      JSONMember("size_bytes", .integer(inventory.bytes)),
      JSONMember("sealed_samples", .integer(inventory.samples)),
      JSONMember("first_start", starts.map { .string($0.lowerBound.description) } ?? .null),
      JSONMember("last_start", starts.map { .string($0.upperBound.description) } ?? .null),
      JSONMember(
        "bytes_per_sample",
        inventory.hundredthsPerSample.map { .string(StoreInfo.decimal($0)) } ?? .null
      ),
      JSONMember(
        "data_bytes_per_sample",
        inventory.dataHundredthsPerSample.map { .string(StoreInfo.decimal($0)) } ?? .null
      ),
      JSONMember("growth_bytes_per_day", number(bytesPerDay)),
      JSONMember("free_bytes", number(free)),
      JSONMember("days_left", number(wholeDays)),
      JSONMember("is_enough", outlook.map { .bool($0.isEnough) } ?? .null),
      JSONMember("unreadable_segments", .integer(inventory.unreadable)),
    ])
    return object.page
  }

  private var wholeDays: Int64? {
    if case .days(let days) = outlook { days } else { nil }
  }

  private func number(_ value: Int64?) -> JSONValue {
    guard let value else { return .null }
    return .integer(value)
  }

  /// Bytes in the unit that fits, rounded down to a tenth: `16.7 MB`.
  static func size(_ bytes: Int64) -> String {
    let units: [(factor: Int64, name: String)] = [
      (1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB"),
    ]
    for unit in units where bytes >= unit.factor {
      return "\(bytes / unit.factor).\(bytes % unit.factor * 10 / unit.factor) \(unit.name)"
    }
    return "\(bytes) bytes"
  }

  private static func decimal(_ hundredths: Int64) -> String {
    let fraction = String(hundredths % 100 + 100).dropFirst()
    return "\(hundredths / 100).\(fraction)"
  }
}

extension GrowthOutlook.Answer {
  fileprivate var isEnough: Bool {
    if case .enough = self { true } else { false }
  }
}

extension StoreFolder {
  /// What people call what is in it.
  fileprivate var title: String {
    switch self {
    case .root: "STORE, keys, checkpoint"
    case .log: "log and spares"
    case .quarantine: "damaged copies"
    case .samples: "samples"
    case .ledger: "ledger"
    case .hours: "sums of hours"
    case .days: "sums of days"
    case .checkpoints: "time-stamps"
    case .reports: "sealed reports"
    }
  }
}
