import Chronology
import Sampling
import Yaml

/// The ranges of what a check says.
enum CheckLimits {
  /// How many checks a configuration may have.
  static let checks = 50_000
  /// From one slot to the next.
  static let interval = TimeAmount.seconds(1)...TimeAmount.days(1)
  /// For one attempt.
  static let timeout = TimeAmount.milliseconds(10)...TimeAmount.minutes(5)
  /// For a phase.
  static let phase = TimeAmount.milliseconds(1)...TimeAmount.minutes(5)
  /// Consecutive samples.
  static let confirmation = 1...100
}

/// What holds for a check that doesn't say otherwise; nil where what is written is wrong.
struct CheckDefaults {
  /// From one slot to the next.
  var interval: TimeAmount? = .seconds(30)
  /// For one attempt.
  var timeout: TimeAmount? = .seconds(5)
  /// Before an incident opens or resolves.
  var confirmation: Confirmation? = Confirmation(down: 2, up: 2)
}

extension Page {
  /// `defaults`.
  func checkDefaults(_ entry: YamlEntry) -> CheckDefaults {
    var defaults = CheckDefaults()
    guard let keys = Keys(entry.value, .defaults, on: self) else {
      return CheckDefaults(interval: nil, timeout: nil, confirmation: nil)
    }
    defaults = CheckDefaults(
      interval: keys.read("interval") { self.duration($0, in: CheckLimits.interval) }
        .or(defaults.interval),
      timeout: keys.read("timeout") { self.duration($0, in: CheckLimits.timeout) }.or(
        defaults.timeout
      ),
      confirmation: keys.read("confirm") { self.confirmation($0, defaults) }.or(
        defaults.confirmation
      )
    )
    if keys.has("interval") || keys.has("timeout") {
      let place = keys["timeout"] ?? keys["interval"]
      if !isOrdered(timeout: defaults.timeout, interval: defaults.interval, at: place?.mark) {
        defaults.timeout = nil
      }
    }
    return defaults
  }

  /// One of `checks`.
  func check(
    _ entry: YamlEntry,
    _ defaults: CheckDefaults,
    _ surroundings: Surroundings
  ) -> Check? {
    let id = identifier(ofKey: entry, what: "a check").flatMap { CheckID($0) }
    guard let keys = Keys(entry.value, .check, on: self) else { return nil }
    let probe = probe(keys, surroundings)
    let interval = keys.read("interval") { self.duration($0, in: CheckLimits.interval) }
    let timeout = keys.read("timeout") { self.duration($0, in: CheckLimits.timeout) }
    let confirmation = keys.read("confirm") { self.confirmation($0, defaults) }
      .or(defaults.confirmation)
    let chosen = (interval: interval.or(defaults.interval), timeout: timeout.or(defaults.timeout))
    if interval.isWritten || timeout.isWritten {
      let place = (keys["timeout"] ?? keys["interval"])?.mark
      guard isOrdered(timeout: chosen.timeout, interval: chosen.interval, at: place) else {
        return nil
      }
    }
    let degraded = keys.read("degraded") {
      phaseLimits($0, probe: probe, timeout: chosen.timeout)
    }.or(PhaseLimits())
    guard let id, let probe, let interval = chosen.interval, let timeout = chosen.timeout,
      let confirmation, let degraded, timeout < interval
    else { return nil }
    return Check(
      id: id,
      probe: probe,
      interval: interval,
      timeout: timeout,
      confirmation: confirmation,
      degraded: degraded
    )
  }

  private func probe(_ keys: Keys, _ surroundings: Surroundings) -> Probe? {
    if keys.has("http"), let second = keys["tcp"] {
      error("a check has one of 'http' and 'tcp', not both", at: second.mark)
      return nil
    }
    if keys.has("http") {
      let expectation = keys.read("expect") { self.expectation($0, surroundings) }.or(
        HTTPExpectation()
      )
      let address = keys["http"].flatMap { self.webAddress($0) }
      guard let address, let expectation else { return nil }
      return .http(HTTPProbe(address: address, expectation: expectation))
    }
    if keys.has("tcp") {
      if let expect = keys["expect"] {
        error("'expect' needs 'http': a tcp check only connects", at: expect.mark)
      }
      return keys["tcp"].flatMap { self.authority($0) }.map { .tcp($0) }
    }
    // A kind of check that isn't read yet has been refused by its name already.
    if !keys.hasLaterKey {
      error(
        "the check says nothing to probe",
        hint: "write http: https://www.example.org/ or tcp: db.example.org:5432",
        at: keys.mark
      )
    }
    return nil
  }

  private func confirmation(_ entry: YamlEntry, _ defaults: CheckDefaults) -> Confirmation? {
    guard let keys = Keys(entry.value, .confirm, on: self) else { return nil }
    let fallback = defaults.confirmation ?? Confirmation()
    let down = keys.read("down") { self.number($0, in: CheckLimits.confirmation) }.or(fallback.down)
    let up = keys.read("up") { self.number($0, in: CheckLimits.confirmation) }.or(fallback.up)
    guard let down, let up else { return nil }
    return Confirmation(down: down, up: up)
  }

  private func phaseLimits(
    _ entry: YamlEntry,
    probe: Probe?,
    timeout: TimeAmount?
  ) -> PhaseLimits? {
    guard let keys = Keys(entry.value, .degraded, on: self) else { return nil }
    var limits: [Phase: TimeAmount] = [:]
    var isRight = true
    for phase in Phase.allCases {
      guard let entry = keys[phase.description] else { continue }
      if let probe, !probe.phases.contains(phase) {
        error("a \(probe.method) check has no phase '\(phase)'", at: entry.mark)
        isRight = false
      } else if let limit = limit(entry, below: timeout) {
        limits[phase] = limit
      } else {
        isRight = false
      }
    }
    let total: Setting<TimeAmount?> = keys.read("total") { entry in
      limit(entry, below: timeout).map { .some($0) }
    }
    guard isRight, let total = total.or(.some(nil)) else { return nil }
    return PhaseLimits(limits: limits, total: total)
  }

  private func limit(_ entry: YamlEntry, below timeout: TimeAmount?) -> TimeAmount? {
    guard let limit = duration(entry, in: CheckLimits.phase) else { return nil }
    if let timeout, limit >= timeout {
      warn(
        "'\(entry.key)' is never exceeded: the timeout of \(DurationText.write(timeout)) comes first",
        at: entry.value.mark
      )
    }
    return limit
  }

  /// Whether the timeout is shorter, with an error if it isn't.
  ///
  /// True if one of them is wrong already.
  private func isOrdered(
    timeout: TimeAmount?,
    interval: TimeAmount?,
    at mark: YamlMark?
  ) -> Bool {
    guard let timeout, let interval, timeout >= interval else { return true }
    error(
      "the timeout of \(DurationText.write(timeout)) must be shorter than the interval of"
        + " \(DurationText.write(interval))",
      hint: "two runs of a check never overlap",
      at: mark
    )
    return false
  }
}

extension Probe {
  /// The phases that an attempt can have.
  var phases: [Phase] {
    switch self {
    case .http: Phase.allCases
    case .tcp: [.resolve, .connect]
    }
  }
}
