import Agreement
import Chronology
import Yaml

/// What an agreement's file is held against.
struct AgreementGround {
  /// The checks of the configuration.
  let checks: CheckIndex
  /// How long samples are kept; nil for ever.
  let retention: TimeAmount?
  /// The machine.
  let surroundings: Surroundings
  /// Which revisions the record tells of.
  var recorded: [RecordedRevision] = []
}

/// The most entries of one kind that an agreement may have.
let agreementLimit = 1_000

extension Page {
  /// The whole of an agreement's file; nil if it is refused.
  ///
  /// `sha256` is that of the file's bytes, in hexadecimal.
  func agreement(_ ground: AgreementGround, sha256: String) -> Agreement? {
    guard let root = root(), let keys = Keys(root, .agreement, on: self) else { return nil }
    let id = keys.required("agreement", example: "agreement: acme-hosting")
      .flatMap { self.identifier($0) }
    let title = keys.required("title", example: "title: Hosting of the shop")
      .flatMap { self.line($0, limit: 200) }
    let numbered = keys.required("revision", example: "revision: 1")
    let revision = numbered.flatMap { self.number($0, in: 1...999_999) }
    let timeZone = keys.required("time-zone", example: "time-zone: Europe/Paris")
      .flatMap { self.zone($0, ground.surroundings) }
    let effective = keys.required("effective", example: "effective: 2026-01-01")
      .flatMap { self.effective($0) }
    let language = keys.required("language", example: "language: en").flatMap {
      self.word($0, Language.self)
    }
    let currency = keys.required("currency", example: "currency: EUR").flatMap { self.currency($0) }
    let parties = keys.required(
      "parties",
      example: "parties: {provider: {name: …}, customer: {name: …}}"
    ).flatMap { self.parties($0) }
    let services = keys.required(
      "services",
      example: "services: {shop: {description: …, available-when: …}}"
    ).map { self.services($0, ground, currency) }
    let objectives = keys.required(
      "objectives",
      example: "objectives: {availability: {service: …, availability: \">= 99.9%\", window: month}}"
    ).map { self.objectives($0, services, ground) }
    let clauses = clauses(
      keys,
      ClauseGround(
        effective: effective,
        parties: parties,
        currency: currency,
        services: services,
        objectives: objectives,
        retention: ground.retention
      )
    )
    guard let id, let title, let revision, let effective, let language, let timeZone, let currency,
      let parties, let services, let objectives, let clauses
    else { return nil }
    let agreement = Agreement(
      id: id,
      title: title,
      revision: revision,
      effective: effective,
      language: language,
      timeZone: timeZone,
      currency: currency,
      parties: parties,
      services: services.read,
      objectives: objectives.read,
      clauses: clauses,
      sha256: sha256
    )
    if let numbered { ground.recorded.hold(agreement, to: numbered, on: self) }
    return agreement
  }

  private func parties(_ entry: YamlEntry) -> Parties? {
    guard let keys = Keys(entry.value, .parties, on: self) else { return nil }
    let provider = keys.required("provider", example: "provider: {name: …}").flatMap {
      self.party($0)
    }
    let customer = keys.required("customer", example: "customer: {name: …}").flatMap {
      self.party($0)
    }
    let measurer = keys.read("measurer") { self.party($0) }
    let arbiter = keys.read("arbiter") { self.party($0) }
    guard let provider, let customer, !measurer.isInvalid, !arbiter.isInvalid else { return nil }
    return Parties(
      provider: provider,
      customer: customer,
      measurer: measurer.value,
      arbiter: arbiter.value
    )
  }

  private func party(_ entry: YamlEntry) -> Party? {
    guard let keys = Keys(entry.value, .party, on: self) else { return nil }
    let name = keys.required("name", example: "name: ACME Hosting SAS")
      .flatMap { self.line($0, limit: 200) }
    let contact = keys.read("contact") { self.line($0, limit: 254) }
    guard let name, !contact.isInvalid else { return nil }
    return Party(name: name, contact: contact.value)
  }
}
