package import Chronology
package import StoreFormat

/// What the rows of a file are rows of; the numbers stand in files and in seals.
package enum RollupTier: UInt8, CaseIterable, Hashable, Sendable {
  /// One row a series and UTC hour.
  case hours = 2
  /// One row a series and UTC day.
  case days = 3
}

/// The first 64 bytes of a rollup file.
///
/// Format: docs/formats/rollup.md, "Header".
package struct RollupFileHeader: Hashable, Sendable {
  /// How long a header is, in bytes.
  package static let length = 64
  /// The major version that this code writes; it reads no other.
  package static let major: UInt16 = 1
  /// The first UTC day, in days since 1970, that is too late for an instant in a record.
  package static let dayLimit: UInt32 = 53_375
  /// How many bytes the header and the footer have in common.
  static let commonLength = 60

  /// Which store the file belongs to: 16 bytes.
  package let store: [UInt8]
  /// What its rows are rows of.
  package let tier: RollupTier
  /// The UTC day, in days since 1970.
  package let day: UInt32
  /// The number of the last commit that was known when the rows were made.
  package let asOf: UInt64
  /// Whether it has features that a reader may pass over, and who makes the file again would lose; this
  /// code writes none.
  package private(set) var isReadOnly = false

  /// A header of these parts.
  ///
  /// - Precondition: The identity has 16 bytes, and the day is before ``dayLimit``.
  package init(store: [UInt8], tier: RollupTier, day: UInt32, asOf: UInt64) {
    precondition(store.count == 16, "16 bytes")
    precondition(day < RollupFileHeader.dayLimit, "a day of 1970 to 2116")
    self.store = store
    self.tier = tier
    self.day = day
    self.asOf = asOf
  }

  /// The UTC day of all its rows.
  package var interval: Interval {
    let start = Instant(seconds: Int64(day) * 86_400)
    return Interval(start, start + .days(1))
  }

  /// The period of a row.
  ///
  /// - Parameter hour: 0 to 23; 0 in a file of days.
  package func period(ofHour hour: UInt8) -> Interval {
    guard tier == .hours else { return interval }
    let start = interval.start + .hours(Int64(hour))
    return Interval(start, start + .hours(1))
  }

  /// The checksum of what tells this file from every other, which every later one continues: a part
  /// of another file is never taken for one of this.
  var seed: CRC32C {
    var checksum = CRC32C()
    checksum.add(common(), 24..<56)
    return checksum
  }

  /// The fields that the header and the footer have in common.
  func common() -> [UInt8] {
    var sink = ByteSink()
    sink.raw(RollupFileHeader.magic)
    sink.integer(RollupFileHeader.major)
    sink.integer(UInt16(0))
    for _ in 0..<3 { sink.integer(UInt32(0)) }
    sink.raw(store)
    sink.byte(tier.rawValue)
    sink.zeros(3)
    sink.integer(day)
    sink.integer(asOf)
    sink.zeros(RollupFileHeader.commonLength - sink.count)
    return sink.bytes
  }

  /// Reads the common fields, whose checksum is right.
  ///
  /// - Throws: `newer` for another major version or an unknown feature that nobody may pass over.
  init(common cursor: inout ByteCursor) throws(FormatError) {
    if try cursor.raw(8) != RollupFileHeader.magic { throw .malformed("magic") }
    if try cursor.integer(UInt16.self) != RollupFileHeader.major { throw .newer("version") }
    _ = try cursor.integer(UInt16.self)
    // Features that any reader, and any reader but no writer, may pass over.
    _ = try cursor.integer(UInt32.self)
    isReadOnly = try cursor.integer(UInt32.self) != 0
    if try cursor.integer(UInt32.self) != 0 { throw .newer("feature") }
    store = try cursor.raw(16)
    guard let tier = RollupTier(rawValue: try cursor.byte()) else { throw .malformed("tier") }
    self.tier = tier
    _ = try cursor.raw(3)
    day = try cursor.integer()
    if day >= RollupFileHeader.dayLimit { throw .malformed("day") }
    asOf = try cursor.integer()
    _ = try cursor.raw(4)
  }

  private static let magic = Array("CNSTROL1".utf8)

  /// The header as it stands in the file.
  package func encoded() -> [UInt8] {
    var sink = ByteSink()
    sink.raw(common())
    sink.integer(CRC32C.of(sink.bytes))
    return sink.bytes
  }

  /// Reads a header.
  ///
  /// - Throws: `newer` only when the checksum is right, so that a damaged header is never taken for a
  ///   newer one.
  package init(decoding bytes: [UInt8]) throws(FormatError) {
    if bytes.count < RollupFileHeader.length { throw .truncated }
    try RollupFileHeader.check(bytes, 0..<RollupFileHeader.length, "file header")
    var cursor = ByteCursor(bytes)
    try self.init(common: &cursor)
  }

  /// Checks that the last 4 bytes of a range are the checksum of those before, continuing `seed`.
  static func check(
    _ bytes: [UInt8],
    _ range: Range<Int>,
    _ part: StaticText,
    seed: CRC32C = CRC32C()
  ) throws(FormatError) {
    var checksum = seed
    checksum.add(bytes, range.lowerBound..<range.upperBound - 4)
    var last = ByteCursor(bytes, range.upperBound - 4..<range.upperBound)
    if try last.integer(UInt32.self) != checksum.value { throw .checksum(part) }
  }
}
