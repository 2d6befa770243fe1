package import Chronology
package import Judging
package import Sampling

/// Makes the rows of one check and one UTC day from its record: the figures are the judge's own.
///
/// It must be told, in the order in which a judge is told them, the samples of the day; at least two
/// samples before the day that are not void, if there are any, and every gap since; and what comes
/// after the day until the day is settled. What the judge refuses is not counted.
///
/// A row of a series is about its samples and about the time in which it was in force: from its first
/// sample until that of another series of the check. An hour of which nothing at all is known, not
/// even why, has no row.
package struct RollupBuilder: Sendable {
  /// The UTC day, in days since 1970.
  package let day: UInt32
  /// Samples that were refused, because they do not start after the one before, or are of no series
  /// of the check.
  package var refused: Int64 { judge.refused + strangers }

  private let check: CheckID
  private let thresholds: [LatencyThreshold]
  private var judge: Judge
  /// The check's series; the judge knows them by their place here.
  private let series: [SeriesID]
  private let validities: [TimeAmount]
  private var strangers: Int64 = 0
  private var rows: [RollupRow] = []
  /// From when on which series is in force, ascending.
  private var reigns: [(from: Instant, series: SeriesID)] = []
  private var previous: Sample?
  /// Whether the record told something else since the sample before.
  private var isInterrupted = false

  /// A builder that has been told nothing.
  ///
  /// - Parameters:
  ///   - day: In days since 1970; before ``RollupFileHeader/dayLimit``.
  ///   - check: Whose rows they are.
  ///   - definitions: The series of the check; those of other checks are passed over.
  ///   - thresholds: What is counted exactly; in any order.
  package init(
    day: UInt32,
    of check: CheckID,
    definitions: [SeriesID: CheckDefinition],
    thresholds: [LatencyThreshold] = []
  ) {
    precondition(day < RollupFileHeader.dayLimit, "a day of 1970 to 2116")
    self.day = day
    self.check = check
    self.thresholds = Set(thresholds).sorted()
    let own = definitions.filter { $0.value.id == check }.sorted { $0.key < $1.key }
    series = own.map(\.key)
    validities = own.map(\.value.validity)
    judge = Judge(agreements: [], timelineLimit: .max)
    for (index, definition) in own.enumerated() {
      judge.define(SeriesID(number: UInt32(index)), definition.value)
    }
  }

  /// The day.
  package var interval: Interval {
    let start = Instant(seconds: Int64(day) * 86_400)
    return Interval(start, start + .days(1))
  }

  /// Takes the next sample of the record; false if it was refused.
  @discardableResult
  package mutating func take(_ sample: Sample) -> Bool {
    guard let number = series.firstIndex(of: sample.series) else {
      strangers += 1
      return false
    }
    var local = sample
    local.series = SeriesID(number: UInt32(number))
    guard judge.take(local) else {
      isInterrupted = true
      return false
    }
    if previous?.series != sample.series {
      reigns.append((Instant(milliseconds: sample.start.milliseconds), sample.series))
    }
    if interval.contains(sample.start) { count(sample) }
    previous = sample
    isInterrupted = false
    return true
  }

  /// Takes the next gap of the record.
  package mutating func take(_ gap: Gap) {
    var local = gap
    if let id = gap.series {
      guard let number = series.firstIndex(of: id) else { return }
      local.series = SeriesID(number: UInt32(number))
    }
    judge.take(local)
    isInterrupted = true
  }

  /// Whether nothing that may still be recorded can change the day's figures.
  package func isSettled(at now: Instant) -> Bool {
    judge.isSettled(check, before: interval.end, at: now)
  }

  /// The rows of the day's hours as far as the record was told, ascending by series and hour.
  package func hourRows() -> [RollupRow] {
    var rows = rows
    let timeline = judge.timeline(of: check)
    for hour in 0..<24 as Range<Int64> {
      let start = interval.start + .hours(hour)
      let period = Interval(start, start + .hours(1))
      for (index, reign) in reigns.enumerated() {
        let end = index + 1 < reigns.count ? reigns[index + 1].from : interval.end
        let stretch = Interval(reign.from, end).intersection(period)
        if stretch.isEmpty { continue }
        let part = RollupRow(series: reign.series, period: period, timeline, in: stretch)
        if let row = rows.firstIndex(where: { $0.series == part.series && $0.period == period }) {
          rows[row].merge(part)
        } else {
          rows.append(part)
        }
      }
    }
    return rows.filter(\.saysSomething).sorted {
      ($0.series.number, $0.period.start) < ($1.series.number, $1.period.start)
    }
  }

  /// The rows of the day, ascending by series: each the merge of its hours.
  package func dayRows() -> [RollupRow] {
    RollupBuilder.dayRows(of: hourRows(), over: interval)
  }

  /// The rows of a day whose hours have the rows `hours`, which ascend by series.
  package static func dayRows(of hours: [RollupRow], over day: Interval) -> [RollupRow] {
    hours.chunked { $0.series == $1.series }.compactMap { RollupRow.merged($0, over: day) }
  }

  private mutating func count(_ sample: Sample) {
    let hour = floorDivide((sample.start - interval.start).nanoseconds, 3_600_000_000_000)
    let start = interval.start + .hours(hour)
    let index: Int
    // The row of the sample before, or another one of the same hour if the series changes often.
    let known = rows.lastIndex { $0.series == sample.series && $0.period.start == start }
    if let known {
      index = known
    } else {
      index = rows.count
      let period = Interval(start, start + .hours(1))
      var row = RollupRow(series: sample.series, period: period)
      row.detail.tallies = thresholds.map { ThresholdTally($0) }
      rows.append(row)
    }
    rows[index].count(sample, continues: continues(sample))
  }

  /// Whether `sample` simply continues the one before; see ``RollupDetail/breaks``.
  private func continues(_ sample: Sample) -> Bool {
    guard let previous, !isInterrupted, previous.series == sample.series,
      previous.outcome.isAvailable, sample.outcome.isAvailable,
      previous.flags.contains(.imported) == sample.flags.contains(.imported),
      let number = series.firstIndex(of: sample.series)
    else { return false }
    return sample.start.milliseconds > previous.start.milliseconds
      && previous.end <= sample.start && sample.start <= previous.start + validities[number]
  }
}

