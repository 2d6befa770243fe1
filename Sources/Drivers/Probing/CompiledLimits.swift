import Chronology
import Sampling

/// The limits of a check's phases as whole microseconds, so that a sample is held against them
/// without a dictionary.
struct CompiledLimits: Sendable {
  private var resolve = UInt32.max
  private var connect = UInt32.max
  private var secure = UInt32.max
  private var wait = UInt32.max
  private var transfer = UInt32.max
  private var total = Int64.max

  init(_ limits: PhaseLimits) {
    // A phase is whole microseconds: it is within n ns exactly if it is within floor(n / 1,000) µs.
    func microseconds(_ phase: Phase) -> UInt32 {
      limits.limits[phase].map { UInt32(clamping: $0.wholeMicroseconds) } ?? .max
    }
    resolve = microseconds(.resolve)
    connect = microseconds(.connect)
    secure = microseconds(.secure)
    wait = microseconds(.wait)
    transfer = microseconds(.transfer)
    total = limits.total?.wholeMicroseconds ?? .max
  }

  /// Whether every phase stayed within its limit; a limit is inclusive.
  func allow(_ phases: Phases) -> Bool {
    phases.resolve <= resolve && phases.connect <= connect && phases.secure <= secure
      && phases.wait <= wait && phases.transfer <= transfer && phases.totalMicroseconds <= total
  }
}
