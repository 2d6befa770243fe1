import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// `credits`: by objective, and what holds for all of them.
  func credits(_ entry: YamlEntry, _ ground: ClauseGround) -> CreditClauses? {
    guard case .mapping(let entries) = entry.value.content else {
      error(
        "'credits' must be a mapping such as {availability: {tiers: […]}},"
          + " not \(kind(of: entry.value))",
        at: entry.value.mark
      )
      return nil
    }
    let common = entries.filter { KeyTable.credits.known.contains($0.key) }
    let others = entries.filter { !KeyTable.credits.known.contains($0.key) }
    guard let keys = Keys(YamlNode(.mapping(common), at: entry.value.mark), .credits, on: self)
    else { return nil }
    let rules = others.compactMap { self.creditRule($0, ground) }
    if others.isEmpty {
      error(
        "'credits' names no objective",
        hint: "write OBJECTIVE: {tiers: [{below: 99.9%, credit: 10%}]}",
        at: entry.value.mark
      )
    }
    let notWith = keys.read("not-with") { self.nonCumulative($0, others.map(\.key)) }.or([])
    let caps = keys.read("cap") { self.caps($0) }.or((window: nil, year: nil))
    let minimum = keys.read("minimum") { self.money($0, ground.currency) }
    let claim =
      keys["claim-within"].map { self.isWord($0, "unlimited") } ?? false
      ? .absent
      : keys.read("claim-within") { self.duration($0, in: .hours(1)...(.days(3_660))) }
    guard rules.count == others.count, !rules.isEmpty, let notWith, let caps, !minimum.isInvalid,
      !claim.isInvalid
    else { return nil }
    if !keys.has("claim-within") {
      warn(
        "'credits' says no 'claim-within': a credit may be claimed at any time",
        hint: "write claim-within: 60d, or claim-within: unlimited if that is meant",
        at: entry.mark
      )
    }
    let clauses = CreditClauses(
      rules: rules,
      nonCumulative: notWith,
      windowCap: caps.window,
      yearCap: caps.year,
      minimum: minimum.value,
      claimWithin: claim.value
    )
    guard let place = keys["minimum"] else { return clauses }
    return canReachMinimum(clauses, ground, place) ? clauses : nil
  }

  private func caps(_ entry: YamlEntry) -> (window: Ratio?, year: Ratio?)? {
    guard let keys = Keys(entry.value, .cap, on: self) else { return nil }
    let window = keys.read("window") { self.percentage($0) }
    let year = keys.read("year") { self.percentage($0) }
    if !window.isWritten, !year.isWritten {
      error("'cap' caps nothing", hint: "write cap: {window: 100%, year: 30%}", at: keys.mark)
      return nil
    }
    guard !window.isInvalid, !year.isInvalid else { return nil }
    return (window.value, year.value)
  }

  /// `not-with`: lists of objectives that have a credit.
  private func nonCumulative(_ entry: YamlEntry, _ credited: [String]) -> [[String]]? {
    let form = "a list of lists of objectives such as [[availability, fast-enough]]"
    guard case .sequence(let lists) = entry.value.content, (1...100).contains(lists.count) else {
      error("'not-with' must be \(form), not \(kind(of: entry.value))", at: entry.value.mark)
      return nil
    }
    let read = lists.compactMap { list -> [String]? in
      guard case .sequence(let items) = list.content, (2...agreementLimit).contains(items.count)
      else {
        error("'not-with' must be \(form), each of two or more", at: list.mark)
        return nil
      }
      var names: [String] = []
      for item in items {
        guard let text = text(item, of: "not-with", form: form) else { return nil }
        guard credited.contains(text) else {
          error(
            "'credits' has no credit for \(quoted(text))",
            hint: Spelling.nearest(to: text, among: credited).map { "did you mean '\($0)'?" },
            at: item.mark
          )
          return nil
        }
        guard !names.contains(text) else {
          error("\(quoted(text)) stands twice in one list", hint: "keep one", at: item.mark)
          return nil
        }
        names.append(text)
      }
      return names
    }
    return read.count == lists.count ? read : nil
  }

  /// Whether some window could give more than the minimum, as far as fees tell; says if none can.
  private func canReachMinimum(
    _ clauses: CreditClauses,
    _ ground: ClauseGround,
    _ place: YamlEntry
  ) -> Bool {
    guard let minimum = clauses.minimum else { return true }
    var most: Int128 = 0
    for rule in clauses.rules {
      guard let objective = ground.objectives?[rule.objective],
        let fee = ground.services?[objective.service]?.fee,
        let months = objective.window.wholeMonths
      else { return true }
      let (paid, period) = (Int128(fee.amount.units) * months, Int128(fee.period.months))
      most += (paid + period - 1) / period
    }
    // Without a cap amounts of money know no limit.
    let hasMoney = clauses.rules.contains { $0.scale.givesMoney }
    guard let cap = clauses.windowCap ?? (hasMoney ? nil : .one) else { return true }
    guard most * Int128(cap.numerator) <= Int128(minimum.units) * Int128(cap.denominator) else {
      return true
    }
    error(
      "no credit is ever more than 'minimum': the fees of one window"
        + (clauses.windowCap == nil ? "" : ", with 'cap',") + " are not",
      hint: "lower 'minimum'",
      at: place.value.mark
    )
    return false
  }
}

extension WindowRule {
  /// How many months it has; nil if it isn't made of months.
  fileprivate var wholeMonths: Int128? {
    switch self {
    case .month, .billingMonth: 1
    case .quarter: 3
    case .year: 12
    case .week, .day, .rolling: nil
    }
  }
}

extension CreditScale {
  /// Whether it gives an amount of money rather than a share of the fee.
  fileprivate var givesMoney: Bool {
    switch self {
    case .tiers: false
    case .perTime(let credit): credit.amount.isMoney
    case .perIncident(let amount), .flat(let amount): amount.isMoney
    }
  }
}

extension CreditAmount {
  /// Whether it is an amount of money.
  fileprivate var isMoney: Bool { if case .money = self { true } else { false } }
}
