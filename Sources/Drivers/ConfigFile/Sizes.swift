import Chronology

/// Sizes as configuration files write them: `500MB 20GB 64MiB`.
package enum SizeText {
  /// The units, in bytes.
  private static let units: [(name: String, bytes: Int64)] = [
    ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000),
    ("MiB", 1 << 20), ("GiB", 1 << 30), ("TiB", 1 << 40),
  ]

  /// Reads up to nine digits and a unit.
  ///
  /// - Returns: Bytes; nil for anything else.
  package static func parse(_ text: String) -> Int64? {
    let digits = text.prefix { ("0"..."9").contains($0) }
    let name = text.dropFirst(digits.count)
    guard let count = decimal(digits.utf8), let unit = units.first(where: { $0.name == name })
    else { return nil }
    // Nine digits of terabytes are beyond what 64 bits hold.
    let (bytes, isOver) = Int64(count).multipliedReportingOverflow(by: unit.bytes)
    return isOver ? .max : bytes
  }

  /// `bytes` in the largest decimal unit that is exact.
  static func write(_ bytes: Int64) -> String {
    let unit = units.prefix(3).last { bytes % $0.bytes == 0 && bytes > 0 }
    guard let unit else { return "\(bytes) bytes" }
    return "\(bytes / unit.bytes)\(unit.name)"
  }
}
