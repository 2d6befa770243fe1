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
  /// Mean time to restore (MTTR, durée moyenne de rétablissement): the outage of those that are over, by
  /// the estimate.
  package let restore: MeanTime?
  /// Mean time between failures (MTBF): the time up, by the number of incidents.
  package let betweenFailures: MeanTime?
  /// Mean time to acknowledge (MTTA): from opening to acknowledgement, of those that have one.
  package let acknowledge: MeanTime?
  /// The longest outage of one incident by the estimate, so far if it lasts; nil of none.
  package let longest: TimeAmount?

  /// The statistics of these incidents.
  ///
  /// - Parameters:
  ///   - incidents: Those that count in the window, joined.
  ///   - up: The time up in the window, in milliseconds.
  package init(_ incidents: [IncidentOutage], up: Int64) {
    let over = incidents.filter { $0.span.resolved != nil }
    count = incidents.count
    open = incidents.count - over.count
    restore = MeanTime(over.reduce(0) { $0 + $1.estimate.milliseconds }, of: over.count)
    betweenFailures = MeanTime(up, of: incidents.count)
    let answers = incidents.map(\.span).compactMap { span in
      span.acknowledged.map { max(.zero, $0 - span.opened).wholeMilliseconds }
    }
    acknowledge = MeanTime(answers.reduce(0, +), of: answers.count)
    longest = incidents.map(\.estimate.length).max()
  }
}

extension IncidentLimit {
  /// How many of the incidents count at a bound: those of which a part is in the time that counts, and
  /// not a shorter one than what is agreed.
  package func count(
    _ incidents: [IncidentOutage],
    _ bound: KeyPath<IncidentOutage, IntervalSet>,
    in counted: IntervalSet
  ) -> Int64 {
    Int64(
      incidents.count { incident in
        guard incident.counts(bound, in: counted) else { return false }
        guard let lasting else { return true }
        return incident[keyPath: bound].intersection(counted).length >= lasting
      }
    )
  }

  /// How many are beyond what is allowed.
  package func excess(_ count: Int64) -> Int64 { max(0, count - atMost) }
}
