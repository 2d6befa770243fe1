package import Chronology

/// A probe against a target on an interval.
package struct Check: Hashable, Sendable {
  /// The name that the user gave it, unique in a configuration.
  package let id: CheckID
  /// What one attempt does.
  package let probe: Probe
  /// The time from one slot to the next: 1 s to 1 day.
  package let interval: TimeAmount
  /// The time within which an attempt must have succeeded; shorter than the interval.
  package let timeout: TimeAmount
  /// How many samples in a row open and resolve an incident.
  package let confirmation: Confirmation
  /// The limits beyond which an answer that is up counts as degraded.
  package let degraded: PhaseLimits

  /// A check; the reader of the configuration has judged every range.
  package init(
    id: CheckID,
    probe: Probe,
    interval: TimeAmount,
    timeout: TimeAmount,
    confirmation: Confirmation = Confirmation(),
    degraded: PhaseLimits = PhaseLimits()
  ) {
    precondition(timeout < interval && timeout > .zero, "a timeout lies within its interval")
    self.id = id
    self.probe = probe
    self.interval = interval
    self.timeout = timeout
    self.confirmation = confirmation
    self.degraded = degraded
  }
}

/// How many consecutive samples open and resolve an incident; both ends are back-dated.
///
/// It governs incidents and their events. The sums of downtime count every failure.
package struct Confirmation: Hashable, Sendable {
  /// Consecutive failures that open an incident: 1 to 100.
  package let down: Int
  /// Consecutive successes that resolve it: 1 to 100.
  package let up: Int

  /// A rule; the default is two of each.
  package init(down: Int = 2, up: Int = 2) {
    self.down = down
    self.up = up
  }
}

/// Upper limits for phases, inclusive; beyond one of them a sample that is up becomes degraded.
package struct PhaseLimits: Hashable, Sendable {
  /// The limit of each phase that has one.
  package let limits: [Phase: TimeAmount]
  /// The limit of the whole attempt.
  package let total: TimeAmount?

  /// The limits given; none by default.
  package init(limits: [Phase: TimeAmount] = [:], total: TimeAmount? = nil) {
    self.limits = limits
    self.total = total
  }
}
