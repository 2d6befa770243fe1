import Chronology

/// What one sample that is not void says to a timeline.
struct Observation {
  /// When the attempt started.
  var start: Instant
  /// When it was over: at least `start`.
  var end: Instant
  /// Whether the target was available.
  var isGood: Bool
  /// How long it vouches for the state after `start`; that of its own definition.
  var validity: TimeAmount

  /// Where it stops vouching.
  var expiry: Instant { start + validity }

  /// When the attempt was over for the accounting: an attempt proves nothing beyond its validity,
  /// nor after `next` has started.
  func end(before next: Instant?) -> Instant {
    min(end, expiry, next ?? expiry)
  }
}

/// A run of failures that no later sample has ended yet; boundaries are whole milliseconds.
struct OpenRun {
  /// The first failure's start.
  var low: Instant
  /// Where the estimate begins.
  var estimate: Instant
  /// Where the high bound begins.
  var high: Instant

  /// The run as it stands if nothing more is known after `last`, its latest failure.
  func run(endingWith last: Observation) -> DownRun {
    let expiry = last.expiry.floored
    return DownRun(
      low: Interval(low, last.end(before: nil).floored),
      estimate: Interval(estimate, expiry),
      high: Interval(high, expiry)
    )
  }
}
