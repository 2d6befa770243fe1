import Archive
import Chronology
import Reporting
import Storage

/// What `constat store info` says.
struct StoreInfo {
  /// The store.
  let path: String
  /// What is in it.
  let inventory: StoreInventory
  /// What its file system still takes, in bytes; nil where that is not known.
  let free: Int64?

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
    if let size = inventory.hundredthsPerSample {
      lines.append("a sample takes \(StoreInfo.decimal(size)) bytes, with its proof and sums")
    }
    if let free {
      let days = inventory.daysLeft(in: free).map { ": \($0) days at this rate" } ?? ""
      lines.append("free           \(StoreInfo.size(free))\(days)")
    }
    if inventory.unreadable > 0 {
      lines.append("\(inventory.unreadable) segments can't be read: see constat verify")
    }
    return lines.map { "\($0)\n" }.joined()
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
      JSONMember("free_bytes", number(free)),
      JSONMember(
        "days_left",
        number(free.flatMap { inventory.daysLeft(in: $0) })
      ),
      JSONMember("unreadable_segments", .integer(inventory.unreadable)),
    ])
    return object.page
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
