package import Chronology

/// One revision of one service-level agreement, as data.
package struct Agreement: Hashable, Sendable {
  /// The agreement's name, the same in every revision.
  package let id: String
  /// What it is about, for the head of a report.
  package let title: String
  /// 1 and up.
  package let revision: Int
  /// The local date, in the agreement's zone, from which this revision holds.
  package let effective: CivilDate
  /// The language of its reports.
  package let language: Language
  /// The IANA name of the zone in which its windows are reckoned.
  package let timeZone: String
  /// Its money.
  package let currency: Currency
  /// Who promises, and who pays for it.
  package let parties: Parties
  /// What is promised, in file order; ids are unique.
  package let services: [Service]
  /// How well it is promised, in file order; ids are unique.
  package let objectives: [Objective]
  /// What else is agreed.
  package let clauses: Clauses
  /// SHA-256 of the file's bytes, in hexadecimal.
  package let sha256: String

  /// A revision of these parts; the reader of the configuration has checked that they fit together.
  package init(
    id: String,
    title: String,
    revision: Int,
    effective: CivilDate,
    language: Language,
    timeZone: String,
    currency: Currency,
    parties: Parties,
    services: [Service],
    objectives: [Objective],
    clauses: Clauses = Clauses(),
    sha256: String
  ) {
    self.id = id
    self.title = title
    self.revision = revision
    self.effective = effective
    self.language = language
    self.timeZone = timeZone
    self.currency = currency
    self.parties = parties
    self.services = services
    self.objectives = objectives
    self.clauses = clauses
    self.sha256 = sha256
  }

  /// The services that are probed, in file order; the others are fed from outside.
  package var probedServices: [Service] { services.filter { $0.observations == nil } }

  /// The service of this id, if there is one.
  package func service(_ id: String) -> Service? {
    services.first { $0.id == id }
  }
}

/// The language of an agreement's reports.
package enum Language: String, CaseIterable, Hashable, Sendable {
  /// French.
  case french = "fr"
  /// English.
  case english = "en"
}

/// Who promises, and who is promised.
package struct Parties: Hashable, Sendable {
  /// Who promises the service.
  package let provider: Party
  /// Who pays for it.
  package let customer: Party
  /// Who measures, if that is neither.
  package let measurer: Party?
  /// Who settles what the parties can't, if somebody is named.
  package let arbiter: Party?

  /// The parties.
  package init(
    provider: Party,
    customer: Party,
    measurer: Party? = nil,
    arbiter: Party? = nil
  ) {
    self.provider = provider
    self.customer = customer
    self.measurer = measurer
    self.arbiter = arbiter
  }
}

/// One side of an agreement.
package struct Party: Hashable, Sendable {
  /// Its legal name.
  package let name: String
  /// Where to reach it, if it is told.
  package let contact: String?

  /// A party.
  package init(name: String, contact: String? = nil) {
    self.name = name
    self.contact = contact
  }
}