extension RollupRow {
  /// A row without samples about the time of `stretch`, which lies in `period`.
  fileprivate init(
    series: SeriesID,
    period: Interval,
    _ timeline: Timeline,
    in stretch: Interval
  ) {
    self.init(series: series, period: period)
    summary.time = timeline.tally(in: stretch)
    for part in timeline.unknownStretches(in: stretch) {
      detail.unknown.add(part.cause, part.interval.length.wholeMilliseconds)
    }
    let down = IntervalSet(timeline.downRuns(in: stretch).map(\.estimate))
    detail.stretches = [JudgedStretch(stretch, down: down)]
  }

  fileprivate mutating func count(_ sample: Sample, continues: Bool) {
    summary.add(sample.outcome)
    let edge = SampleEdge(sample)
    if detail.first == nil {
      detail.first = edge
      detail.continuesBefore = continues
    }
    detail.last = edge
    detail.breaks += continues ? 0 : 1
    detail.bytes += UInt128(sample.bytes)
    if sample.outcome != .up, let cause = sample.cause { detail.causes.add(cause) }
    for index in detail.tallies.indices { detail.tallies[index].take(sample) }
    guard sample.outcome.isAvailable, !sample.flags.contains(.timeNotMeasured) else { return }
    detail.latencies.add(sample.phases, hasPhases: !sample.flags.contains(.imported))
  }

  /// Whether more is known than that nobody measured.
  fileprivate var saysSomething: Bool {
    summary.samples > 0 || detail.unknown[.noSample] < summary.time.elapsed
  }
}

extension Array {
  /// The elements in runs of neighbours that belong together.
  fileprivate func chunked(by belong: (Element, Element) -> Bool) -> [[Element]] {
    var chunks: [[Element]] = []
    for element in self {
      if let last = chunks.last?.last, belong(last, element) {
        chunks[chunks.count - 1].append(element)
      } else {
        chunks.append([element])
      }
    }
    return chunks
  }
}
