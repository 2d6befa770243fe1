import Agreement
import Chronology
import Sampling

extension TextReport {
  /// What is promised: each service with its composition, its hours and its fee.
  var serviceLines: [String] {
    report.agreement.services.flatMap { service in
      let name = service.description.isEmpty ? service.id : "\(service.id) · \(service.description)"
      let source =
        service.observations.map { [feedText($0)] }
        ?? service.composition.description.wrapped(to: TextReport.width - 26, indent: 0)
      return [
        "",
        "  \(name)".printable(upTo: TextReport.width),
      ]
        + rows(
          service.observations == nil
            ? say("available when", "disponible quand")
            : say("fed from outside", "de l'extérieur"),
          source
        )
        + rows(say("promised", "promis"), hours(service.hours))
        + rows(
          say("fee", "redevance"),
          [service.fee.map { text($0) } ?? say("not said", "non dite")]
        )
    }
  }

  /// Who answers for which failure; nothing if the provider does for all.
  var responsibilityLines: [String] {
    let rules = report.agreement.clauses.responsibilities.rules
    guard !rules.isEmpty else { return [] }
    let lines = Answerable.allCases.flatMap { party -> [String] in
      var failures = rules.filter { $0.party == party }.map { text($0.failure) }
      if party == .provider { failures.append(say("every other failure", "tout autre échec")) }
      guard !failures.isEmpty else { return [] }
      return rows(
        name(of: party),
        failures.joined(separator: ", ").wrapped(to: TextReport.width - 26, indent: 0)
      )
    }
    return ["", "  \(say("who answers for which failure", "qui répond de quel échec"))"] + lines
  }

  private func feedText(_ feed: ObservationFeed) -> String {
    switch feed.kind {
    case .counts: "\(say("counts", "comptages")) \(feed.name)"
    case .durations: "\(say("durations", "durées")) \(feed.name)"
    }
  }

  private func name(of party: Answerable) -> String {
    switch party {
    case .provider: say("the provider", "le prestataire")
    case .customer: say("the customer", "le client")
    case .thirdParty: say("neither", "ni l'un ni l'autre")
    }
  }

  private func text(_ failure: NamedFailure) -> String {
    switch failure {
    case .cause(let cause): cause.name
    case .status(let status): "status \(status)"
    }
  }

  private func text(_ fee: Fee) -> String {
    let period =
      switch fee.period {
      case .month: say("per month", "par mois")
      case .quarter: say("per quarter", "par trimestre")
      case .year: say("per year", "par an")
      }
    return "\(text(fee.amount)) \(period)"
  }

  private func hours(_ hours: ServiceHours) -> [String] {
    guard case .weekly(let weekly) = hours else { return [say("always", "toujours")] }
    let rules = weekly.rules.map { rule in
      "\(days(rule.weekdays)) \(clock(rule.start))-\(clock(rule.end))"
    }
    let dates = weekly.holidays.map(\.description).joined(separator: ", ")
    return rules
      + (dates.isEmpty
        ? []
        : "\(say("but not on", "sauf le")) \(dates)".wrapped(to: TextReport.width - 26, indent: 0))
  }

  /// Days of the week, of which three and more in a row are named by the first and the last.
  private func days(_ days: [Int]) -> String {
    let names = say("mon tue wed thu fri sat sun", "lun mar mer jeu ven sam dim")
      .split(separator: " ").map(String.init)
    var parts: [String] = []
    var index = 0
    while index < days.count {
      var end = index
      while end + 1 < days.count, days[end + 1] == days[end] + 1 { end += 1 }
      if end - index >= 2 {
        parts.append("\(names[days[index] - 1])-\(names[days[end] - 1])")
      } else {
        parts += days[index...end].map { names[$0 - 1] }
      }
      index = end + 1
    }
    return parts.joined(separator: ", ")
  }

  private func clock(_ minute: Int) -> String {
    "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))"
  }

  /// Lines of which the first has a label.
  private func rows(_ label: String, _ values: [String]) -> [String] {
    values.enumerated().map { index, value in
      "    \((index == 0 ? label : "").filled(to: 20))  \(value)"
    }
  }
}
