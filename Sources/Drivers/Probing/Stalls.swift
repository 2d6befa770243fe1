/// When the loop itself was late: longer in one turn, or woken later, than its limit.
///
/// Only the latest stall is kept: it decides for every flight that ends after it.
struct Stalls {
  /// A stall is longer than this, in nanoseconds: 100 ms is beyond what 64 busy transfers take in one
  /// turn, and still a small part of the shortest interval.
  static let limit: Int64 = 100_000_000

  /// libcurl rounds its timers to milliseconds and counts them from when it is asked, so that a
  /// deadline may lie a little before the wake-up that was planned for it.
  private static let rounding: Int64 = 20_000_000

  private var start = Int64.min
  private var end = Int64.min
  private var waitEnds: Int64?

  /// The loop is about to wait, until `end` at the latest if that isn't nil; monotonic nanoseconds.
  mutating func wait(from now: Int64, until end: Int64?, turnStart: Int64) {
    if now - turnStart > Stalls.limit { note(from: turnStart, to: now) }
    waitEnds = end
  }

  /// The loop has been woken.
  mutating func wake(at now: Int64) {
    if let waitEnds, now - waitEnds > Stalls.limit { note(from: waitEnds, to: now) }
    waitEnds = nil
  }

  /// Whether what began at `start` and ends `now` was served late; `turnStart` is the turn's.
  func impair(since start: Int64, now: Int64, turnStart: Int64) -> Bool {
    end > start || now - turnStart > Stalls.limit
  }

  /// Whether a deadline passed while the loop stalled, so that nobody was there to see an answer.
  func cover(_ deadline: Int64, now: Int64, turnStart: Int64) -> Bool {
    (start <= deadline + Stalls.rounding && deadline <= end)
      || (now - turnStart > Stalls.limit && turnStart <= deadline + Stalls.rounding)
  }

  mutating func note(from start: Int64, to end: Int64) {
    self.start = start
    self.end = end
  }
}
