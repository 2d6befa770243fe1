package import Chronology
import Posix

/// What time the store believes it is.
package struct StoreClock: Sendable {
  /// The civil clock.
  package var now: @Sendable () -> Instant
  /// Nanoseconds since the boot.
  package var bootTime: @Sendable () -> Int64

  /// A clock of these parts.
  package init(
    now: @escaping @Sendable () -> Instant,
    bootTime: @escaping @Sendable () -> Int64
  ) {
    self.now = now
    self.bootTime = bootTime
  }

  /// The system's clocks.
  package static let system = StoreClock(
    now: { Instant(nanoseconds: SystemClocks.realtime()) },
    bootTime: { SystemClocks.boottime() }
  )

  /// 2020-01-01T00:00:00Z: a clock that says less was never set.
  static let earliest = Instant(seconds: 1_577_836_800)
}
