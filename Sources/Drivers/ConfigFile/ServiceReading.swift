import Agreement
import Sampling
import Yaml

/// The services of an agreement while it is read.
struct ServiceList {
  /// Those that could be read, in the file's order.
  var read: [Service] = []
  /// The names of all.
  var names: [String] = []
}

extension Page {
  /// `services`.
  func services(_ entry: YamlEntry, _ ground: AgreementGround) -> ServiceList {
    var list = ServiceList()
    for entry in named(entry, what: "service", limit: agreementLimit) {
      list.names.append(entry.key)
      if let service = service(entry, ground) { list.read.append(service) }
    }
    return list
  }

  private func service(_ entry: YamlEntry, _ ground: AgreementGround) -> Service? {
    let id = identifier(ofKey: entry, what: "a service")
    guard let keys = Keys(entry.value, .service, on: self) else { return nil }
    let description = keys.required("description", example: "description: The shop answers")
      .flatMap { self.line($0, limit: 500) }
    let check = keys.required("available-when", example: "available-when: CHECK")
      .flatMap { self.availability($0, ground.checks) }
    let hours: Setting<Void> = keys.read("hours") { self.hours($0) }
    guard let id, let description, let check, hours.or(()) != nil else { return nil }
    return Service(id: id, description: description, check: check)
  }

  /// `available-when`: the name of a check.
  private func availability(_ entry: YamlEntry, _ checks: CheckIndex) -> CheckID? {
    guard let text = text(entry.value, of: entry.key, form: "the name of a check") else {
      return nil
    }
    if text.contains("(") {
      error(
        "all(…), any(…) and k of (…) are not supported yet",
        hint: "name one check",
        at: entry.value.mark
      )
      return nil
    }
    // Without any checks that alone has been said.
    guard !checks.names.isEmpty else { return nil }
    guard checks.has(text) else {
      let hint =
        Spelling.nearest(to: text, among: checks.names).map { "did you mean '\($0)'?" }
        ?? "checks stand in the configuration's file"
      error("there is no check \(quoted(text))", hint: hint, at: entry.value.mark)
      return nil
    }
    return CheckID(text)
  }

  private func hours(_ entry: YamlEntry) -> Void? {
    if case .mapping = entry.value.content {
      error(
        "'hours' other than 'always' are not supported yet",
        hint: "write hours: always",
        at: entry.value.mark
      )
      return nil
    }
    return choice(entry, among: ["always": ()])
  }
}
