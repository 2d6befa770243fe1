import Agreement
import Chronology

/// How the downtime of one timeline counts, in whole milliseconds.
struct Downtime {
  /// What is proved.
  var low: Int64
  /// The estimate.
  var estimate: Int64
  /// What cannot be excluded, without what is unknown.
  var high: Int64
  /// What is unknown.
  var unknown: Int64

  /// The downtime in the measured part of `time`, by `terms`.
  ///
  /// Outages are measured against the floor whole, before the window cuts them, and each bound's
  /// by themselves: an outage is an interval of the bound between two of which there is other time.
  /// Of the high bound these are outages of all that is possible, unknown time with the rest: what
  /// nobody watched may have joined two short outages to a long one. What is left is cut to the
  /// measured time, and counted in the agreement's units.
  init(of timeline: BoundedTimeline, in time: ServiceTime, by terms: AvailabilityTerms) {
    let measured = time.measured
    func outages(_ set: IntervalSet) -> IntervalSet {
      guard let floor = terms.floor else { return set }
      return IntervalSet(
        set.intervals.filter { outage in
          let whole = IntervalSet([outage])
          let left = floor.measure == .net ? whole.subtracting(time.exclusions) : whole
          return floor.admits(left.length)
        }
      )
    }
    func count(_ outages: IntervalSet) -> Int64 {
      outages.milliseconds(in: measured, by: terms.counting)
    }
    low = count(outages(timeline.low))
    estimate = count(outages(timeline.estimate))
    unknown = timeline.unknown.intersection(measured).milliseconds
    let possible = outages(timeline.possible)
    // Where only whole minutes count, a minute may be partly unknown: then the rest of it counts too.
    high = max(count(possible.subtracting(timeline.unknown)), count(possible) - unknown)
  }
}

extension IntervalSet {
  /// How much of the outages in the set lies in `measured`, in the units of `counting`.
  ///
  /// Whole minutes of the clock are those that lie wholly in what is measured of an outage. Whole
  /// minutes of an outage are those that what is measured of it has, all together.
  fileprivate func milliseconds(in measured: IntervalSet, by counting: OutageCounting) -> Int64 {
    let minute: Int64 = 60_000
    switch counting {
    case .exact:
      return intersection(measured).milliseconds
    case .clockMinutes:
      return intersection(measured).intervals.reduce(0) { sum, part in
        let first = -floorDivide(-part.start.milliseconds, minute)
        return sum + max(0, floorDivide(part.end.milliseconds, minute) - first) * minute
      }
    case .outageMinutes:
      return intervals.reduce(0) { sum, outage in
        sum + measured.intersection(outage).milliseconds / minute * minute
      }
    }
  }
}
