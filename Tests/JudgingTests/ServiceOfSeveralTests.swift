import Accounting
import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@testable import Judging

/// Services that rest on several checks, and agreements that give failures to another party.
@Suite struct ServiceOfSeveralTests {
  private static let ids = ["a", "b", "c"].compactMap { CheckID($0) }

  /// An agreement on one service of this composition.
  private func agreement(
    _ composition: Composition,
    _ indicators: [Indicator],
    responsibilities: [ResponsibilityRule] = []
  ) throws -> Agreement {
    Agreement(
      id: "acme",
      title: "Shop",
      revision: 1,
      effective: try #require(CivilDate("2020-01-01")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: [Service(id: "shop", description: "", composition: composition)],
      objectives: indicators.enumerated().map { index, indicator in
        Objective(id: "o\(index)", service: "shop", indicator: indicator, window: .month)
      },
      clauses: Clauses(responsibilities: Responsibilities(responsibilities)),
      sha256: "00"
    )
  }

  /// A judge that was told what each check saw every 60 s, as letters, in the order of time.
  private func judge(_ agreement: Agreement, _ letters: [String]) throws -> Judge {
    var judge = Judge(agreements: [agreement])
    for (index, id) in Self.ids.prefix(letters.count).enumerated() {
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
    }
    let rows = letters.map(Array.init)
    for slot in rows[0].indices {
      for (index, row) in rows.enumerated() where row[slot] != " " {
        var next = sample(Int64(slot) * 60, row[slot])
        next.series = SeriesID(number: UInt32(index))
        judge.take(next)
      }
    }
    return judge
  }

  private func parts(_ count: Int) -> [Composition] { Self.ids.prefix(count).map { .check($0) } }

  private func standing(_ judge: Judge, _ objective: Int = 0, until end: Int64) -> Standing {
    judge.standing(of: judge.promises[objective], in: .fixed(span(0, end)), at: at(end))
  }

  /// Two outages of three samples each that share one: each instant counts once, in each bound.
  @Test(arguments: [
    ("all", 240, 300, 360), ("any", 0, 60, 120), ("one of two", 0, 60, 120),
  ])
  func `timelines are combined, not percentages`(
    rule: String,
    low: Int64,
    estimate: Int64,
    high: Int64
  ) throws {
    let composition: Composition =
      switch rule {
      case "all": .all(parts(2))
      case "any": .any(parts(2))
      default: .atLeast(1, parts(2))
      }
    let target = AvailabilityTerms(try percent("99"))
    let facts = try judge(
      agreement(composition, [.availability(target)]),
      ["GGBBBGGGGGG", "GGGGBBBGGGG"]
    )
    let found = standing(facts, until: 600)
    #expect(found.time.estimate == estimate * 1_000)
    #expect(found.time.low == low * 1_000)
    #expect(found.time.high == high * 1_000)
    #expect(found.time.unknown == 0)
  }

  @Test func `what is known of one check can be enough`() throws {
    let target = AvailabilityTerms(try percent("99"))
    let letters = ["GGGGG      ", "GGBBBBBBBGG"]
    let both = try judge(agreement(.all(parts(2)), [.availability(target)]), letters)
    let either = try judge(agreement(.any(parts(2)), [.availability(target)]), letters)
    // The first check is known until 330; the second is down from 90 until 510 by the estimate.
    #expect(standing(both, until: 600).time.estimate == 420_000)
    #expect(standing(both, until: 600).time.unknown == 90_000)
    #expect(standing(either, until: 600).time.estimate == 0)
    #expect(standing(either, until: 600).time.unknown == 180_000)
  }

  @Test func `an incident of several is one, and is over when no part can make it longer`() throws {
    let target = AvailabilityTerms(try percent("99"))
    let agreed = try agreement(.all(parts(2)), [.availability(target)])
    let key = ServiceKey(agreement: "acme", service: "shop")
    let during = try judge(agreed, ["GGBBBGGB", "GGGGGBBG"])
    let open = during.incidents(of: key)
    #expect(open.map(\.opened) == [at(120)])
    #expect(open.map(\.isOver) == [false])
    let after = try judge(agreed, ["GGBBBGGGGGG", "GGGGBBBGGGG"]).incidents(of: key)
    #expect(after.map(\.opened) == [at(120)])
    #expect(after.map(\.resolved) == [at(420)])
    #expect(after.first?.causes == [.connectTimeout: 6])
    let apart = try judge(agreed, ["GGBBGGGGGGG", "GGGGGGBBGGG"]).incidents(of: key)
    #expect(apart.map(\.opened) == [at(120), at(360)])
    let redundant = try judge(
      agreement(.any(parts(2)), [.availability(target)]),
      ["GGBBBBGGGGG", "GGGGBBBBGGG"]
    ).incidents(of: key)
    #expect(redundant.map(\.opened) == [at(240)])
    #expect(redundant.map(\.resolved) == [at(360)])
  }

  @Test func `its events are said once, with the check that made it fail`() throws {
    let target = AvailabilityTerms(try percent("99"))
    let agreed = try agreement(.any(parts(2)), [.availability(target)])
    let facts = try judge(agreed, ["GGBBBBGGGGG", "GGGGBBBBGGG"])
    var announcer = Announcer()
    let said = announcer.announce(facts, at: at(600)) { _ in [span(0, 600)] }
    let incidents = said.filter { $0.kind.rawValue.hasPrefix("incident") }
    #expect(incidents.map(\.kind) == [.incidentOpened, .incidentConfirmed, .incidentResolved])
    #expect(incidents.allSatisfy { $0.fields.contains(EventField("CHECK", "b")) })
    #expect(announcer.announce(facts, at: at(600)) { _ in [span(0, 600)] }.isEmpty)
  }

  @Test func `a failure that the customer answers for is unknown, for that agreement alone`() throws
  {
    let target = AvailabilityTerms(try percent("99"))
    let letters = ["GGBBBGG"]
    let ours = try agreement(
      .check(Self.ids[0]),
      [.availability(target), .requests(try percent("90"))],
      responsibilities: [ResponsibilityRule(.cause(.connectTimeout), .customer)]
    )
    let facts = try judge(ours, letters)
    let found = standing(facts, until: 360)
    #expect(found.time.estimate == 0)
    #expect(found.time.unknown == 150_000)
    #expect(standing(facts, 1, until: 360).latencies?.valid == 3)
    #expect(facts.incidents(of: ServiceKey(agreement: "acme", service: "shop")).isEmpty)
    // What the check saw is another matter.
    #expect(facts.incidents(of: Self.ids[0]).count == 1)
  }

  @Test func `samples of all checks count for a share of requests`() throws {
    let agreed = try agreement(.all(parts(2)), [.requests(try percent("90"))])
    let facts = try judge(agreed, ["GGBBGGGGGGG", "GGGGGGGGGGG"])
    let found = standing(facts, until: 600)
    #expect(found.latencies?.valid == 20)
    #expect(found.estimate == .share(Share(18, of: 20)))
    #expect(found.verdict == .met)
  }
}
