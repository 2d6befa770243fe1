import Agreement
import Chronology
import Sampling

/// What is promised in the benchmark.
enum JudgedAgreement: String, CaseIterable {
  /// One check, always, every millisecond.
  case plain
  /// Three checks together in business hours, with recurring and declared maintenance under a cap,
  /// accepted force majeure, and a minimum outage.
  case complex
  /// The same, with slots of five minutes.
  case slots
  /// The same, with a share of fast answers.
  case latency
  /// The same without hours and recurring work, and with all of these objectives.
  case several
  /// The same agreement as the second, with limits for the number of incidents and the longest outage.
  case limits

  struct Impossible: Error {}

  var checks: [CheckID] {
    ["web", "shop", "pay"].prefix(self == .plain ? 1 : 3).compactMap { CheckID($0) }
  }

  func agreement(over window: WindowRule) throws -> Agreement {
    guard let effective = CivilDate("2020-01-01"), let euro = Currency("EUR") else {
      throw Impossible()
    }
    let isPlain = self == .plain
    return Agreement(
      id: "acme",
      title: "Shop",
      revision: 1,
      effective: effective,
      language: .english,
      timeZone: "Europe/Paris",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: [
        Service(
          id: "shop",
          description: "",
          composition: isPlain
            ? .check(checks[0])
            : .all([.check(checks[0]), .any([.check(checks[1]), .check(checks[2])])]),
          hours: isPlain || self == .several
            ? .always
            : .weekly(WeeklyHours([DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200)]))
        )
      ],
      objectives: try indicators().enumerated().map { number, indicator in
        Objective(id: "o\(number)", service: "shop", indicator: indicator, window: window)
      },
      clauses: isPlain ? Clauses() : try clauses(),
      sha256: ""
    )
  }

  private func indicators() throws -> [Indicator] {
    guard let target = Ratio(percentage: "99.5%") else { throw Impossible() }
    let whole = Indicator.availability(AvailabilityTerms(target))
    let floored = Indicator.availability(
      AvailabilityTerms(target, floor: OutageFloor(.minutes(1)), unconfirmed: .ignore)
    )
    let slots = Indicator.slots(SlotTerms(target, length: .minutes(5)))
    let latency = Indicator.latencyShare(
      LatencyLimit(phase: nil, within: .milliseconds(100), share: target)
    )
    return switch self {
    case .plain: [whole]
    case .complex: [floored]
    case .slots: [slots]
    case .latency: [latency]
    case .several: [floored, slots, latency, .downtime(.hours(4))]
    case .limits: [.incidents(IncidentLimit(atMost: 5)), .longestOutage(.hours(1))]
    }
  }

  private func clauses() throws -> Clauses {
    guard let first = CivilDate("2025-01-05") else { throw Impossible() }
    let recurrence: Recurrence
    do throws(RecurrenceFault) {
      recurrence = try Recurrence("FREQ=WEEKLY;BYDAY=TU", from: first)
    } catch {
      throw Impossible()
    }
    return Clauses(
      exclusions: ExclusionClauses(
        maintenance: MaintenanceClause(
          notice: .hours(72),
          cap: MaintenanceCap(.hours(12), per: .month),
          recurring: self == .several
            ? [] : [RecurringMaintenance(recurrence, at: 540, for: .hours(1))]
        ),
        declared: [
          .forceMajeure: DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer])
        ]
      )
    )
  }

  /// One maintenance a month, and one claim that nobody has accepted.
  func annotations(since origin: Instant, months: Int64) -> [RecordedAnnotation] {
    if self == .plain { return [] }
    return (0..<months).flatMap { month -> [RecordedAnnotation] in
      let start = origin + .days(30 * month + 3) + .hours(10)
      return [
        declared(.maintenance, start, for: .hours(2), noticed: start - .days(5), month),
        declared(.forceMajeure, start + .days(2), for: .minutes(30), noticed: nil, month),
      ]
    }
  }

  private func declared(
    _ kind: Annotation.Kind,
    _ start: Instant,
    for length: TimeAmount,
    noticed: Instant?,
    _ number: Int64
  ) -> RecordedAnnotation {
    RecordedAnnotation(
      id: "\(kind.rawValue)-\(number)",
      recorded: noticed ?? start + length,
      annotation: Annotation(
        kind: kind,
        scope: .agreement("acme"),
        start: start,
        end: start + length,
        noticed: noticed,
        author: .provider,
        reason: "work"
      )
    )
  }
}
