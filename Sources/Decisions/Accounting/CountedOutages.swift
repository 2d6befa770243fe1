import Agreement
import Chronology

/// The outages of one timeline that count, each with what it counts for.
///
/// Outages are measured against the floor whole, before the window cuts them, and each bound's
/// by themselves: an outage is what of the bound is in one confirmed incident, together, and beside
/// incidents an interval of the bound, between two of which there is other time.
/// Of the high bound these are outages of all that is possible, unknown time with the rest: what
/// nobody watched may have joined two short outages to a long one. What is left is cut to the
/// measured time, and counted in the agreement's units.
struct CountedOutages {
  /// A stretch of time, and for how many milliseconds it counts.
  typealias Part = (interval: Interval, count: Int64)

  /// Of what is proved, ascending, as all of them.
  let low: [Part]
  /// Of the estimate.
  let estimate: [Part]
  /// What is unknown: as long as it is.
  let unknown: [Part]
  /// Of all that is possible.
  let possible: [Part]
  /// The same where it isn't unknown.
  let known: [Part]

  /// The outages of `timeline` in `measured`.
  ///
  /// - Parameter excluded: What is taken from an outage before it is measured, if the floor is a net one;
  ///   as far as an outage reaches.
  init(
    of timeline: BoundedTimeline,
    in measured: IntervalSet,
    excluding excluded: IntervalSet,
    by terms: AvailabilityTerms
  ) {
    let outages = timeline.outages(admittedBy: terms.floor, excluding: excluded)
    let possible = outages.possible
    low = outages.low.parts(in: measured, by: terms.counting)
    estimate = outages.estimate.parts(in: measured, by: terms.counting)
    unknown = timeline.unknown.parts(in: measured, by: .exact)
    self.possible = possible.parts(in: measured, by: terms.counting)
    known = possible.subtracting(timeline.unknown).parts(in: measured, by: terms.counting)
  }
}

extension BoundedTimeline {
  /// The outages of each bound that are long enough for `floor`, each whole; all without one.
  ///
  /// Where incidents were forgotten nobody knows which outages were one: of what is possible they may all
  /// have been.
  ///
  /// - Parameter excluded: What is taken from an outage before it is measured, if the floor is a net one.
  func outages(
    admittedBy floor: OutageFloor?,
    excluding excluded: IntervalSet
  ) -> (low: IntervalSet, estimate: IntervalSet, possible: IntervalSet) {
    guard let floor else { return (low, estimate, possible) }
    func admitted(_ set: IntervalSet, _ incidents: IntervalSet) -> IntervalSet {
      set.outages(admittedBy: floor, joinedBy: incidents, excluding: excluded)
    }
    return (
      admitted(low, incidents), admitted(estimate, incidents),
      admitted(possible, forgotten.isEmpty ? incidents : incidents.union(forgotten))
    )
  }
}

extension IntervalSet {
  /// Those of the outages in the set that are long enough for `floor`, each whole.
  fileprivate func outages(
    admittedBy floor: OutageFloor,
    joinedBy incidents: IntervalSet,
    excluding excluded: IntervalSet
  ) -> IntervalSet {
    var found = IntervalSet()
    for hull in union(incidents).intervals {
      let outage = inside(hull)
      let left = floor.measure == .net ? outage.subtracting(excluded.near(hull)) : outage
      guard !outage.isEmpty, floor.admits(left.length) else { continue }
      for part in outage.intervals { found.append(part) }
    }
    return found
  }

  /// What of the outages in the set lies in `measured`, in the units of `counting`.
  ///
  /// Whole minutes of the clock are those that lie wholly in what is measured of an outage. Whole
  /// minutes of an outage are those that what is measured of it has, all together.
  fileprivate func parts(
    in measured: IntervalSet,
    by counting: OutageCounting
  ) -> [CountedOutages.Part] {
    let minute: Int64 = 60_000
    switch counting {
    case .exact:
      return intersection(measured).intervals.map { ($0, $0.length.wholeMilliseconds) }
    case .clockMinutes:
      return intersection(measured).intervals.map { part in
        let first = -floorDivide(-part.start.milliseconds, minute)
        return (part, max(0, floorDivide(part.end.milliseconds, minute) - first) * minute)
      }
    case .outageMinutes:
      return intervals.compactMap { outage in
        let parts = measured.intersection(outage)
        guard let first = parts.intervals.first, let last = parts.intervals.last else { return nil }
        return (Interval(first.start, last.end), parts.milliseconds / minute * minute)
      }
    }
  }
}
