import Accounting
import Agreement

/// How the judged time of a window counts, and what its bounds are.
struct Reckoning: Hashable {
  /// How it divides.
  let time: TimeTally
  /// The least, the estimated and the greatest available share.
  let low: Share
  let estimate: Share
  let high: Share
  /// The share of the measured time of which something is known.
  let coverage: Share
  /// All of the window that counts, in ms: what a budget is a share of.
  let whole: Int64

  /// Time that all counts alike.
  init(_ tally: TimeTally, window: Int64) {
    let availability = Availability(tally, target: .one)
    time = tally
    low = availability.low
    estimate = availability.estimate
    high = availability.high
    coverage = availability.coverage
    whole = window
  }

  /// Time of which hours, exclusions and terms leave these figures.
  init(_ figures: ServiceFigures, by clause: MeasurementClause, window: Int64) {
    let shares = figures.shares(unknown: clause.unknown)
    time = TimeTally(
      elapsed: figures.eligible,
      low: figures.downLow,
      estimate: figures.down,
      high: figures.downHigh,
      unknown: figures.unknown,
      removed: figures.excluded - figures.deemed,
      deemed: figures.deemed
    )
    low = shares.low
    estimate = shares.estimate
    high = shares.high
    coverage = figures.coverage
    whole = window
  }
}
