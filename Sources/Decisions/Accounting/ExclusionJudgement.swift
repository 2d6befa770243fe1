package import Agreement
package import Chronology

/// The time around the declarations that the agreement's rules name, worked out for its zone.
package struct ExclusionCalendar: Hashable, Sendable {
  /// Work that recurs, agreed in advance.
  package let recurring: [Interval]
  /// When maintenance may be, as far as any declaration reaches.
  package let allowed: IntervalSet
  /// The windows of the cap; they hold every declaration of maintenance.
  package let capWindows: [Interval]

  /// A calendar of these parts.
  package init(
    recurring: [Interval] = [],
    allowed: IntervalSet = IntervalSet(),
    capWindows: [Interval] = []
  ) {
    self.recurring = recurring
    self.allowed = allowed
    self.capWindows = capWindows
  }
}

/// What the agreement says to everything that somebody wants excluded for one service.
package struct ExclusionJudgement: Hashable, Sendable {
  /// One for each, in the order of their beginnings.
  package let decisions: [ExclusionDecision]
  /// What is excluded.
  package let accepted: ExcludedTime
  /// What would be if everything that is claimed or disputed were accepted; it holds ``accepted``.
  package let possible: ExcludedTime

  /// Judges every declaration that is about the service, and recurring work, which is agreed already
  /// and only falls under the cap.
  ///
  /// The cap is used up in the order of time: for ``accepted`` by what is accepted alone, for
  /// ``possible`` by everything that is not rejected.
  ///
  /// - Parameters:
  ///   - annotations: All that stand on record when the judgement is made, in any order.
  ///   - agreement: The id of the agreement.
  ///   - downtime: When the service was down by the estimate, for a cap that counts downtime.
  package init(
    of annotations: [RecordedAnnotation],
    for service: Service,
    in agreement: String,
    by clauses: ExclusionClauses,
    _ calendar: ExclusionCalendar,
    downtime: IntervalSet = IntervalSet()
  ) {
    let rules = ExclusionRules(
      service: service,
      agreement: agreement,
      clauses: clauses,
      calendar: calendar,
      consents: Consent.all(in: annotations)
    )
    let declared = annotations.compactMap { rules.decision(on: $0) }
    var decisions = (rules.recurring + declared).sorted { $0.isBefore($1) }
    func cap(_ isCounted: (ExclusionDecision) -> Bool) -> [Int: (IntervalSet, IntervalSet)] {
      var room = clauses.maintenance?.cap.map {
        CapRoom($0, in: calendar.capWindows, downtime: downtime)
      }
      var found: [Int: (IntervalSet, IntervalSet)] = [:]
      for (index, decision) in decisions.enumerated() where isCounted(decision) {
        let wanted = IntervalSet([decision.interval])
        let isCapped = decision.kind == .maintenance
        let parts = isCapped ? room?.take(wanted) : nil
        found[index] = (parts?.kept ?? wanted, parts?.excess ?? IntervalSet())
      }
      return found
    }
    let certain = cap { $0.status == .accepted }
    let all = cap { $0.isPossible }
    accepted = decisions.excludedTime(certain.mapValues(\.0))
    let wider = decisions.excludedTime(all.mapValues(\.0))
    // Time that only the narrow figure excludes, because a disputed declaration took the room, stays.
    possible = ExcludedTime(
      removed: wider.removed.union(accepted.removed),
      available: wider.available.union(accepted.available)
    )
    for index in decisions.indices {
      guard let (excluded, excess) = certain[index] ?? all[index] else { continue }
      decisions[index].excluded = excluded
      decisions[index].excess = excess
      if excluded.isEmpty, !excess.isEmpty {
        decisions[index].status = .rejected(.overCap)
        decisions[index].word = nil
      }
    }
    self.decisions = decisions
  }
}

extension ExclusionDecision {
  /// The order in which decisions are made: of beginning, what is agreed in advance first, and then
  /// of recording.
  fileprivate func isBefore(_ other: ExclusionDecision) -> Bool {
    if interval.start != other.interval.start { return interval.start < other.interval.start }
    switch (origin, other.origin) {
    case (.declared(let mine), .declared(let theirs)):
      return (mine.recorded, mine.id) < (theirs.recorded, theirs.id)
    case (.recurring, .recurring): return interval.end < other.interval.end
    case (.recurring, .declared): return true
    case (.declared, .recurring): return false
    }
  }
}

extension [ExclusionDecision] {
  /// The time excluded by the decisions at these indices, by how it counts.
  fileprivate func excludedTime(_ parts: [Int: IntervalSet]) -> ExcludedTime {
    func time(_ mode: ExclusionMode) -> IntervalSet {
      IntervalSet(parts.filter { self[$0.key].mode == mode }.flatMap(\.value.intervals))
    }
    return ExcludedTime(removed: time(.remove), available: time(.available))
  }
}
