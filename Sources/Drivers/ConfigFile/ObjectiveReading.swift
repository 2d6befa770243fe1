import Agreement
import Chronology
import Sampling
import Yaml

/// The objectives of an agreement while it is read.
struct ObjectiveList {
  /// Those that could be read, in the file's order.
  var read: [Objective] = []
  /// The names of all.
  var names: [String] = []

  /// The objective of this id, if it could be read.
  subscript(id: String) -> Objective? { read.first { $0.id == id } }
}

extension Page {
  /// `objectives`.
  func objectives(
    _ entry: YamlEntry,
    _ services: ServiceList?,
    _ ground: AgreementGround
  ) -> ObjectiveList {
    let entries = named(entry, what: "objective", limit: agreementLimit)
    return ObjectiveList(
      read: entries.compactMap { self.objective($0, services, ground) },
      names: entries.map(\.key)
    )
  }

  private func objective(
    _ entry: YamlEntry,
    _ services: ServiceList?,
    _ ground: AgreementGround
  ) -> Objective? {
    let id = identifier(ofKey: entry, what: "an objective")
    guard let keys = Keys(entry.value, .objective, on: self) else { return nil }
    let service = keys.required("service", example: "service: SERVICE")
      .flatMap { self.serviceName($0, services) }
    let checks = services?[service]?.checks.compactMap { ground.checks[$0.description] } ?? []
    let indicator = indicator(keys, checks).flatMap { indicator in
      isFed(indicator, services?[service], keys) ? indicator : nil
    }
    let window = keys.required("window", example: "window: month")
      .flatMap { self.window($0, checks, ground.retention) }
    let causes = keys.read("causes") { self.causes($0) }.or([])
    guard let id, let service, let indicator, let window, let causes else { return nil }
    let objective = Objective(
      id: id,
      service: service,
      indicator: indicator,
      window: window,
      causes: causes
    )
    let isRight = fits(objective, keys)
    doubt(objective, checks, keys)
    return isRight ? objective : nil
  }

  private func serviceName(_ entry: YamlEntry, _ services: ServiceList?) -> String? {
    guard let text = text(entry.value, of: entry.key, form: "the name of a service") else {
      return nil
    }
    // Without any services that alone has been said.
    guard let services, !services.names.isEmpty else { return nil }
    guard services.names.contains(text) else {
      let hint =
        Spelling.nearest(to: text, among: services.names).map { "did you mean '\($0)'?" }
        ?? "this agreement has \(services.names.prefix(8).map { quoted($0) }.joined(separator: ", "))"
      error("there is no service \(quoted(text))", hint: hint, at: entry.value.mark)
      return nil
    }
    return text
  }

  /// The indicator: exactly one of ``KeyTable/indicators``.
  private func indicator(_ keys: Keys, _ checks: [Check]) -> Indicator? {
    let written = KeyTable.indicators.filter { keys.has($0) }
    guard let name = written.first else {
      error(
        "the objective promises nothing",
        hint: "write availability: \">= 99.9%\" or latency: {within: 500ms, share: \">= 95%\"}",
        at: keys.mark
      )
      return nil
    }
    if written.count > 1 {
      let second = written.dropFirst().compactMap { keys[$0] }.map(\.mark).max()
      error(
        "an objective has one indicator, not \(written.map { "'\($0)'" }.joined(separator: " and "))",
        hint: "write a second objective",
        at: second ?? keys.mark
      )
      return nil
    }
    for key in ["outage", "unconfirmed"] where name != "availability" {
      guard let entry = keys[key] else { continue }
      error("'\(key)' belongs to 'availability', not to '\(name)'", at: entry.mark)
      return nil
    }
    if name != "ratio", let entry = keys["uncovered"] {
      error("'uncovered' belongs to 'ratio', not to '\(name)'", at: entry.mark)
      return nil
    }
    guard let entry = keys[name] else { return nil }
    return switch name {
    case "availability": availability(entry, keys)
    case "slots": slots(entry, checks).map { .slots($0) }
    case "slot-mean": slotMean(entry).map { .slotMean($0) }
    case "requests": leastShare(entry).map { .requests($0) }
    case "latency": latency(entry, checks).map { .latencyShare($0) }
    case "correctness": correctness(entry, checks).map { .correctness($0) }
    case "restore": restore(entry).map { .restore($0) }
    case "response": restore(entry).map { .response($0) }
    case "incidents": incidentLimit(entry).map { .incidents($0) }
    case "longest-outage": timeLimit(entry).map { .longestOutage($0) }
    case "downtime": timeLimit(entry).map { .downtime($0) }
    case "coverage": leastShare(entry).map { .coverage($0) }
    case "ratio": ratioTerms(entry, keys).map { .ratio($0) }
    case "duration": durationLimit(entry).map { .duration($0) }
    case "certificate-validity":
      certificateValidity(entry, checks).map { .certificateValidity($0) }
    case "clock": clockTerms(entry).map { .clock($0) }
    default: timeLimit(entry).map { .longestGap($0) }
    }
  }

  /// `correctness`: of checks that look at what is answered.
  private func correctness(_ entry: YamlEntry, _ checks: [Check]) -> Ratio? {
    for check in checks where check.probe.method == "tcp" {
      error("check '\(check.id)' is a tcp check, whose answer has no content", at: entry.mark)
      return nil
    }
    return leastShare(entry)
  }
}
