import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// Whatever the clauses and whatever the samples, the stretches cover the judged time and add up to
/// the figures of the report.
@Suite struct AccountPropertyTests {
  private static let ids = ["a", "b", "c"].compactMap { CheckID($0) }

  private func terms(using random: inout SplitMix64) throws -> AvailabilityTerms {
    let floors: [OutageFloor?] = [
      nil, OutageFloor(.seconds(90)), OutageFloor(.seconds(120), isInclusive: false),
      OutageFloor(.seconds(200), measure: .whole),
    ]
    return AvailabilityTerms(
      try percent("99.9"),
      floor: floors[Int(random.next() % 4)],
      counting: OutageCounting.allCases[Int(random.next() % 3)],
      unconfirmed: random.next() % 2 == 0 ? .count : .ignore
    )
  }

  private func composition(using random: inout SplitMix64) -> Composition {
    let parts = Self.ids.map { Composition.check($0) }
    switch random.next() % 5 {
    case 0: return parts[0]
    case 1: return .all(parts)
    case 2: return .any(Array(parts.prefix(2)))
    case 3: return .atLeast(2, parts)
    default:
      return .weighted([
        WeightedPart(weight: 2, parts[0]), WeightedPart(weight: 3, .any(Array(parts.suffix(2)))),
      ])
    }
  }

  private func declarations(using random: inout SplitMix64) -> [RecordedAnnotation] {
    (0..<Int(random.next() % 4)).map { number in
      let start = Int64(random.next() % 7_000)
      let isFlood = random.next() % 3 == 0
      return RecordedAnnotation(
        id: "00000000000\(number)",
        recorded: at(start - 90_000),
        annotation: Annotation(
          kind: isFlood ? .forceMajeure : .maintenance,
          scope: .service(agreement: "acme", service: "shop"),
          start: at(start),
          end: at(start + 60 + Int64(random.next() % 900)),
          noticed: isFlood ? nil : at(start - (random.next() % 2 == 0 ? 90_000 : 9_000)),
          author: .provider,
          reason: "an update"
        )
      )
    }
  }

  private func clauses(using random: inout SplitMix64) -> Clauses {
    Clauses(
      exclusions: ExclusionClauses(
        maintenance: MaintenanceClause(
          notice: .hours(24),
          cap: random.next() % 2 == 0
            ? MaintenanceCap(
              .minutes(8),
              per: .day,
              counts: random.next() % 2 == 0 ? .planned : .downtime
            ) : nil,
          mode: random.next() % 2 == 0 ? .remove : .available
        ),
        declared: [
          .forceMajeure: DeclarationClause(declaredBy: [.provider], mode: .available)
        ]
      ),
      measurement: MeasurementClause(unknown: UnknownRule.allCases[Int(random.next() % 3)]),
      partial: PartialWindow.allCases[Int(random.next() % 3)]
    )
  }

  private func judge(using random: inout SplitMix64) throws -> Judge {
    // From 06:15 on, five minutes of each quarter of an hour.
    let rules = (0..<8).map {
      DayHours(weekdays: Array(1...7), from: 375 + $0 * 15, to: 380 + $0 * 15)
    }
    let service = Service(
      id: "shop",
      description: "",
      composition: composition(using: &random),
      hours: random.next() % 3 == 0 ? .weekly(WeeklyHours(rules)) : .always
    )
    let agreement = Agreement(
      id: "acme",
      title: "Shop",
      revision: 1,
      effective: try #require(CivilDate("2020-01-01")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: [service],
      objectives: [
        Objective(
          id: "o",
          service: "shop",
          indicator: .availability(try terms(using: &random)),
          window: .day
        )
      ],
      clauses: clauses(using: &random),
      sha256: "00"
    )
    var judge = Judge(
      agreements: [agreement],
      since: random.next() % 2 == 0 ? [:] : ["acme": at(300)],
      annotations: declarations(using: &random)
    )
    for (index, id) in Self.ids.enumerated() {
      judge.define(
        SeriesID(number: UInt32(index)),
        CheckDefinition(
          id: id,
          method: "http",
          target: "https://\(id).example/",
          interval: .seconds(60),
          timeout: .seconds(30),
          confirmation: Confirmation(),
          rules: ""
        )
      )
      tell(&judge, index, using: &random)
    }
    return judge
  }

  /// Two hours of one check: it goes down and up, is void now and then, and now and then nothing is heard.
  private func tell(_ judge: inout Judge, _ index: Int, using random: inout SplitMix64) {
    var isDown = false
    var slot: Int64 = 0
    while slot < 120 {
      if random.next() % 6 == 0 { isDown.toggle() }
      let letter: Character = random.next() % 20 == 0 ? "V" : isDown ? "B" : "G"
      var next = sample(
        slot * 60,
        letter,
        took: .milliseconds(Int64.random(in: 0...30_000, using: &random))
      )
      next.start = next.start + .microseconds(Int64.random(in: 0...2_000_000, using: &random))
      next.series = SeriesID(number: UInt32(index))
      judge.take(next)
      slot += random.next() % 15 == 0 ? Int64(random.next() % 12) + 1 : 1
    }
  }

  @Test(arguments: 1...300) func `stretches cover the time and add up to the report`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let facts = try judge(using: &random)
    let start = Int64(random.next() % 1_000)
    let window = Window.fixed(span(start, start + 1_000 + Int64(random.next() % 5_000)))
    let now = at(start + Int64(random.next() % 7_000))
    let promise = facts.promises[0]
    let standing = facts.standing(of: promise, in: window, at: now)
    let account = try #require(facts.account(of: promise, in: window, at: now))
    #expect(account.sums == standing.time)
    #expect(account.judged == standing.judged)
    var end = account.judged.start
    for stretch in account.stretches {
      #expect(stretch.interval.start == end)
      #expect(!stretch.interval.isEmpty)
      end = stretch.interval.end
    }
    #expect(end == account.judged.end)
    let time = account.sums
    #expect(time.up + time.estimate + time.unknown + time.excluded == time.service)
  }

  @Test(arguments: 1...100) func `what is promised over a rolling window adds up as well`(
    seed: UInt64
  ) throws {
    var random = SplitMix64(seed: seed)
    let facts = try judge(using: &random)
    let now = at(7_000 + Int64(random.next() % 1_000))
    let window = Window.rolling(.seconds(Int64(600 + random.next() % 5_000)))
    let standing = facts.standing(of: facts.promises[0], in: window, at: now)
    let account = try #require(
      facts.account(of: facts.promises[0], in: window, at: now)
    )
    #expect(account.sums == standing.time)
  }
}
