/// A point in time: nanoseconds since 1970-01-01T00:00:00Z, without leap seconds (POSIX time).
///
/// The range is that of `Int64`: the years 1678 to 2262. Arithmetic outside it traps, so instants
/// read from a file or a network are bounded where they are read.
package struct Instant: Hashable, Comparable, Sendable {
  /// Nanoseconds since the Unix epoch; negative before it.
  package let nanoseconds: Int64

  /// The instant `nanoseconds` after the Unix epoch.
  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The instant `milliseconds` after the Unix epoch.
  package init(milliseconds: Int64) {
    self.init(nanoseconds: milliseconds * 1_000_000)
  }

  /// The instant `seconds` after the Unix epoch.
  package init(seconds: Int64) {
    self.init(nanoseconds: seconds * 1_000_000_000)
  }

  /// What a clock may say, from 2020 up to 2116: before it, the clock was never set; soon after it ends
  /// what a record can hold, which is 2^62 ns after 1970.
  package static let clockSpan = Interval(
    Instant(seconds: 1_577_836_800),
    Instant(seconds: 4_607_280_000)
  )

  /// Whole milliseconds since the epoch, rounded towards the past.
  package var milliseconds: Int64 { floorDivide(nanoseconds, 1_000_000) }

  /// Whole seconds since the epoch, rounded towards the past.
  package var seconds: Int64 { floorDivide(nanoseconds, 1_000_000_000) }

  /// The earlier instant first.
  package static func < (left: Instant, right: Instant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The instant `amount` later.
  package static func + (instant: Instant, amount: TimeAmount) -> Instant {
    Instant(nanoseconds: instant.nanoseconds + amount.nanoseconds)
  }

  /// The instant `amount` earlier.
  package static func - (instant: Instant, amount: TimeAmount) -> Instant {
    Instant(nanoseconds: instant.nanoseconds - amount.nanoseconds)
  }

  /// The time from `right` to `left`.
  package static func - (left: Instant, right: Instant) -> TimeAmount {
    TimeAmount(nanoseconds: left.nanoseconds - right.nanoseconds)
  }
}

/// A point on the clock that no administrator and no time server can step, in nanoseconds.
///
/// It has no meaning beyond one boot. The corresponding C constant is `CLOCK_MONOTONIC`.
package struct MonotonicInstant: Hashable, Comparable, Sendable {
  /// Nanoseconds since an unspecified start, usually the boot.
  package let nanoseconds: Int64

  /// The reading `nanoseconds`.
  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The earlier reading first.
  package static func < (left: MonotonicInstant, right: MonotonicInstant) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The reading `amount` later.
  package static func + (instant: MonotonicInstant, amount: TimeAmount) -> MonotonicInstant {
    MonotonicInstant(nanoseconds: instant.nanoseconds + amount.nanoseconds)
  }

  /// The time from `right` to `left`.
  package static func - (left: MonotonicInstant, right: MonotonicInstant) -> TimeAmount {
    TimeAmount(nanoseconds: left.nanoseconds - right.nanoseconds)
  }
}
