import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// The most tiers of one objective.
  private static let tierLimit = 100

  /// The credit of the objective that `entry` names.
  func creditRule(_ entry: YamlEntry, _ ground: ClauseGround) -> CreditRule? {
    // Without any objectives that alone has been said.
    guard let objectives = ground.objectives, !objectives.names.isEmpty else { return nil }
    guard objectives.names.contains(entry.key) else {
      let known = objectives.names + KeyTable.credits.known
      error(
        "there is no objective \(quoted(entry.key))",
        hint: Spelling.nearest(to: entry.key, among: known).map { "did you mean '\($0)'?" }
          ?? "credits are given for the objectives of this agreement",
        at: entry.mark
      )
      return nil
    }
    guard let keys = Keys(entry.value, .credit, on: self) else { return nil }
    let objective = objectives[entry.key]
    let written = ["tiers", "per", "per-incident", "flat"].filter { keys.has($0) }
    guard written.count == 1, let name = written.first else {
      error(
        written.isEmpty
          ? "the credit gives nothing"
          : "a credit is reckoned in one way, not by '\(written.joined(separator: "' and '"))'",
        hint: "write tiers, per and credit, per-incident, or flat",
        at: entry.mark
      )
      return nil
    }
    for key in ["credit", "counting", "beyond"] where name != "per" {
      guard let stray = keys[key] else { continue }
      error("'\(key)' belongs to 'per', not to '\(name)'", at: stray.mark)
      return nil
    }
    guard let place = keys[name] else { return nil }
    if let objective, let refusal = objective.indicator.refusal(ofCredit: name) {
      error(
        "objective '\(objective.id)' promises \(objective.indicator.name): \(refusal)",
        at: place.mark
      )
      return nil
    }
    let scale: CreditScale? =
      switch name {
      case "tiers": tiers(place, objective).map { .tiers($0) }
      case "per": timeCredit(keys, ground).map { .perTime($0) }
      case "per-incident": creditAmount(place, ground.currency).map { .perIncident($0) }
      default: creditAmount(place, ground.currency).map { .flat($0) }
      }
    guard let scale, let objective else { return nil }
    if scale.givesShare, let service = ground.services?[objective.service], service.fee == nil {
      warn(
        "the credit is a share of the fee, and service '\(service.id)' has none: it can be told as a"
          + " share only",
        hint: "write fee: {amount: 1200.00, per: month} in the service",
        at: place.mark
      )
    }
    return CreditRule(objective.id, scale)
  }

  private func timeCredit(_ keys: Keys, _ ground: ClauseGround) -> TimeCredit? {
    let unit = keys["per"].flatMap { self.duration($0, in: .seconds(1)...(.days(31))) }
    let amount = keys.required("credit", example: "credit: 5%")
      .flatMap { self.creditAmount($0, ground.currency) }
    let counting = keys.required(
      "counting",
      example: "counting: complete, started or prorata, which says what a part of a unit counts"
    ).flatMap { self.word($0, UnitCounting.self) }
    let isBeyond = keys.read("beyond") {
      self.choice($0, among: ["target": true, "first": false])
    }.or(true)
    guard let unit, let amount, let counting, let isBeyond else { return nil }
    return TimeCredit(amount, unit: unit, counting: counting, isBeyondTarget: isBeyond)
  }

  /// `tiers`, in either order; ascending by `below` when they are read.
  private func tiers(_ entry: YamlEntry, _ objective: Objective?) -> [CreditTier]? {
    guard case .sequence(let items) = entry.value.content,
      (1...Page.tierLimit).contains(items.count)
    else {
      error(
        "'tiers' must be a list such as [{below: 99.9%, credit: 10%}], of 1 to \(Page.tierLimit),"
          + " not \(kind(of: entry.value))",
        at: entry.value.mark
      )
      return nil
    }
    let read = items.compactMap { self.tier($0, objective) }
    guard read.count == items.count else { return nil }
    let isDescending = read.count > 1 && read[0].below > read[1].below
    for (index, pair) in zip(read, read.dropFirst()).enumerated() {
      let (lower, higher) = isDescending ? (pair.1, pair.0) : pair
      let place = items[index + 1].mark
      guard lower.below != higher.below else {
        error("two tiers are below \(lower.below)%", hint: "keep one of them", at: place)
        return nil
      }
      guard lower.below < higher.below else {
        error("the tiers don't stand in order", hint: "write them from high to low", at: place)
        return nil
      }
      guard lower.credit > higher.credit else {
        error(
          "below \(lower.below)% the credit is \(lower.credit)%, not more than the"
            + " \(higher.credit)% below \(higher.below)%",
          hint: "a lower tier gives more",
          at: place
        )
        return nil
      }
    }
    let tiers = isDescending ? read.reversed() : read
    if let target = objective?.target, let highest = tiers.last, highest.below < target {
      warn(
        "between \(highest.below)% and the target of \(target)% the objective is missed without a"
          + " credit",
        hint: "write a tier below \(target)% if that isn't meant",
        at: entry.mark
      )
    }
    return tiers
  }

  private func tier(_ node: YamlNode, _ objective: Objective?) -> CreditTier? {
    guard let keys = Keys(node, .tier, on: self) else { return nil }
    let below = keys.required("below", example: "below: 99.9%").flatMap { self.percentage($0) }
    let credit = keys.required("credit", example: "credit: 10%").flatMap { self.percentage($0) }
    guard let below, let credit else { return nil }
    if let target = objective?.target, below > target, let place = keys["below"] {
      error(
        "below \(below)% the objective can still be met, which promises \(target)%",
        hint: "a tier is at or below the target",
        at: place.value.mark
      )
      return nil
    }
    return CreditTier(below: below, credit: credit)
  }
}

extension Objective {
  /// The share that is promised; nil of other promises.
  fileprivate var target: Ratio? {
    if case .share(let target) = goal { target } else { nil }
  }
}

extension Indicator {
  /// Why a credit can't be reckoned in this way for it; nil if it can.
  fileprivate func refusal(ofCredit name: String) -> String? {
    switch (name, self) {
    case ("flat", _), ("per", .availability), ("per", .downtime): nil
    case ("per-incident", .restore), ("per-incident", .response), ("per-incident", .incidents): nil
    case ("tiers", _):
      if case .share = goal { nil } else { "tiers need a share; use 'flat' or 'per-incident'" }
    case ("per", _): "'per' needs downtime: an availability or a downtime"
    default: "'per-incident' needs restore, response or incidents"
    }
  }
}

extension CreditScale {
  /// Whether it gives a share of the fee.
  fileprivate var givesShare: Bool {
    func isShare(_ amount: CreditAmount) -> Bool {
      if case .share = amount { true } else { false }
    }
    return switch self {
    case .tiers: true
    case .perTime(let credit): isShare(credit.amount)
    case .perIncident(let amount), .flat(let amount): isShare(amount)
    }
  }
}
