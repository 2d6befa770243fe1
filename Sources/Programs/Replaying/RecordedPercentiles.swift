import Agreement
import Archive
package import Chronology
package import Judging
package import Reporting
import Sampling
import SegmentFormat
package import Storage

extension Replay {
  /// The value of each percentile that a report is on, by the ids of their objectives: exactly, from every
  /// sample that counts for it.
  ///
  /// Where no percentile is promised nothing is read. 8 bytes are kept of each sample.
  ///
  /// - Parameters:
  ///   - judge: By which the report was made.
  ///   - now: The instant of the report.
  ///   - end: The record as it was at that instant; nil takes everything.
  /// - Throws: `StoreError` when the store cannot be read.
  package static func percentiles(
    of report: Report,
    by judge: Judge,
    at now: Instant,
    until end: Instant? = nil,
    on disk: any Disk
  ) throws(StoreError) -> [String: PercentileFigure] {
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
    let checks = Set(report.agreement.services.flatMap(\.checks))
    try collect(&values, of: checks, until: end, on: disk)
    return Dictionary(
      zip(ids, values.map { $0.figure() }),
      uniquingKeysWith: { first, _ in first }
    )
  }

  /// Lets each of `values` take the samples of `checks` that count for it.
  static func collect(
    _ values: inout [LatencyValues],
    of checks: Set<CheckID>,
    until end: Instant? = nil,
    on disk: any Disk
  ) throws(StoreError) {
    let hulls = values.compactMap(\.hull)
    guard let first = hulls.first else { return }
    let hull = hulls.reduce(first) { Interval(min($0.start, $1.start), max($0.end, $1.end)) }
    var wanting: [CheckID: [Int]] = [:]
    for check in checks { wanting[check] = values.indices.filter { values[$0].asks(for: check) } }
    var taken = values
    func take(_ sample: Sample, _ check: CheckID) {
      // A sample counts at the millisecond that its start is floored to.
      for index in wanting[check] ?? [] { taken[index].take(sample, of: check) }
    }
    if let end {
      try samples(of: checks, in: hull, until: end, on: disk, take: take)
    } else {
      try LatencyReader.read(
        of: checks,
        in: hull,
        on: disk,
        takeBlock: { block, starts, check in taken.take(block, startingIn: starts, of: check) },
        take: take
      )
    }
    values = taken
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
