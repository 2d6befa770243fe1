package import Chronology

/// Which time doesn't count, and by whose word.
package struct ExclusionClauses: Hashable, Sendable {
  /// Planned work; nil excludes none.
  package let maintenance: MaintenanceClause?
  /// What is declared of what no party planned, by kind; a kind that is missing excludes nothing.
  package let declared: [Annotation.Kind: DeclarationClause]

  /// Clauses of these parts.
  package init(
    maintenance: MaintenanceClause? = nil,
    declared: [Annotation.Kind: DeclarationClause] = [:]
  ) {
    self.maintenance = maintenance
    self.declared = declared
  }

  /// Nothing is excluded.
  package static let none = ExclusionClauses()
}

/// How planned work is excluded.
package struct MaintenanceClause: Hashable, Sendable {
  /// How long before its beginning notice must be given; zero asks only that it is given before.
  package let notice: TimeAmount
  /// How long one may be, or it is refused whole; nil for no limit.
  package let single: TimeAmount?
  /// How much of it is excluded in a window of time; nil for no limit.
  package let cap: MaintenanceCap?
  /// In which hours it must lie whole; nil for any.
  package let during: WeeklyHours?
  /// How excluded time counts.
  package let mode: ExclusionMode
  /// Work that recurs and is agreed in advance.
  package let recurring: [RecurringMaintenance]

  /// A clause of these parts.
  package init(
    notice: TimeAmount = .zero,
    single: TimeAmount? = nil,
    cap: MaintenanceCap? = nil,
    during: WeeklyHours? = nil,
    mode: ExclusionMode = .remove,
    recurring: [RecurringMaintenance] = []
  ) {
    self.notice = notice
    self.single = single
    self.cap = cap
    self.during = during
    self.mode = mode
    self.recurring = recurring
  }
}

/// How much maintenance a window of time may have.
package struct MaintenanceCap: Hashable, Sendable {
  /// So much, in the order of time.
  package let amount: TimeAmount
  /// In each of these: a calendar window of the agreement's zone.
  package let per: CivilWindow.Unit
  /// What is counted against it.
  package let counts: CapCounting

  /// A cap.
  package init(_ amount: TimeAmount, per: CivilWindow.Unit, counts: CapCounting = .planned) {
    self.amount = amount
    self.per = per
    self.counts = counts
  }
}

/// What is counted against a cap.
package enum CapCounting: String, CaseIterable, Hashable, Sendable {
  /// All of the time that was planned, whether or not the service was down.
  case planned
  /// Only the downtime in it (by the estimate).
  case downtime
}

/// How excluded time counts.
package enum ExclusionMode: String, CaseIterable, Hashable, Sendable {
  /// Neither as up nor in the whole: availability is of what is left.
  case remove
  /// As available.
  case available
}

/// Planned work that recurs, agreed in advance.
package struct RecurringMaintenance: Hashable, Sendable {
  /// On which dates it begins.
  package let recurrence: Recurrence
  /// When it begins on them, in minutes after the local midnight by the clock: 0 to 1,439.
  package let start: Int
  /// How long it is.
  package let length: TimeAmount

  /// Work of these parts.
  package init(_ recurrence: Recurrence, at start: Int, for length: TimeAmount) {
    self.recurrence = recurrence
    self.start = start
    self.length = length
  }
}

/// By whose word a declared stretch of time is excluded.
package struct DeclarationClause: Hashable, Sendable {
  /// Who may declare it; a declaration of another is refused.
  package let declaredBy: Set<Annotation.Author>
  /// Who must accept it; empty if the declaration suffices.
  ///
  /// Until one of them has, it is claimed, and figures are given with it and without it.
  package let acceptedBy: Set<Annotation.Author>
  /// How excluded time counts.
  package let mode: ExclusionMode

  /// A clause of these parts.
  package init(
    declaredBy: Set<Annotation.Author>,
    acceptedBy: Set<Annotation.Author> = [],
    mode: ExclusionMode = .remove
  ) {
    self.declaredBy = declaredBy
    self.acceptedBy = acceptedBy
    self.mode = mode
  }
}
