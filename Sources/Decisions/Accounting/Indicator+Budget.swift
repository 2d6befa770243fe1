package import Agreement

extension Indicator {
  /// The share of which alerts watch the budget: of time or of samples, and less than all; nil of
  /// another indicator.
  package var burntTarget: Ratio? {
    let target: Ratio
    switch self {
    case .availability(let terms): target = terms.target
    case .requests(let share), .correctness(let share): target = share
    case .latencyShare(let limit): target = limit.share
    case .slots, .slotMean, .restore, .response, .incidents, .longestOutage, .downtime, .coverage,
      .longestGap, .ratio, .duration, .certificateValidity:
      return nil
    }
    return target < .one ? target : nil
  }

  /// Whether it has a budget that failures use up: of the provider, and not of who measures.
  package var spendsBudget: Bool {
    switch self {
    case .availability, .slots, .slotMean, .requests, .latencyShare, .correctness, .downtime,
      .ratio, .duration, .certificateValidity:
      true
    case .restore, .response, .incidents, .longestOutage, .coverage, .longestGap: false
    }
  }
}
