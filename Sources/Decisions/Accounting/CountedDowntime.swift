package import Agreement
package import Chronology

/// Which instants of a window count as down for one timeline, and which of its outages don't count.
///
/// The lengths of the sets are the figures of ``ServiceFigures``, to the millisecond: this is what a
/// figure is made of, for who wants to see it. Boundaries are whole milliseconds.
package struct CountedDowntime: Hashable, Sendable {
  /// What counts as proved.
  package let low: IntervalSet
  /// What counts by the estimate.
  package let estimate: IntervalSet
  /// What counts because it cannot be excluded, without what is unknown.
  package let high: IntervalSet
  /// What is unknown of the measured time.
  package let unknown: IntervalSet
  /// What lies in an outage that is too short to count, in one bound at least.
  package let short: IntervalSet

  /// What counts of `timeline` in `time`, by `terms`; whether unconfirmed failures count is told by the
  /// timeline.
  package init(of timeline: BoundedTimeline, in time: ServiceTime, by terms: AvailabilityTerms) {
    let measured = time.measured
    func count(_ outages: IntervalSet) -> IntervalSet {
      outages.counted(in: measured, by: terms.counting)
    }
    let outages = timeline.outages(admittedBy: terms.floor, excluding: time.exclusions)
    let (proved, estimated, possible) = outages
    low = count(proved)
    estimate = count(estimated)
    unknown = timeline.unknown.intersection(measured)
    let certain = count(possible.subtracting(timeline.unknown))
    // Of a minute that is partly unknown the rest counts too, as far as the sum of the bound has it.
    let whole = count(possible)
    let more = whole.milliseconds - unknown.milliseconds - certain.milliseconds
    high = certain.union(whole.subtracting(unknown).subtracting(certain).first(milliseconds: more))
    short = timeline.low.subtracting(proved).union(timeline.estimate.subtracting(estimated))
      .union(timeline.high.subtracting(possible)).intersection(measured)
  }
}

extension IntervalSet {
  /// What of the outages in the set counts in `measured`, in the units of `counting`: of whole minutes
  /// of an outage the first ones.
  fileprivate func counted(in measured: IntervalSet, by counting: OutageCounting) -> IntervalSet {
    let minute: Int64 = 60_000
    switch counting {
    case .exact:
      return intersection(measured)
    case .clockMinutes:
      let parts = intersection(measured).intervals.map { part in
        Interval(
          Instant(milliseconds: -floorDivide(-part.start.milliseconds, minute) * minute),
          Instant(milliseconds: floorDivide(part.end.milliseconds, minute) * minute)
        )
      }
      return IntervalSet(parts)
    case .outageMinutes:
      return intervals.reduce(into: IntervalSet()) { sum, outage in
        let part = measured.intersection(outage)
        let counted = part.first(milliseconds: part.milliseconds / minute * minute)
        for interval in counted.intervals { sum.append(interval) }
      }
    }
  }

  /// The earliest `count` milliseconds of the set; all of it if it has fewer, nothing for less than one.
  fileprivate func first(milliseconds count: Int64) -> IntervalSet {
    var left = count
    var found = IntervalSet()
    for part in intervals where left > 0 {
      let length = min(left, part.length.wholeMilliseconds)
      found.append(Interval(part.start, part.start + .milliseconds(length)))
      left -= length
    }
    return found
  }
}
