import Agreement
import Chronology
import Sampling
import Yaml

/// Readers of what an objective promises, other than latency.
extension Page {
  /// How long an outage, a gap or a limit of time may be.
  private static let outages = TimeAmount.milliseconds(1)...TimeAmount.days(366)

  /// How exact a clock may have to be: the kernel's largest error is 16 s.
  private static let clockErrors = TimeAmount.milliseconds(1)...TimeAmount.seconds(15)

  /// `availability`, with `outage` and `unconfirmed` beside it.
  func availability(_ entry: YamlEntry, _ keys: Keys) -> Indicator? {
    let target = leastShare(entry)
    let outage = keys.read("outage") { self.outage($0) }.or((floor: nil, counting: .exact))
    let unconfirmed = keys.read("unconfirmed") { self.word($0, UnconfirmedRule.self) }.or(.count)
    guard let target, let outage, let unconfirmed else { return nil }
    return .availability(
      AvailabilityTerms(
        target,
        floor: outage.floor,
        counting: outage.counting,
        unconfirmed: unconfirmed
      )
    )
  }

  private func outage(_ entry: YamlEntry) -> (floor: OutageFloor?, counting: OutageCounting)? {
    guard let keys = Keys(entry.value, .outage, on: self) else { return nil }
    if keys.has("at-least"), let second = keys["more-than"] {
      error("'outage' has 'at-least' or 'more-than', not both", at: second.mark)
      return nil
    }
    let isInclusive = !keys.has("more-than")
    let length = keys.read(isInclusive ? "at-least" : "more-than") {
      self.duration($0, in: Page.outages)
    }
    let counting = keys.read("count") { self.word($0, OutageCounting.self) }.or(.exact)
    let measure = keys.read("measure") { self.word($0, OutageMeasure.self) }.or(.net)
    if !length.isWritten, let entry = keys["measure"] {
      error(
        "'measure' says what a shortest outage measures, and none is said",
        hint: "write at-least: 1m",
        at: entry.mark
      )
      return nil
    }
    guard !length.isInvalid, let counting, let measure else { return nil }
    let floor = length.value.map { OutageFloor($0, isInclusive: isInclusive, measure: measure) }
    return (floor, counting)
  }

  /// `clock`.
  func clockTerms(_ entry: YamlEntry) -> ClockTerms? {
    guard let keys = Keys(entry.value, .clock, on: self) else { return nil }
    let within = keys.required("within", example: "within: 500ms")
      .flatMap { self.duration($0, in: Page.clockErrors) }
    let share = keys.read("share") { self.leastShare($0) }.or(.one)
    guard let within, let share else { return nil }
    return ClockTerms(within: within, share: share)
  }

  /// `slots`.
  func slots(_ entry: YamlEntry, _ checks: [Check]) -> SlotTerms? {
    guard let keys = Keys(entry.value, .slots, on: self) else { return nil }
    let (length, target, empty) = slotKeys(keys)
    let errors = keys.read("errors") { self.exceededShare($0) }
    let least = keys.read("least") { self.number($0, in: 1...1_000_000) }.or(1)
    guard let length, let target, let empty, !errors.isInvalid, let least else { return nil }
    let samples = checks.map { length.nanoseconds / $0.interval.nanoseconds }.reduce(0, +)
    if !checks.isEmpty, samples < least, let place = keys["least"] {
      warn(
        "a slot of \(DurationText.write(length)) has about \(samples) samples, fewer than 'least':"
          + " every slot would be good",
        hint: "make the slots longer, or 'least' smaller",
        at: place.value.mark
      )
    }
    return SlotTerms(
      target,
      length: length,
      errors: errors.value,
      least: Int64(least),
      empty: empty
    )
  }

  /// `slot-mean`.
  func slotMean(_ entry: YamlEntry) -> SlotTerms? {
    guard let keys = Keys(entry.value, .slotMean, on: self) else { return nil }
    let (length, target, empty) = slotKeys(keys)
    guard let length, let target, let empty else { return nil }
    return SlotTerms(target, length: length, empty: empty)
  }

  private func slotKeys(_ keys: Keys) -> (TimeAmount?, Ratio?, EmptySlot?) {
    (
      keys.required("length", example: "length: 5m")
        .flatMap { self.duration($0, in: .seconds(1)...(.days(1))) },
      keys.required("share", example: "share: \">= 99.9%\"").flatMap { self.leastShare($0) },
      keys.read("empty") { self.word($0, EmptySlot.self) }.or(.unknown)
    )
  }

  /// `restore` and `response`.
  func restore(_ entry: YamlEntry) -> RestoreTerms? {
    guard let keys = Keys(entry.value, .restore, on: self) else { return nil }
    let within = keys.required("within", example: "within: 4h")
      .flatMap { self.duration($0, in: .seconds(1)...(.days(366))) }
    let share = keys.read("share") { self.shareOfIncidents($0) }.or(.one)
    let clock = keys.read("clock") { self.serviceHours($0) }
    let from = keys.read("from") { self.word($0, ClockStart.self) }.or(.opened)
    guard let within, let share, !clock.isInvalid, let from else { return nil }
    return RestoreTerms(within: within, share: share, clock: clock.value, from: from)
  }

  /// `incidents` of an objective.
  func incidentLimit(_ entry: YamlEntry) -> IncidentLimit? {
    guard let keys = Keys(entry.value, .incidentLimit, on: self) else { return nil }
    let most = keys.required("at-most", example: "at-most: 3")
      .flatMap { self.number($0, in: 0...1_000_000) }
    let lasting = keys.read("lasting") { self.duration($0, in: Page.outages) }
    guard let most, !lasting.isInvalid else { return nil }
    return IncidentLimit(atMost: Int64(most), lasting: lasting.value)
  }

  /// `longest-outage`, `downtime` and `longest-gap`.
  func timeLimit(_ entry: YamlEntry) -> TimeAmount? {
    guard let keys = Keys(entry.value, .timeLimit, on: self) else { return nil }
    return keys.required("at-most", example: "at-most: 30m")
      .flatMap { self.duration($0, in: Page.outages) }
  }
}
