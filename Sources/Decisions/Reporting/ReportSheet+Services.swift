import Agreement

extension ReportSheet {
  /// What is promised: each service with its composition, its hours and its fee.
  var services: Table {
    Table(
      [
        (page.column.service, false), ("description", false),
        (text.say("available when", "disponible quand"), false),
        (text.say("promised", "promis"), false), (text.say("fee", "redevance"), false),
      ],
      report.agreement.services.map { service in
        let hours = HoursText(language: report.language).parts(service.hours)
        return [
          service.id, service.description,
          service.observations.map { text.feedText($0) } ?? service.composition.description,
          hours.joined(separator: text.say("; ", " ; ")),
          service.fee.map { text.text($0) } ?? text.say("not said", "non dite"),
        ]
      }
    )
  }

  /// Who answers for which failure, a sentence for each party.
  var responsibilities: [String] {
    text.responsibilities.map { part in
      "\(part.party.capitalizedFirst)\(page.colon) \(part.failures)"
    }
  }
}
