import Agreement
import Chronology
import Sampling
import TestKit

@testable import Judging

/// An agreement with everything that one may have, what was declared of it, and what its checks saw,
/// told from a seed.
struct RandomAgreement {
  static let ids = ["a", "b", "c"].compactMap { CheckID($0) }
  /// 2026-03-27T00:00:00Z: the clocks of Paris are set forward on the third day.
  static let origin = Instant(seconds: 1_774_569_600)

  let agreement: Agreement
  let annotations: [RecordedAnnotation]
  let definitions: [CheckDefinition]
  /// Samples and gaps in the order in which they are told.
  let story: [Told]

  enum Told {
    case sample(Sample)
    case gap(Gap)

    /// When it is told.
    var time: Instant {
      switch self {
      case .sample(let sample): sample.end
      case .gap(let gap): gap.interval.end
      }
    }
  }

  /// The agreement of `seed`, with the samples of so many days.
  ///
  /// - Parameter calm: How many times rarer anything happens.
  init(seed: UInt64, days: Int64 = 5, calm: UInt64 = 1) throws {
    var random = SplitMix64(seed: seed)
    let count = Int.random(in: 1...3, using: &random)
    definitions = Self.ids.prefix(count).map { id in
      CheckDefinition(
        id: id,
        method: "http",
        target: "https://\(id).example/",
        interval: .minutes(6),
        timeout: .seconds(30),
        confirmation: Sampling.Confirmation(
          down: Int.random(in: 1...3, using: &random),
          up: Int.random(in: 1...2, using: &random)
        ),
        rules: ""
      )
    }
    agreement = try Self.agreement(Self.composition(count, &random), &random)
    annotations = Self.annotations(days, &random)
    story = Self.story(definitions, days, calm, &random)
  }

