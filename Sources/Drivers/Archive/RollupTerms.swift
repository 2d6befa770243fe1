import Chronology
import Sampling
import StoreFormat

/// What the rows of one UTC day are made from: a function of the record, so that whoever has the same
/// record makes the same rows.
///
/// Format: docs/formats/rollup.md, "What a row is made from".
struct RollupTerms: Hashable, Sendable {
  /// In days since 1970.
  let day: UInt32
  /// The last log file whose samples count.
  let lastFile: UInt64
  /// The last commit of that file.
  let asOf: UInt64
  /// When that commit was put together.
  let lastTime: Instant
  /// The log files whose gaps count, ascending.
  let gapFiles: [UInt64]
  /// How far around the day samples count.
  let stretch: Interval

  /// The terms by which a day's rows are made; nil while the day is not settled.
  ///
  /// - Parameters:
  ///   - validity: As ``validity(on:_:_:)`` has it.
  ///   - asOf: The last commit that counts, of rows that were made before; nil for the newest.
  init?(day: UInt32, _ book: SealBook, validity: TimeAmount, asOf: UInt64? = nil) {
    let interval = Interval.day(Int64(day))
    let around = Interval(interval.start - validity, interval.end + validity)
    let files = book.files.prefix { file in asOf.map { file.lastCommit <= $0 } ?? true }
    // Whatever started before the day's end is recorded by then, and silence settles the rest.
    let settled = interval.end + validity + validity
    guard let end = files.first(where: { $0.lastTime >= settled }) else { return nil }
    let late = files.filter { $0.number > end.number && $0.time.touches(around) }
    let last = late.last ?? end
    if let asOf, last.lastCommit != asOf { return nil }
    self.day = day
    lastFile = last.number
    self.asOf = last.lastCommit
    lastTime = last.lastTime
    stretch = Interval(
      interval.start - max(validity, .days(1)),
      interval.end + validity
    )
    let start = stretch.start
    let own = files.filter { $0.lastTime >= start && $0.number <= end.number }
    gapFiles = (own + late).map(\.number)
  }
}

extension RollupTerms {
  /// How long the samples around a day may vouch for each other: the longest validity of a check that
  /// has samples on it, or on the two days before.
  static func validity(
    on day: UInt32,
    _ catalog: inout SampleCatalog,
    _ definitions: [SeriesID: CheckDefinition]
  ) -> TimeAmount {
    let stretch = Interval(Interval.day(Int64(day) - 2).start, Interval.day(Int64(day)).end)
    return catalog.series(in: stretch).compactMap { definitions[$0]?.validity }.max() ?? .zero
  }
}
