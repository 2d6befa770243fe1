package import Agreement

/// Of how many incidents the clock kept its time: the conformance of a promise to restore or respond.
package struct Punctuality: Hashable, Sendable {
  /// Certainly in time.
  package let kept: Int64
  /// Certainly late.
  package let late: Int64
  /// Neither: the clock runs, or the bounds of the outage leave it open.
  package let undecided: Int64
  /// Of those that may not count at all, so many may be in time; one may be late as well.
  package let mayBeKept: Int64
  /// Of those that may not count at all, so many may be late.
  package let mayBeLate: Int64
  /// So many more may have been late in unknown time.
  package let hidden: Int64

  /// The conformance between the bounds of each outage.
  ///
  /// - Parameters:
  ///   - least: The clocks on what is proved to have been down, incident by incident.
  ///   - most: The clocks of the same incidents on what can't be excluded.
  ///   - isCertain: Whether each of them counts for certain.
  ///   - hidden: How many more may have been late that nobody saw.
  /// - Precondition: All three are of the same incidents, in the same order.
  package init(
    least: [IncidentClockReading],
    most: [IncidentClockReading],
    isCertain: [Bool],
    hidden: Int64 = 0
  ) {
    precondition(least.count == most.count, "each incident has both bounds")
    precondition(least.count == isCertain.count, "each incident counts or may not")
    var certain = (kept: 0 as Int64, late: 0 as Int64, undecided: 0 as Int64)
    var doubtful = (kept: 0 as Int64, late: 0 as Int64)
    for (place, (least, most)) in zip(least, most).enumerated() {
      if most.standing == .notBegun, least.standing == .notBegun { continue }
      guard isCertain[place] else {
        if least.standing != .late { doubtful.kept += 1 }
        if most.standing != .inTime { doubtful.late += 1 }
        continue
      }
      if least.standing == .late {
        certain.late += 1
      } else if most.standing == .inTime {
        certain.kept += 1
      } else {
        certain.undecided += 1
      }
    }
    (kept, late, undecided) = certain
    (mayBeKept, mayBeLate) = doubtful
    self.hidden = hidden
  }

  /// What is in time at worst: nothing counts that would help, and all that may be late is.
  package var worst: Share { Share(kept, of: kept + late + undecided + mayBeLate + hidden) }

  /// What is in time at best: the other way round.
  package var best: Share {
    let inTime = kept + undecided + mayBeKept
    return Share(inTime, of: inTime + late)
  }

  /// Whether `share` of them are in time at worst, by exact cross-multiplication; so it is of none.
  package func reachesAtWorst(_ share: Ratio) -> Bool {
    share.isReached(by: worst.part, of: worst.whole)
  }

  /// The same at best.
  ///
  /// What nobody saw is nothing that the provider was in time for: a breach needs no coverage.
  package func reachesAtBest(_ share: Ratio) -> Bool {
    share.isReached(by: best.part, of: best.whole)
  }
}
