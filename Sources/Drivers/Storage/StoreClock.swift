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

  /// The same clock, which never says an instant before the last one on record.
  ///
  /// A daemon's goes on from there by itself; a command that writes without one has the machine's.
  func after(_ last: Instant?) -> StoreClock {
    guard let last else { return self }
    return StoreClock(now: { [now] in max(last, now()) }, bootTime: bootTime)
  }

  /// What the civil clock says now, if that can be true.
  ///
  /// - Throws: `clockUnset`.
  func plausible() throws(StoreError) -> Instant {
    let now = now()
    if !Instant.clockSpan.contains(now) { throw .clockUnset(now) }
    return now
  }
}
