package import Chronology
package import Sampling

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

  /// An objective.
  package init(id: String, service: String, indicator: Indicator, window: WindowRule) {
    self.id = id
    self.service = service
    self.indicator = indicator
    self.window = window
  }

  /// The share that is promised.
  package var target: Ratio {
    switch indicator {
    case .availability(let target): target
    case .latencyShare(let limit): limit.share
    }
  }
}

/// What is measured, and how much of it is promised.
package enum Indicator: Hashable, Sendable {
  /// The share of the time in which the service is available is at least this.
  case availability(Ratio)
  /// The share of samples that are fast enough is at least what the limit says.
  case latencyShare(LatencyLimit)

  /// The indicator's name, as reports write it.
  package var name: String {
    switch self {
    case .availability: "availability"
    case .latencyShare: "latency-share"
    }
  }
}

/// How fast an answer must be, and how many must be.
package struct LatencyLimit: Hashable, Sendable {
  /// The phase that counts; nil for the whole attempt.
  package let phase: Phase?
  /// The longest time that is fast enough; inclusive.
  package let within: TimeAmount
  /// The share of the valid samples that is promised.
  package let share: Ratio
  /// How a sample that is down counts.
  package let failures: FailurePolicy

  /// A limit.
  package init(phase: Phase?, within: TimeAmount, share: Ratio, failures: FailurePolicy = .bad) {
    self.phase = phase
    self.within = within
    self.share = share
    self.failures = failures
  }
}

/// How a sample that is down counts in a share of latencies.
package enum FailurePolicy: String, CaseIterable, Hashable, Sendable {
  /// As one that was too slow.
  case bad
  /// Not at all.
  case excluded
}

/// Over which time an objective is reckoned.
package enum WindowRule: Hashable, Sendable {
  /// A calendar month in the agreement's zone.
  case month
  /// Monday to Sunday in the agreement's zone.
  case week
  /// A calendar day in the agreement's zone.
  case day
  /// The last so much time, up to the instant until which everything is judged.
  case rolling(TimeAmount)

  /// The rule's name, as reports write it: `month`, `rolling 5 min 00 s`.
  package var name: String {
    switch self {
    case .month: "month"
    case .week: "week"
    case .day: "day"
    case .rolling(let length): "rolling \(length)"
    }
  }

  /// The calendar's unit; nil for a rolling window.
  package var unit: CivilWindow.Unit? {
    switch self {
    case .month: .month
    case .week: .week
    case .day: .day
    case .rolling: nil
    }
  }
}
