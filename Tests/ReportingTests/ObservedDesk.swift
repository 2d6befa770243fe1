import Agreement
import Chronology
import TestKit
import Testing

/// An agreement on a desk, whose services are fed from outside.
enum ObservedDesk {
  /// The agreement with these services and promises.
  static func agreement(
    _ services: [Service],
    _ objectives: [Objective],
    _ language: Language,
    _ clauses: Clauses = Clauses()
  ) throws -> Agreement {
    Agreement(
      id: "desk",
      title: "The desk",
      revision: 1,
      effective: try #require(CivilDate("2026-01-01")),
      language: language,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: services,
      objectives: objectives,
      clauses: clauses,
      sha256: "00"
    )
  }

  /// A service of which cases are counted.
  static func contacts(by name: String = "first-contact", fee: Fee? = nil) -> Service {
    Service(
      id: "contacts",
      description: "Contacts",
      observations: ObservationFeed(name: name, kind: .counts),
      fee: fee
    )
  }

  /// A service of which each case's length is observed.
  static func answers(in hours: ServiceHours = .always) -> Service {
    Service(
      id: "answers",
      description: "Answers",
      observations: ObservationFeed(name: "answer-time", kind: .durations),
      hours: hours
    )
  }
}
