import Agreement
import Chronology
import Sampling
import Yaml

extension Page {
  /// `objectives`; those that could be read, in the file's order.
  func objectives(
    _ entry: YamlEntry,
    _ services: ServiceList?,
    _ ground: AgreementGround
  ) -> [Objective] {
    named(entry, what: "objective", limit: agreementLimit).compactMap {
      objective($0, services, ground)
    }
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
    let check = services?.read.first { $0.id == service }
      .flatMap { ground.checks[$0.checks[0].description] }
    let indicator = indicator(keys, check)
    let window = keys.required("window", example: "window: month")
      .flatMap { self.window($0, check, ground.retention) }
    guard let id, let service, let indicator, let window else { return nil }
    return Objective(id: id, service: service, indicator: indicator, window: window)
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

  private func indicator(_ keys: Keys, _ check: Check?) -> Indicator? {
    if keys.has("availability"), let second = keys["latency"] {
      error(
        "an objective has one of 'availability' and 'latency', not both",
        hint: "write a second objective",
        at: second.mark
      )
      return nil
    }
    if keys.has("availability") {
      return keys["availability"].flatMap { self.share($0) }.map {
        .availability(AvailabilityTerms($0))
      }
    }
    if keys.has("latency") {
      return keys["latency"].flatMap { self.latency($0, check) }.map { .latencyShare($0) }
    }
    // An indicator that isn't read yet has been refused by its name already.
    if !keys.hasLaterKey {
      error(
        "the objective promises nothing",
        hint: "write availability: \">= 99.9%\" or latency: {within: 500ms, share: \">= 95%\"}",
        at: keys.mark
      )
    }
    return nil
  }

  /// A lower bound such as `>= 99.9%`, above 0 % and up to 100 %.
  private func share(_ entry: YamlEntry) -> Ratio? {
    let form = "a share such as \">= 99.9%\""
    guard let text = text(entry.value, of: entry.key, form: form) else { return nil }
    guard text.hasPrefix(">=") else {
      let isBare = Ratio(percentage: text) != nil
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: isBare ? "write \">= \(text)\"" : "a promise is a least share: >=",
        at: entry.value.mark
      )
      return nil
    }
    let number = String(text.dropFirst(2).drop { $0 == " " })
    guard let share = Ratio(percentage: number) else {
      error(
        "'\(entry.key)' must be \(form), not \(quoted(text))",
        hint: "a number up to 100 with at most 7 decimals after a point, and %",
        at: entry.value.mark
      )
      return nil
    }
    guard share.numerator > 0 else {
      error("'\(entry.key)' promises nothing: a share is above 0%", at: entry.value.mark)
      return nil
    }
    return share
  }

  private func latency(_ entry: YamlEntry, _ check: Check?) -> LatencyLimit? {
    guard let keys = Keys(entry.value, .latency, on: self) else { return nil }
    let phase = keys.read("of") { self.phase($0, check) }.or(.some(nil))
    if keys.hasLaterKey { return nil }
    let within = keys.required("within", example: "within: 500ms")
      .flatMap { self.duration($0, in: CheckLimits.phase) }
    let share = keys.required("share", example: "share: \">= 95%\"").flatMap { self.share($0) }
    let failures = keys.read("failures") {
      choice($0, among: ["bad": FailurePolicy.bad, "excluded": .excluded])
    }.or(.bad)
    if let within, let check, within >= check.timeout, let place = keys["within"] {
      warn(
        "no answer is slower: the timeout of check '\(check.id)' is"
          + " \(DurationText.write(check.timeout))",
        at: place.value.mark
      )
    }
    guard let phase, let within, let share, let failures else { return nil }
    return LatencyLimit(phase: phase, within: within, share: share, failures: failures)
  }

  /// A phase by name; nil inside for `total`.
  private func phase(_ entry: YamlEntry, _ check: Check?) -> Phase?? {
    let phase: Phase?? = choice(
      entry,
      among: [
        "total": nil, "resolve": .resolve, "connect": .connect, "secure": .secure,
        "wait": .wait, "transfer": .transfer,
      ] as KeyValuePairs<String, Phase?>
    )
    if let check, case .some(.some(let phase)) = phase, !check.probe.phases.contains(phase) {
      error(
        "check '\(check.id)' is a \(check.probe.method) check and has no phase '\(phase)'",
        at: entry.value.mark
      )
      return nil
    }
    return phase
  }
}
