import Agreement
package import Chronology
package import Judging
package import Reporting
import Sampling
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
    let hulls = values.compactMap(\.hull)
    if let first = hulls.first {
      let hull = hulls.reduce(first) { Interval(min($0.start, $1.start), max($0.end, $1.end)) }
      // A sample counts at the millisecond that its start is floored to.
      let checks = report.agreement.services.flatMap(\.checks)
      try samples(of: Set(checks), in: hull, until: end, on: disk) { sample, check in
        for index in values.indices { values[index].take(sample, of: check) }
      }
    }
    return Dictionary(
      zip(ids, values.map { $0.figure() }),
      uniquingKeysWith: { first, _ in first }
    )
  }
}
