package import Agreement

/// Of how many incidents the clock kept its time: the conformance of a promise to restore or respond.
package struct Punctuality: Hashable, Sendable {
  /// Certainly in time.
  package let kept: Int64
  /// Certainly late.
  package let late: Int64
  /// Neither: the clock runs, or the bounds of the outage leave it open.
  package let undecided: Int64
  /// So many more may have been late in unknown time.
  package let hidden: Int64

  /// The conformance between the bounds of each outage.
  ///
  /// - Parameters:
  ///   - least: The clocks on what is proved to have been down, incident by incident.
  ///   - most: The clocks of the same incidents on what can't be excluded.
  ///   - hidden: How many more may have been late that nobody saw.
  /// - Precondition: Both are of the same incidents, in the same order.
  package init(
    least: [IncidentClockReading],
    most: [IncidentClockReading],
    hidden: Int64 = 0
  ) {
    precondition(least.count == most.count, "each incident has both bounds")
    var counts = (kept: 0 as Int64, late: 0 as Int64, undecided: 0 as Int64)
    for (least, most) in zip(least, most) {
      if most.standing == .notBegun, least.standing == .notBegun { continue }
      if least.standing == .late {
        counts.late += 1
      } else if most.standing == .inTime {
        counts.kept += 1
      } else {
        counts.undecided += 1
      }
    }
    (kept, late, undecided) = counts
    self.hidden = hidden
  }

  /// How many count.
  package var count: Int64 { kept + late + undecided }

  /// Whether `share` of them are in time even if those that are undecided are late, and those that
  /// nobody saw, by exact cross-multiplication; so it is of none.
  package func reachesAtWorst(_ share: Ratio) -> Bool {
    share.isReached(by: kept, of: count + hidden)
  }

  /// The same if those that are undecided are in time.
  ///
  /// What nobody saw is nothing that the provider was in time for: a breach needs no coverage.
  package func reachesAtBest(_ share: Ratio) -> Bool {
    share.isReached(by: kept + undecided, of: count)
  }
}
