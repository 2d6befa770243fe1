package import Agreement
package import Chronology

/// The downtime of one timeline, added up once as far as nothing can change it any more.
package struct SettledDowntime: Hashable, Sendable {
  /// How many stretches of time are kept of each bound, where windows begin that are still to come.
  package static let limit = 16_384

  /// What is added up of all, where every window that is asked for holds all of it; else nil.
  private var sum: Downtime?
  private var low = SummedSet()
  private var estimate = SummedSet()
  private var unknown = SummedSet()
  private var possible = SummedSet()
  private var known = SummedSet()

  /// Nothing yet.
  ///
  /// - Parameter isRolling: Whether windows are asked for that begin later; else every window holds all
  ///   that is measured.
  package init(isRolling: Bool) {
    sum = isRolling ? nil : Downtime(low: 0, estimate: 0, unknown: 0, possible: 0, known: 0)
  }

  /// Whether there is more than is kept.
  package var isFull: Bool {
    max(low.count, unknown.count, possible.count) > SettledDowntime.limit
  }

  /// Adds what `timeline` tells of the time after all that was added.
  ///
  /// - Precondition: No outage goes on where its stretch begins or ends.
  package mutating func append(
    _ timeline: BoundedTimeline,
    in measured: IntervalSet,
    excluding excluded: IntervalSet,
    by terms: AvailabilityTerms
  ) {
    let outages = CountedOutages(of: timeline, in: measured, excluding: excluded, by: terms)
    if let sum {
      self.sum = sum + Downtime(outages)
      return
    }
    for part in outages.low { low.append(part.interval, counting: part.count) }
    for part in outages.estimate { estimate.append(part.interval, counting: part.count) }
    for part in outages.unknown { unknown.append(part.interval, counting: part.count) }
    for part in outages.possible { possible.append(part.interval, counting: part.count) }
    for part in outages.known { known.append(part.interval, counting: part.count) }
  }

  /// What of it `window` holds.
  ///
  /// - Precondition: Where minutes are counted, the window cuts no outage.
  func downtime(in window: Interval) -> Downtime {
    sum
      ?? Downtime(
        low: low.milliseconds(in: window),
        estimate: estimate.milliseconds(in: window),
        unknown: unknown.milliseconds(in: window),
        possible: possible.milliseconds(in: window),
        known: known.milliseconds(in: window)
      )
  }
}
