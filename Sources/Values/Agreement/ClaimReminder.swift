package import Chronology

/// How long before the end of the time in which a credit may be claimed somebody is reminded.
package enum ClaimReminder: Hashable, Sendable {
  /// So long before it.
  case time(TimeAmount)
  /// When so much of the time is left.
  case share(Ratio)

  /// A week before.
  package static let usual = ClaimReminder.time(.days(7))

  /// From when on the end at `deadline` is near, of a time that begins at `start`; rounded up to the
  /// millisecond.
  package func begin(before deadline: Instant, since start: Instant) -> Instant {
    switch self {
    case .time(let time): return max(start, deadline - time)
    case .share(let share):
      let whole = max(0, (deadline - start).wholeMilliseconds)
      let left = Int128(whole) * Int128(share.numerator) / Int128(share.denominator)
      return deadline - .milliseconds(Int64(left))
    }
  }
}
