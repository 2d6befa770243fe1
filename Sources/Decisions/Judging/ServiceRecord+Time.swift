import Accounting
import Agreement
import Chronology

extension ServiceRecord {
  /// How the time of `stretch`, which ends no later than where everything is judged, divides.
  func time(in stretch: Interval) -> TimeTally {
    // The same in fewer steps, and exact where only sums are left.
    if let single { return single.timeline.tally(in: stretch) }
    let timeline = whole(in: stretch)
    return TimeTally(
      elapsed: stretch.length.wholeMilliseconds,
      low: timeline.low.length.wholeMilliseconds,
      estimate: timeline.estimate.length.wholeMilliseconds,
      high: timeline.high.length.wholeMilliseconds,
      unknown: timeline.unknown.length.wholeMilliseconds
    )
  }
}
