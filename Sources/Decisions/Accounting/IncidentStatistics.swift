package import Agreement
package import Chronology

/// A mean length of time: a sum, and of how many.
package struct MeanTime: Hashable, Sendable {
  /// The sum, in milliseconds.
  package let total: Int64
  /// Of how many; at least 1.
  package let count: Int64

  /// The mean of lengths that come to `total`; nil of none.
  package init?(_ total: Int64, of count: Int) {
    guard count > 0 else { return nil }
    self.total = total
    self.count = Int64(count)
  }

  /// The mean in whole milliseconds, rounded down.
  package var milliseconds: Int64 { floorDivide(total, count) }
}

/// What the incidents of one service in one window come to; of no incident there is no mean.
package struct IncidentStatistics: Hashable, Sendable {
  /// How many there are.
  package let count: Int
  /// How many of them last.
  package let open: Int
  /// Mean time to restore (MTTR, durée moyenne de rétablissement): the outage of those that are over.
  package let restore: MeanTime?
  /// Mean time between failures (MTBF): the time up, by the number of incidents.
  package let betweenFailures: MeanTime?
  /// Mean time to acknowledge (MTTA): from opening to acknowledgement, of those that have one.
  package let acknowledge: MeanTime?
  /// The longest outage of one incident, so far if it lasts; nil of none.
  package let longest: TimeAmount?

  /// The statistics of these incidents.
  ///
  /// - Parameters:
  ///   - incidents: Those that count in the window, joined.
  ///   - up: The time up in the window, in milliseconds.
  ///   - now: Until when an incident that lasts is known to have lasted.
  package init(_ incidents: [IncidentSpan], up: Int64, at now: Instant) {
    let over = incidents.filter { $0.resolved != nil }
    count = incidents.count
    open = incidents.count - over.count
    restore = MeanTime(over.reduce(0) { $0 + $1.milliseconds(at: now) }, of: over.count)
    betweenFailures = MeanTime(up, of: incidents.count)
    let answers = incidents.compactMap { incident in
      incident.acknowledged.map { max(.zero, $0 - incident.opened).wholeMilliseconds }
    }
    acknowledge = MeanTime(answers.reduce(0, +), of: answers.count)
    longest = incidents.map { $0.outage(at: now).length }.max()
  }
}

extension IncidentSpan {
  fileprivate func milliseconds(at now: Instant) -> Int64 {
    outage(at: now).length.wholeMilliseconds
  }
}

extension IncidentLimit {
  /// How many of the incidents count: those that are not shorter than what is agreed.
  package func count(_ incidents: [IncidentSpan], at now: Instant) -> Int64 {
    guard let lasting else { return Int64(incidents.count) }
    return Int64(incidents.count { $0.outage(at: now).length >= lasting })
  }

  /// How many are beyond what is allowed.
  package func excess(_ count: Int64) -> Int64 { max(0, count - atMost) }
}
