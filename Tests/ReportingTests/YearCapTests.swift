import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

/// What the cap of a calendar year leaves when another revision has come to hold in it.
@Suite struct YearCapTests {
  /// 1,200.00 € a month; 25 % for the ten hours that each of January and March is down, 300.00 €.
  private func agreement(
    revision: Int,
    from effective: String,
    yearCap: String?,
    currency: Currency = euro
  ) throws -> Agreement {
    let tiers = [CreditTier(below: try ClauseStory.percent("99"), credit: try percent("25"))]
    return Agreement(
      id: "acme-hosting",
      title: "Hosting of the shop",
      revision: revision,
      effective: try #require(CivilDate(effective)),
      language: .english,
      timeZone: "Europe/Paris",
      currency: currency,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: [
        Service(
          id: "storefront",
          description: "The shop answers",
          composition: .check(try #require(CheckID("www"))),
          fee: Fee(amount: try #require(Money("1200.00", currency)), per: .month)
        )
      ],
      objectives: [
        Objective(
          id: "availability",
          service: "storefront",
          indicator: .availability(AvailabilityTerms(try percent("99.9"))),
          window: .month
        )
      ],
      clauses: Clauses(
        credits: CreditClauses(
          rules: [CreditRule("availability", .tiers(tiers))],
          yearCap: try yearCap.map { try percent($0) }
        )
      ),
      sha256: "00"
    )
  }

  private func percent(_ text: String) throws -> Ratio { try ClauseStory.percent(text) }

  private func judge(_ agreement: Agreement) throws -> Judge {
    let check = try Story.check("www", interval: .minutes(10), timeout: .seconds(10))
    var story = Story(agreement, checks: [check], zones: ["Europe/Paris": try Story.paris()])
    var time = try Story.instant("2025-12-31T22:50:00Z")
    for outage in ["2026-01-10T00:00:00Z", "2026-03-10T00:00:00Z"] {
      let outage = try Story.instant(outage)
      story.tell(from: time, to: outage, Story.up)
      story.tell(from: outage, to: outage + .hours(10), Story.failed)
      time = outage + .hours(10)
    }
    story.tell(from: time, to: try Story.instant("2026-04-01T00:00:00Z"), Story.up)
    return story.judge
  }

  private func report(_ agreement: Agreement, after earlier: [Agreement] = []) throws -> Report {
    let zone = try Story.paris()
    let window = try #require(CivilWindow("2026-03"))
    return Report(
      on: agreement,
      by: try judge(agreement),
      over: .fixed(name: window.description, window.interval(in: zone)),
      at: try Story.instant("2026-04-10T08:00:00Z"),
      zone: zone,
      zoneVersion: "2025b",
      vantage: "par1",
      samples: 0,
      after: try earlier.map { EarlierRevision($0, by: try judge($0), in: zone) }
    )
  }

  @Test(
    arguments: [
      // Of twelve months' fees, 14,400.00 €: 720.00 €, of which January took 300.00.
      ("5", "420.00", "300.00"),
      // 432.00 €, of which 132.00 are left.
      ("3", "132.00", "132.00"),
    ]
  )
  func `a new revision keeps the year's fees, and what was given before it`(
    cap: String,
    room: String,
    amount: String
  ) throws {
    let first = try agreement(revision: 1, from: "2026-01-01", yearCap: "50")
    let second = try agreement(revision: 2, from: "2026-03-01", yearCap: cap)
    let credit = try #require(report(second, after: [first]).credits?.windows.first)
    #expect(credit.bounds.isCertain)
    #expect(credit.bounds.least.yearRoom?.money(euro)?.amount == room)
    #expect(credit.settled?.amount?.amount == amount)
  }

  @Test func `what began with the revision before is its own to the end`() throws {
    // March began with the first: of April on the second has given nothing, and March counts once.
    let first = try agreement(revision: 1, from: "2026-01-01", yearCap: "5")
    let second = try agreement(revision: 2, from: "2026-03-16", yearCap: "5")
    let zone = try Story.paris()
    let april = try #require(CivilWindow("2026-04"))
    let report = Report(
      on: second,
      by: try judge(second),
      over: .fixed(name: april.description, april.interval(in: zone)),
      at: try Story.instant("2026-05-10T08:00:00Z"),
      zone: zone,
      zoneVersion: "2025b",
      vantage: "par1",
      samples: 0,
      after: [EarlierRevision(first, by: try judge(first), in: zone)]
    )
    let credit = try #require(report.credits?.windows.first)
    // 720.00 € without the 300.00 of January and the 300.00 of March.
    #expect(credit.bounds.least.yearRoom?.money(euro)?.amount == "120.00")
    #expect(credit.bounds.most.yearRoom?.money(euro)?.amount == "120.00")
  }

  @Test func `a revision in another currency counts for nothing`() throws {
    let franc = try #require(Currency("CHF"))
    let first = try agreement(revision: 1, from: "2026-01-01", yearCap: "5", currency: franc)
    let second = try agreement(revision: 2, from: "2026-03-01", yearCap: "5")
    let credit = try #require(report(second, after: [first]).credits?.windows.first)
    // Of ten months' fees, 12,000.00 €.
    #expect(credit.bounds.least.yearRoom?.money(euro)?.amount == "600.00")
  }
}
