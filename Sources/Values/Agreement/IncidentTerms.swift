package import Chronology

/// How soon an incident must be over (GTR), or work on it must have begun (GTI).
package struct RestoreTerms: Hashable, Sendable {
  /// The longest time on the clock that is in time; inclusive.
  package let within: TimeAmount
  /// For which share of the incidents.
  package let share: Ratio
  /// When the clock runs: the hours of the service unless the clause says others.
  ///
  /// It stands still while the service is suspended.
  package let clock: ServiceHours?
  /// When it begins.
  package let from: ClockStart

  /// Terms of these parts.
  package init(
    within: TimeAmount,
    share: Ratio = .one,
    clock: ServiceHours? = nil,
    from: ClockStart = .opened
  ) {
    self.within = within
    self.share = share
    self.clock = clock
    self.from = from
  }
}

/// When the clock of an incident begins.
package enum ClockStart: String, CaseIterable, Hashable, Sendable {
  /// When the incident opened.
  case opened
  /// When it was certain.
  case confirmed
  /// When a ticket was opened for it (an annotation); without one the clock doesn't begin.
  case ticket
}

/// How many incidents there may be.
package struct IncidentLimit: Hashable, Sendable {
  /// So many: 0 to 1,000,000.
  package let atMost: Int64
  /// An incident that is shorter doesn't count; nil counts all.
  package let lasting: TimeAmount?

  /// A limit.
  package init(atMost: Int64, lasting: TimeAmount? = nil) {
    self.atMost = atMost
    self.lasting = lasting
  }
}

/// What makes one incident of several, and in which window it counts.
package struct IncidentRules: Hashable, Sendable {
  /// An incident that opens so soon after the last one was resolved goes on with that; the time between
  /// stays up.
  package let reopenWithin: TimeAmount
  /// In which window an incident counts that lies in two.
  package let attribution: Attribution

  /// Rules of these parts.
  package init(reopenWithin: TimeAmount = .zero, attribution: Attribution = .start) {
    self.reopenWithin = reopenWithin
    self.attribution = attribution
  }
}

/// In which window an incident counts that lies in two.
package enum Attribution: String, CaseIterable, Hashable, Sendable {
  /// In the one in which it opened.
  case start
  /// In the one in which it was resolved.
  case end
  /// In each that it touches.
  case overlap
}
