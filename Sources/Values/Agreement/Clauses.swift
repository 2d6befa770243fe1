package import Chronology

/// What an agreement says beyond its services and objectives; all of it has a default.
package struct Clauses: Hashable, Sendable {
  /// The last local date on which it holds; nil without an end.
  package let until: CivilDate?
  /// Who answers for which failure.
  package let responsibilities: Responsibilities
  /// Which time doesn't count.
  package let exclusions: ExclusionClauses
  /// What makes one incident of several.
  package let incidents: IncidentRules
  /// What the customer gets back; nil if nothing.
  package let credits: CreditClauses?
  /// How what is measured becomes a figure.
  package let measurement: MeasurementClause
  /// When reports are made.
  package let reporting: ReportingClause
  /// What holds when a later revision takes effect inside a window.
  package let onChange: RevisionChange
  /// What of a window counts in which the agreement begins or ends.
  package let partial: PartialWindow
  /// Which published terms it was drafted from; nil if none are named.
  package let template: TemplateOrigin?

  /// Clauses of these parts.
  package init(
    until: CivilDate? = nil,
    responsibilities: Responsibilities = Responsibilities(),
    exclusions: ExclusionClauses = .none,
    incidents: IncidentRules = IncidentRules(),
    credits: CreditClauses? = nil,
    measurement: MeasurementClause = MeasurementClause(),
    reporting: ReportingClause = ReportingClause(),
    onChange: RevisionChange = .nextWindow,
    partial: PartialWindow = .prorate,
    template: TemplateOrigin? = nil
  ) {
    self.until = until
    self.responsibilities = responsibilities
    self.exclusions = exclusions
    self.incidents = incidents
    self.credits = credits
    self.measurement = measurement
    self.reporting = reporting
    self.onChange = onChange
    self.partial = partial
    self.template = template
  }
}
