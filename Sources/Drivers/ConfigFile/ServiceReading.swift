import Agreement
import Sampling
import Yaml

/// The services of an agreement while it is read.
struct ServiceList {
  /// Those that could be read, in the file's order.
  var read: [Service] = []
  /// The names of all.
  var names: [String] = []

  /// The service of this id, if it could be read.
  subscript(id: String?) -> Service? { read.first { $0.id == id } }
}

/// A service whose composition may still name others.
struct ServiceDraft {
  /// The key.
  let name: String
  /// The same, if it is an id.
  let id: String?
  /// What is said of it; nil where it is wrong.
  let description: String?
  /// When it is available, as written.
  let written: WrittenComposition?
  /// What feeds it from outside.
  let observations: Setting<ObservationFeed>
  /// When it is promised.
  let hours: ServiceHours?
  /// What is paid for it.
  let fee: Setting<Fee>
}

extension Page {
  /// `services`.
  func services(
    _ entry: YamlEntry,
    _ ground: AgreementGround,
    _ currency: Currency?
  ) -> ServiceList {
    let drafts = named(entry, what: "service", limit: agreementLimit).compactMap {
      self.service($0, currency)
    }
    var list = ServiceList()
    if case .mapping(let entries) = entry.value.content { list.names = entries.map(\.key) }
    let compositions = compositions(of: drafts, named: list.names, ground.checks)
    list.read = drafts.compactMap { draft in
      guard let id = draft.id, let description = draft.description, let hours = draft.hours,
        !draft.fee.isInvalid
      else { return nil }
      if let feed = draft.observations.value {
        return Service(
          id: id,
          description: description,
          observations: feed,
          hours: hours,
          fee: draft.fee.value
        )
      }
      guard let composition = compositions[draft.name] else { return nil }
      return Service(
        id: id,
        description: description,
        composition: composition,
        hours: hours,
        fee: draft.fee.value
      )
    }
    return list
  }

  private func service(_ entry: YamlEntry, _ currency: Currency?) -> ServiceDraft? {
    let id = identifier(ofKey: entry, what: "a service")
    guard let keys = Keys(entry.value, .service, on: self) else { return nil }
    let isObserved = keys.has("observations")
    if isObserved, let second = keys["available-when"] {
      error(
        "a service is probed or fed from outside: it has 'available-when' or 'observations'",
        hint: "make two services of it",
        at: second.mark
      )
    }
    return ServiceDraft(
      name: entry.key,
      id: id,
      description: keys.required("description", example: "description: The shop answers")
        .flatMap { self.line($0, limit: 500) },
      written: isObserved
        ? nil
        : keys.required("available-when", example: "available-when: CHECK")
          .flatMap { self.composition($0) },
      observations: keys.read("observations") { self.observations($0) },
      hours: keys.read("hours") { self.serviceHours($0) }.or(.always),
      fee: keys.read("fee") { self.fee($0, currency) }
    )
  }

  private func fee(_ entry: YamlEntry, _ currency: Currency?) -> Fee? {
    guard let keys = Keys(entry.value, .fee, on: self) else { return nil }
    let amount = keys.required("amount", example: "amount: 1200.00")
      .flatMap { self.money($0, currency) }
    let period = keys.required("per", example: "per: month")
      .flatMap { self.word($0, FeePeriod.self) }
    guard let amount, let period else { return nil }
    return Fee(amount: amount, per: period)
  }
}
