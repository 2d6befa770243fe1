package import Chronology
package import Judging
package import Sampling

/// What the record knows of one series in one period: integers only, so that rows merge exactly.
package struct RollupRow: Hashable, Sendable {
  /// Which definition of which check.
  package let series: SeriesID
  /// The hour or the day, or the hull of the periods that were merged.
  package private(set) var period: Interval
  /// The figures that availability rests on.
  package var summary: RollupSummary
  /// The rest.
  package var detail: RollupDetail

  /// A row of these parts.
  package init(
    series: SeriesID,
    period: Interval,
    summary: RollupSummary = RollupSummary(),
    detail: RollupDetail = RollupDetail()
  ) {
    self.series = series
    self.period = period
    self.summary = summary
    self.detail = detail
  }

  /// Adds another row of the series, about other samples and other time.
  ///
  /// Any order of merging gives the same row: a day's is exactly that of its hours.
  ///
  /// - Precondition: The rows are of one series, and no time is judged by both.
  package mutating func merge(_ other: RollupRow) {
    precondition(series == other.series, "rows of one series are merged")
    period.start = min(period.start, other.period.start)
    period.end = max(period.end, other.period.end)
    summary.merge(other.summary)
    detail.merge(other.detail)
  }

  /// The rows of one series as one row of `period`; nil if there is none.
  ///
  /// - Precondition: All of them lie within `period`.
  package static func merged(_ rows: some Sequence<RollupRow>, over period: Interval) -> RollupRow?
  {
    var whole: RollupRow?
    for row in rows {
      if whole == nil { whole = row } else { whole?.merge(row) }
    }
    guard var whole else { return nil }
    precondition(whole.period.intersection(period) == whole.period, "rows lie in their period")
    whole.period = period
    return whole
  }

  /// Whether all samples are available and each but the first continues the one before.
  package var isUneventful: Bool {
    summary.available > 0 && summary.down == 0 && summary.void == 0
      && detail.breaks == (detail.continuesBefore ? 0 : 1)
  }

  /// All samples of an uneventful row as a judge takes them at once; nil of another row.
  package var run: AvailableRun? {
    guard isUneventful, let first = detail.first, let last = detail.last else { return nil }
    return AvailableRun(
      first: first.sample(of: series),
      last: last.sample(of: series),
      count: summary.available,
      tallies: detail.tallies
    )
  }

  /// The exact counts by `threshold`; nil unless every sample that is not void was looked at, so that
  /// a count of some of them is never taken for one of all.
  package func tally(by threshold: LatencyThreshold) -> ThresholdTally? {
    let tally =
      detail.tallies.first { $0.threshold == threshold } ?? ThresholdTally(threshold)
    return tally.seen == summary.available + summary.down ? tally : nil
  }

  /// The longest time that was down without a pause, by the estimate.
  package var longestDown: TimeAmount {
    detail.stretches.map(\.longest).max() ?? .zero
  }
}
