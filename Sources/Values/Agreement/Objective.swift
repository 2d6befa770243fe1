/// One promise: an indicator of a service, its target, and the window over which it is reckoned.
package struct Objective: Hashable, Sendable {
  /// The objective's name in its agreement.
  package let id: String
  /// The id of the service that it is about.
  package let service: String
  /// What is measured, and how much of it is promised.
  package let indicator: Indicator
  /// Over which time.
  package let window: WindowRule
  /// Which failures count as good, bad or void for it, whoever answers for them; no two rules name the same.
  package let causes: [CauseRule]

  /// An objective.
  package init(
    id: String,
    service: String,
    indicator: Indicator,
    window: WindowRule,
    causes: [CauseRule] = []
  ) {
    self.id = id
    self.service = service
    self.indicator = indicator
    self.window = window
    self.causes = causes
  }

  /// What is promised.
  package var goal: Goal { indicator.goal }
}
