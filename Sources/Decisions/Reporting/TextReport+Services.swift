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
    let parts = responsibilities
    guard !parts.isEmpty else { return [] }
    let lines = parts.flatMap { part in
      rows(part.party, part.failures.wrapped(to: TextReport.width - 26, indent: 0))
    }
    return ["", "  \(responsibilityTitle)"] + lines
  }

  /// What ``responsibilities`` are of.
  var responsibilityTitle: String {
    say("who answers for which failure", "qui répond de quel échec")
  }

  /// Each party that answers for some failure, and for which; none if the provider does for all.
  var responsibilities: [(party: String, failures: String)] {
    let rules = report.agreement.clauses.responsibilities.rules
    guard !rules.isEmpty else { return [] }
    return Answerable.allCases.compactMap { party in
      var failures = rules.filter { $0.party == party }.map { text($0.failure) }
      if party == .provider { failures.append(say("every other failure", "tout autre échec")) }
      return failures.isEmpty ? nil : (name(of: party), failures.joined(separator: ", "))
    }
  }

  /// What feeds a service from outside.
  func feedText(_ feed: ObservationFeed) -> String {
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

  /// What is paid, and for how long.
  func text(_ fee: Fee) -> String {
    let period =
      switch fee.period {
      case .month: say("per month", "par mois")
      case .quarter: say("per quarter", "par trimestre")
      case .year: say("per year", "par an")
      }
    return "\(text(fee.amount)) \(period)"
  }

  private func hours(_ hours: ServiceHours) -> [String] {
    HoursText(language: report.language).parts(hours)
      .flatMap { $0.wrapped(to: TextReport.width - 26, indent: 0) }
  }

  /// Lines of which the first has a label.
  private func rows(_ label: String, _ values: [String]) -> [String] {
    values.enumerated().map { index, value in
      "    \((index == 0 ? label : "").filled(to: 20))  \(value)"
    }
  }
}
