import Agreement
package import Archive
package import Chronology
package import Judging
package import Reporting
import Sampling
import SegmentFormat
package import Storage

/// What a report shows of the samples of its checks beside what a judge knows of them.
package struct MeasuredSamples: Hashable, Sendable {
  /// How many the record has.
  package let count: Int64
  /// The value of each percentile that the report is on, by the ids of their objectives.
  package let percentiles: [String: PercentileFigure]
}

extension Replay {
  /// How many samples the record has in a stretch of time, and the value of each percentile that a report is
  /// on, exactly: from every sample that counts for it.
  ///
  /// The record is looked at once more, because a period that ends with the last sample is known only after
  /// the first reading. Where no percentile is promised the indexes of what is sealed tell the count, but for
  /// the record as it was at an instant. 8 bytes are kept of each sample.
  ///
  /// - Parameters:
  ///   - stretch: In which samples are counted.
  ///   - judge: By which the report was made.
  ///   - now: The instant of the report.
  ///   - end: The record as it was at that instant; nil takes everything.
  ///   - index: What the first reading had of the ledger; nil reads that.
  /// - Throws: `StoreError` when the store cannot be read.
  package static func measured(
    in stretch: Interval,
    for report: Report,
    by judge: Judge,
    at now: Instant,
    until end: Instant? = nil,
    from index: SealedIndex? = nil,
    on disk: any Disk
  ) throws(StoreError) -> MeasuredSamples {
    var ids: [String] = []
    var values: [LatencyValues] = []
    for promise in judge.promises where promise.agreement == report.agreement {
      guard case .latencyShare(let limit) = promise.objective.indicator, limit.isPercentile else {
        continue
      }
      let window: Window =
        report.isCurrent
        ? promise.objective.window.current(at: now, in: report.zone) : .fixed(report.window)
      ids.append(promise.objective.id)
      values.append(
        LatencyValues(
          of: limit,
          by: report.agreement.responsibilities(for: promise.objective),
          in: judge.countedTime(of: promise, in: window, at: now)
        )
      )
    }
    let count = try collect(
      &values,
      counting: stretch,
      of: Set(report.agreement.services.flatMap(\.checks)),
      until: end,
      from: index,
      on: disk
    )
    return MeasuredSamples(
      count: count,
      percentiles: Dictionary(
        zip(ids, values.map { $0.figure() }),
        uniquingKeysWith: { first, _ in first }
      )
    )
  }

  /// Lets each of `values` take the samples of `checks` that count for it.
  ///
  /// - Returns: How many samples start in `stretch`.
  @discardableResult
  static func collect(
    _ values: inout [LatencyValues],
    counting stretch: Interval,
    of checks: Set<CheckID>,
    until end: Instant? = nil,
    from index: SealedIndex? = nil,
    on disk: any Disk
  ) throws(StoreError) -> Int64 {
    let hulls = values.compactMap(\.hull)
    guard let first = hulls.first else {
      return try count(of: checks, in: stretch, until: end, from: index, on: disk)
    }
    let hull = hulls.reduce(first) { Interval(min($0.start, $1.start), max($0.end, $1.end)) }
    var wanting: [CheckID: [Int]] = [:]
    for check in checks { wanting[check] = values.indices.filter { values[$0].asks(for: check) } }
    var taken = values
    defer { values = taken }
    func take(_ sample: Sample, _ check: CheckID) {
      // A sample counts at the millisecond that its start is floored to.
      for index in wanting[check] ?? [] { taken[index].take(sample, of: check) }
    }
    guard let end else {
      return try LatencyReader.read(
        of: checks,
        in: hull,
        counting: stretch,
        from: index,
        on: disk,
        takeBlock: { block, starts, check in taken.take(block, startingIn: starts, of: check) },
        take: take
      )
    }
    var count: Int64 = 0
    let both = Interval(min(hull.start, stretch.start), max(hull.end, stretch.end))
    try samples(of: checks, in: both, until: end, on: disk) { sample, check in
      if stretch.contains(sample.start) { count += 1 }
      if hull.contains(sample.start) { take(sample, check) }
    }
    return count
  }
}

extension [LatencyValues] {
  /// Takes all samples of a block at once, for all percentiles; each column is decoded once.
  ///
  /// - Returns: False, and nothing is taken, where they must be taken one by one.
  fileprivate mutating func take(
    _ block: Block,
    startingIn starts: ClosedRange<Instant>,
    of check: CheckID
  ) -> Bool {
    let wanting = indices.filter { !self[$0].passesOver(check, starts) }
    var times: [Phase?: [Int64]] = [:]
    for index in wanting {
      guard self[index].countsAll(of: check, startingIn: starts) else { return false }
      let phase = self[index].phase
      if times[phase] != nil { continue }
      guard let found = try? block.measuredTimes(of: phase) else { return false }
      times[phase] = found
    }
    for index in wanting { self[index].take(times[self[index].phase] ?? []) }
    return true
  }
}
