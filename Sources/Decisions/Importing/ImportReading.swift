package import Chronology
package import Sampling

/// The samples of a whole file, ascending by start: at least one, no two at one instant.
///
/// A sample takes 24 bytes here, so the largest file takes 120 MB.
package struct ImportReading: RandomAccessCollection, Sendable {
  /// Which definition of which check the samples belong to.
  ///
  /// It can be set after reading, when the store has numbered the check.
  package var series: SeriesID
  private let rows: [ImportRow]

  /// The samples of `rows`, which ascend, differ in their starts and are not empty.
  init(series: SeriesID, rows: [ImportRow]) {
    precondition(!rows.isEmpty, "a file without a sample is refused")
    self.series = series
    self.rows = rows
  }

  /// 0.
  package var startIndex: Int { 0 }
  /// How many samples there are.
  package var endIndex: Int { rows.count }

  /// The sample that is the `position`-th by start, from 0.
  package subscript(position: Int) -> Sample { rows[position].sample(of: series) }

  /// Where the first sample stands.
  package var earliest: Instant { rows[0].start }
  /// Where the last sample stands.
  package var latest: Instant { rows[rows.count - 1].start }

  /// How many samples stand before `instant`, by binary search.
  package func count(before instant: Instant) -> Int {
    var low = 0
    var high = rows.count
    while low < high {
      let middle = low + (high - low) / 2
      if rows[middle].start < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// What a line told, in 24 bytes.
struct ImportRow: Sendable {
  let start: Instant
  /// The line's number; those beyond 2^32 share the last one.
  let line: UInt32
  private let total: UInt32
  private let status: UInt16
  private let outcome: Outcome
  private let cause: Cause?
  private let isMeasured: Bool

  /// What `sample`, as ``ImportLine`` reads it from line number `line`, tells beyond its series.
  init(_ sample: Sample, line: Int) {
    start = sample.start
    self.line = UInt32(clamping: line)
    total = sample.phases.wait
    status = sample.status
    outcome = sample.outcome
    cause = sample.cause
    isMeasured = !sample.flags.contains(.timeNotMeasured)
  }

  /// The sample as ``ImportLine`` has read it.
  func sample(of series: SeriesID) -> Sample {
    Sample(
      series: series,
      due: start,
      start: start,
      outcome: outcome,
      cause: cause,
      phases: Phases(wait: total),
      status: status,
      flags: isMeasured ? .imported : [.imported, .timeNotMeasured]
    )
  }
}
