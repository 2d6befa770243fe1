import Chronology
import Posix

extension Instant {
  /// UTC now, by the machine's clock.
  static var now: Instant { Instant(nanoseconds: SystemClocks.realtime()) }
}