  private static func composition(_ count: Int, _ random: inout SplitMix64) -> Composition {
    let parts = ids.prefix(count).map { Composition.check($0) }
    if count == 1 { return parts[0] }
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return .all(parts)
    case 1: return .any(parts)
    case 2: return .atLeast(Int.random(in: 1...count, using: &random), parts)
    default:
      return .weighted(
        parts.map { WeightedPart(weight: Int64.random(in: 1...3, using: &random), $0) }
      )
    }
  }

  private static func agreement(
    _ composition: Composition,
    _ random: inout SplitMix64
  ) throws -> Agreement {
    guard let effective = CivilDate("2026-03-01"), let end = CivilDate("2026-03-30") else {
      throw BadFixture()
    }
    let hours = WeeklyHours([
      DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200),
      DayHours(weekdays: [6, 7], from: 1_320, to: 240),
    ])
    let windows: [WindowRule] = [
      .day, .week, .month, .rolling(.hours(7)), .rolling(.days(2)), .rolling(.days(30)),
    ]
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
          composition: composition,
          hours: random.next() % 2 == 0 ? .always : .weekly(hours)
        )
      ],
      objectives: try indicators(&random).enumerated().map { number, indicator in
        Objective(
          id: "o\(number)",
          service: "shop",
          indicator: indicator,
          window: windows[Int(random.next() % 6)],
          causes: number % 4 == 2
            ? [CauseRule(.cause(.connectTimeout), number % 8 == 2 ? .void : .good)] : []
        )
      },
      clauses: Clauses(
        until: random.next() % 4 == 0 ? end : nil,
        exclusions: try exclusions(&random),
        measurement: MeasurementClause(
          unknown: [.undetermined, .up, .down][Int(random.next() % 3)]
        ),
        partial: [.prorate, .deemAvailable, .skip][Int(random.next() % 3)]
      ),
      sha256: "00"
    )
  }

  private static func indicators(_ random: inout SplitMix64) throws -> [Indicator] {
    func availability() throws -> Indicator {
      let floors = [
        nil, OutageFloor(.minutes(8)), OutageFloor(.minutes(13), isInclusive: false),
        OutageFloor(.minutes(20), measure: .whole),
      ]
      return .availability(
        AvailabilityTerms(
          random.next() % 8 == 0 ? .one : try percent("90"),
          floor: floors[Int(random.next() % 4)],
          counting: [.exact, .exact, .clockMinutes, .outageMinutes][Int(random.next() % 4)],
          unconfirmed: random.next() % 2 == 0 ? .count : .ignore
        )
      )
    }
    return [
      try availability(), try availability(), .downtime(.hours(2)), .coverage(try percent("90")),
      .slots(SlotTerms(try percent("90"), length: .minutes(30))),
      .slotMean(SlotTerms(try percent("90"), length: .minutes(20))),
      .requests(try percent("90")),
      .latencyShare(
        LatencyLimit(phase: nil, within: .milliseconds(200), share: try percent("80"))
      ),
      .incidents(IncidentLimit(atMost: 2)), .longestOutage(.minutes(30)),
    ]
  }

  private static func exclusions(_ random: inout SplitMix64) throws -> ExclusionClauses {
    guard let first = CivilDate("2026-01-05") else { throw BadFixture() }
    let weekly = try Recurrence("FREQ=DAILY;INTERVAL=2", from: first)
    let cap = MaintenanceCap(
      .minutes(Int64.random(in: 60...400, using: &random)),
      per: random.next() % 2 == 0 ? .day : .month,
      counts: random.next() % 4 == 0 ? .downtime : .planned
    )
    return ExclusionClauses(
      maintenance: random.next() % 3 == 0
        ? nil
        : MaintenanceClause(
          notice: .hours(24),
          cap: random.next() % 2 == 0 ? cap : nil,
          mode: random.next() % 2 == 0 ? .remove : .available,
          recurring: random.next() % 2 == 0
            ? [] : [RecurringMaintenance(weekly, at: 130, for: .minutes(90))]
        ),
      declared: [
        .forceMajeure: DeclarationClause(
          declaredBy: [.provider],
          acceptedBy: random.next() % 2 == 0 ? [] : [.customer],
          mode: .remove
        )
      ]
    )
  }

  private static func annotations(
    _ days: Int64,
    _ random: inout SplitMix64
  ) -> [RecordedAnnotation] {
    (0..<Int(random.next() % 6)).map { number in
      let kind: Annotation.Kind = random.next() % 2 == 0 ? .maintenance : .forceMajeure
      let start = origin + .minutes(Int64.random(in: -600...(days * 1_440), using: &random))
      return RecordedAnnotation(
        id: "\(number)00000000000",
        recorded: start,
        annotation: Annotation(
          kind: kind,
          scope: .agreement("acme"),
          start: start,
          end: start + .minutes(Int64.random(in: 10...300, using: &random)),
          noticed: start - .hours(Int64.random(in: 20...40, using: &random)),
          author: .provider,
          reason: "work"
        )
      )
    }
  }

  private static func story(
    _ definitions: [CheckDefinition],
    _ days: Int64,
    _ calm: UInt64,
    _ random: inout SplitMix64
  ) -> [Told] {
    var told: [Told] = []
    for check in definitions.indices {
      var isDown = false
      var time = origin + .milliseconds(Int64.random(in: 0...360_000, using: &random))
      while time < origin + .days(days) {
        if random.next() % (isDown ? 5 : 25 * calm) == 0 { isDown.toggle() }
        let isVoid = random.next() % (30 * calm) == 0
        let letter: Character =
          isVoid ? "V" : isDown != (random.next() % (30 * calm) == 0) ? "B" : "G"
        var next = sample(0, letter, took: .milliseconds(Int64(random.next() % 300)))
        next.series = SeriesID(number: UInt32(check))
        next.due = time
        next.start = time
        told.append(.sample(next))
        let isFar = random.next() % (40 * calm) == 0
        let step = isFar ? Int64(random.next() % 30_000) : 360 + Int64(random.next() % 20) - 10
        if isFar {
          let gap = Interval(time + .seconds(20), time + .seconds(step))
          told.append(.gap(Gap(series: nil, interval: gap, slots: 0, cause: .suspended)))
        }
        time = time + .seconds(max(1, step))
      }
    }
    return told.sorted { $0.time < $1.time }
  }
}

extension Judge {
  /// Takes what is told next.
  mutating func take(_ told: RandomAgreement.Told) {
    switch told {
    case .sample(let sample): take(sample)
    case .gap(let gap): take(gap)
    }
  }
}

extension RandomAgreement {
  static let paris: ZoneRules = {
    guard let bytes = TestFile.hostZone("Europe/Paris"),
      let rules = try? ZoneRules(tzif: bytes)
    else { preconditionFailure("the host has the rules of Paris") }
    return rules
  }()

  /// A judge of the agreement that knows its checks, and was told nothing of them.
  ///
  /// - Parameters:
  ///   - tenure: What of each window is judged.
  ///   - incidentLimit: How many incidents are kept whole.
  func judge(within tenure: Tenure = .whole, incidentLimit: Int? = nil) throws -> Judge {
    var judge = Judge(
      agreements: [agreement],
      since: ["acme": tenure.start ?? Self.paris.start(of: agreement.effective)],
      within: ["acme": tenure],
      zones: ["Europe/Paris": Self.paris],
      annotations: annotations,
      incidentLimit: incidentLimit
    )
    for (number, definition) in definitions.enumerated() {
      judge.define(SeriesID(number: UInt32(number)), definition)
    }
    return judge
  }
}
