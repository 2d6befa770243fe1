/// When the next commit is due that nothing urgent asks for.
///
/// Times are nanoseconds of the monotonic clock.
struct CommitPace: Sendable {
  /// The shortest time between two commits.
  let interval: Int64
  private var isArmed = false
  private var lastAttempt: Int64 = 0

  /// The pace of a store that has committed nothing yet.
  init(interval: Int64) {
    self.interval = interval
  }

  /// Something is to be committed.
  ///
  /// - Returns: When the timer is to fire; nil if it is armed already.
  mutating func arm(at now: Int64) -> Int64? {
    if isArmed { return nil }
    isArmed = true
    return max(now, lastAttempt + interval)
  }

  /// The timer has fired.
  mutating func fire() { isArmed = false }

  /// A commit is tried, whoever asked for it.
  mutating func attempt(at now: Int64) { lastAttempt = now }
}
