package import Chronology
package import Sampling

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
  /// The ISO 4217 code of its money.
  package let currency: String
  /// Who promises, and who pays for it.
  package let parties: Parties
  /// What is promised, in file order; ids are unique.
  package let services: [Service]
  /// How well it is promised, in file order; ids are unique.
  package let objectives: [Objective]
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
    currency: String,
    parties: Parties,
    services: [Service],
    objectives: [Objective],
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
    self.sha256 = sha256
  }

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

  /// The two parties.
  package init(provider: Party, customer: Party) {
    self.provider = provider
    self.customer = customer
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

/// What is promised: available when its check is up.
package struct Service: Hashable, Sendable {
  /// The service's name in this agreement.
  package let id: String
  /// What it is, in the words of the parties.
  package let description: String
  /// The check whose timeline is the service's.
  package let check: CheckID

  /// A service.
  package init(id: String, description: String, check: CheckID) {
    self.id = id
    self.description = description
    self.check = check
  }
}
