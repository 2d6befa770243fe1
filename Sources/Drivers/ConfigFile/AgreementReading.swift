import Agreement
import Chronology
import Sampling
import Yaml

/// What an agreement's file is held against.
struct AgreementGround {
  /// The checks of the configuration.
  let checks: CheckIndex
  /// How long samples are kept; nil for ever.
  let retention: TimeAmount?
  /// The machine.
  let surroundings: Surroundings
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
    let revision = keys.required("revision", example: "revision: 1")
      .flatMap { self.number($0, in: 1...999_999) }
    let effective = keys.required("effective", example: "effective: 2026-01-01")
      .flatMap { self.date($0) }
    let language = keys.required("language", example: "language: en").flatMap {
      choice($0, among: ["fr": Language.french, "en": .english])
    }
    let timeZone = keys.required("time-zone", example: "time-zone: Europe/Paris")
      .flatMap { self.zone($0, ground.surroundings) }
    let currency = keys.required("currency", example: "currency: EUR").flatMap { self.currency($0) }
    let parties = keys.required(
      "parties",
      example: "parties: {provider: {name: …}, customer: {name: …}}"
    ).flatMap { self.parties($0) }
    let services = keys.required(
      "services",
      example: "services: {shop: {description: …, available-when: …}}"
    ).map { self.services($0, ground) }
    let objectives = keys.required(
      "objectives",
      example: "objectives: {availability: {service: …, availability: \">= 99.9%\", window: month}}"
    ).map { self.objectives($0, services, ground) }
    guard let id, let title, let revision, let effective, let language, let timeZone, let currency,
      let parties, let services, let objectives
    else { return nil }
    return Agreement(
      id: id,
      title: title,
      revision: revision,
      effective: effective,
      language: language,
      timeZone: timeZone,
      currency: currency,
      parties: parties,
      services: services.read,
      objectives: objectives,
      sha256: sha256
    )
  }

  private func date(_ entry: YamlEntry) -> CivilDate? {
    let form = "a date such as 2026-01-01"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard let date = CivilDate(text) else {
      error("'\(entry.key)' must be \(form), not \(quoted(text))", at: entry.value.mark)
      return nil
    }
    guard (1_970...2_200).contains(date.year) else {
      error("'\(entry.key)' must lie in the years 1970 to 2200", at: entry.value.mark)
      return nil
    }
    return date
  }

  private func zone(_ entry: YamlEntry, _ surroundings: Surroundings) -> String? {
    let form = "the name of a time zone such as Europe/Paris"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard isZoneName(text) else {
      error("'\(entry.key)' must be \(form), not \(quoted(text))", at: entry.value.mark)
      return nil
    }
    guard surroundings.hasZone(text) else {
      error(
        "this machine knows no time zone \(quoted(text))",
        hint: "timedatectl list-timezones names them; the package tzdata brings them",
        at: entry.value.mark
      )
      return nil
    }
    return text
  }

  private func currency(_ entry: YamlEntry) -> Currency? {
    let form = "a currency's ISO 4217 code such as EUR"
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard let currency = Currency(text) else {
      error("'\(entry.key)' must be \(form), not \(quoted(text))", at: entry.value.mark)
      return nil
    }
    return currency
  }

  private func parties(_ entry: YamlEntry) -> Parties? {
    guard let keys = Keys(entry.value, .parties, on: self) else { return nil }
    let provider = keys.required("provider", example: "provider: {name: …}").flatMap {
      self.party($0)
    }
    let customer = keys.required("customer", example: "customer: {name: …}").flatMap {
      self.party($0)
    }
    guard let provider, let customer else { return nil }
    return Parties(provider: provider, customer: customer)
  }

  private func party(_ entry: YamlEntry) -> Party? {
    guard let keys = Keys(entry.value, .party, on: self) else { return nil }
    let name = keys.required("name", example: "name: ACME Hosting SAS")
      .flatMap { self.line($0, limit: 200) }
    let contact: Setting<String?> = keys.read("contact") { entry in
      line(entry, limit: 254).map { .some($0) }
    }
    guard let name, let contact = contact.or(.some(nil)) else { return nil }
    return Party(name: name, contact: contact)
  }
}

/// Whether `text` has the form of an IANA zone's name: parts of letters, digits, `_`, `+` and `-`,
/// with slashes between; never a path out of the zones' folder.
private func isZoneName(_ text: String) -> Bool {
  let parts = text.split(separator: "/", omittingEmptySubsequences: false)
  return text.utf8.count <= 64 && (1...4).contains(parts.count)
    && parts.allSatisfy { part in
      !part.isEmpty
        && part.utf8.allSatisfy { byte in
          switch byte {
          case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
          default: "_+-".utf8.contains(byte)
          }
        }
    }
}
