/// The rollup of a day that is no longer there.
///
/// Format: docs/formats/log.md, "Records".
package struct ExpiredRollup: Hashable, Sendable {
  /// The first UTC day, in days since 1970, that is too late for an instant in a record.
  package static let dayLimit: UInt32 = 53_375

  /// By hours, or of the day as a whole.
  package var tier: Seal.Tier
  /// The UTC day, in days since 1970.
  package var day: UInt32

  /// The rollup of this tier and day.
  package init(tier: Seal.Tier, day: UInt32) {
    self.tier = tier
    self.day = day
  }
}

extension ExpiredRollup {
  func encode(into body: inout ByteSink) {
    body.byte(tier.rawValue)
    body.varint(UInt64(day))
  }

  init(from body: inout ByteCursor) throws(FormatError) {
    guard let tier = Seal.Tier(rawValue: try body.byte()), tier == .hours || tier == .day else {
      throw .malformed("rollup's tier")
    }
    self.init(tier: tier, day: try body.varint(as: UInt32.self))
    if day >= ExpiredRollup.dayLimit { throw .malformed("rollup's day") }
  }
}
