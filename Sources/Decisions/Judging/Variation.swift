package import Agreement
package import Chronology
package import Sampling

/// Other rules than those that were agreed, to see what the same samples would come to.
///
/// What is nil stays as it was agreed. No record is changed by it, and no figure by it is the agreement's.
package struct Variation: Hashable, Sendable {
  /// How many failures in a row confirm an incident, 1 or more.
  package var confirmation: Int?
  /// From which length on an outage counts; zero for every one.
  package var floor: OutageFloor?
  /// In which units an outage is counted.
  package var counting: OutageCounting?
  /// How failures count that never reached a confirmation.
  package var unconfirmed: UnconfirmedRule?
  /// How unknown time counts.
  package var unknown: UnknownRule?
  /// How excluded time counts, whatever the kind of exclusion.
  package var mode: ExclusionMode?
  /// The least share, of every objective on a share of time, slots, samples or cases.
  package var target: Ratio?
  /// The time from one sample to the next, a multiple of what it was.
  package var interval: TimeAmount?

  /// Everything as it was agreed.
  package init() {}

  /// The agreement with these rules.
  package func varied(_ agreement: Agreement) -> Agreement {
    let clauses = agreement.clauses
    return Agreement(
      id: agreement.id,
      title: agreement.title,
      revision: agreement.revision,
      effective: agreement.effective,
      language: agreement.language,
      timeZone: agreement.timeZone,
      currency: agreement.currency,
      parties: agreement.parties,
      services: agreement.services,
      objectives: agreement.objectives.map { objective in
        Objective(
          id: objective.id,
          service: objective.service,
          indicator: varied(objective.indicator),
          window: objective.window,
          causes: objective.causes
        )
      },
      clauses: Clauses(
        until: clauses.until,
        responsibilities: clauses.responsibilities,
        exclusions: varied(clauses.exclusions),
        incidents: clauses.incidents,
        credits: clauses.credits,
        measurement: MeasurementClause(
          unknown: unknown ?? clauses.measurement.unknown,
          minimumCoverage: clauses.measurement.minimumCoverage,
          tie: clauses.measurement.tie
        ),
        reporting: clauses.reporting,
        onChange: clauses.onChange,
        partial: clauses.partial
      ),
      sha256: agreement.sha256
    )
  }

  /// The definition of a check with these rules.
  package func varied(_ definition: CheckDefinition) -> CheckDefinition {
    CheckDefinition(
      id: definition.id,
      method: definition.method,
      target: definition.target,
      interval: interval ?? definition.interval,
      timeout: definition.timeout,
      confirmation: Confirmation(
        down: confirmation ?? definition.confirmation.down,
        up: definition.confirmation.up
      ),
      rules: definition.rules
    )
  }

  private func varied(_ indicator: Indicator) -> Indicator {
    switch indicator {
    case .availability(let terms):
      return .availability(
        AvailabilityTerms(
          target ?? terms.target,
          floor: floor.map { $0.length > .zero ? $0 : nil } ?? terms.floor,
          counting: counting ?? terms.counting,
          unconfirmed: unconfirmed ?? terms.unconfirmed
        )
      )
    case .slots(let terms): return .slots(varied(terms))
    case .slotMean(let terms): return .slotMean(varied(terms))
    case .requests(let share): return .requests(target ?? share)
    case .correctness(let share): return .correctness(target ?? share)
    case .coverage(let share): return .coverage(target ?? share)
    case .latencyShare(let limit) where !limit.isPercentile:
      return .latencyShare(
        LatencyLimit(
          phase: limit.phase,
          within: limit.within,
          share: target ?? limit.share,
          failures: limit.failures
        )
      )
    case .ratio(let terms):
      return .ratio(RatioTerms(target ?? terms.target, uncovered: terms.uncovered))
    case .duration(let limit) where !limit.isPercentile:
      return .duration(DurationLimit(within: limit.within, share: target ?? limit.share))
    case .certificateValidity(let terms):
      return .certificateValidity(
        CertificateTerms(atLeast: terms.atLeast, share: target ?? terms.share)
      )
    case .clock(let terms):
      return .clock(ClockTerms(within: terms.within, share: target ?? terms.share))
    case .latencyShare, .restore, .response, .incidents, .longestOutage, .downtime, .longestGap,
      .duration:
      return indicator
    }
  }

  private func varied(_ terms: SlotTerms) -> SlotTerms {
    SlotTerms(
      target ?? terms.target,
      length: terms.length,
      errors: terms.errors,
      least: terms.least,
      empty: terms.empty
    )
  }

  private func varied(_ clauses: ExclusionClauses) -> ExclusionClauses {
    guard let mode else { return clauses }
    return ExclusionClauses(
      maintenance: clauses.maintenance.map { clause in
        MaintenanceClause(
          notice: clause.notice,
          single: clause.single,
          cap: clause.cap,
          during: clause.during,
          mode: mode,
          recurring: clause.recurring
        )
      },
      declared: clauses.declared.mapValues { clause in
        DeclarationClause(
          declaredBy: clause.declaredBy,
          acceptedBy: clause.acceptedBy,
          mode: mode
        )
      }
    )
  }
}
