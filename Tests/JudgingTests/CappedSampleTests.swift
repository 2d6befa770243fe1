import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// A cap that counts downtime binds every kind of promise.
@Suite struct CappedSampleTests {
  /// Work from 120 s to 300 s, of which two minutes of downtime a day may be excluded; the estimate of the
  /// downtime is 90 s to 270 s, so that there is no room after 240 s.
  private func standing(_ indicator: Indicator) throws -> Standing {
    let cap = MaintenanceCap(.minutes(2), per: .day, counts: .downtime)
    let agreement = Agreement(
      id: "acme",
      title: "Shop",
      revision: 1,
      effective: try #require(CivilDate("2020-01-01")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: [Service(id: "shop", description: "", composition: .check(try storefront))],
      objectives: [Objective(id: "o", service: "shop", indicator: indicator, window: .day)],
      clauses: Clauses(
        exclusions: ExclusionClauses(maintenance: MaintenanceClause(notice: .hours(72), cap: cap))
      ),
      sha256: "00"
    )
    let work = RecordedAnnotation(
      id: "000000000001",
      recorded: at(-300_000),
      annotation: Annotation(
        kind: .maintenance,
        scope: .service(agreement: "acme", service: "shop"),
        start: at(120),
        end: at(300),
        noticed: at(-300_005),
        author: .provider,
        reason: "an update"
      )
    )
    let cuts = [at(0), at(240), at(600)]
    var judge = Judge(agreements: [agreement], annotations: [work], cuts: cuts)
    judge.define(series, try definition())
    for sample in samples("GGBBBGGGGGG") { judge.take(sample) }
    return judge.standing(of: judge.promises[0], in: .fixed(span(0, 600)), at: at(600))
  }

  @Test func `of requests those beyond the cap fail`() throws {
    // Ten samples begin in the window; those of 120 s and 180 s are excluded, that of 240 s is bad.
    let found = try standing(.requests(try percent("99.9")))
    #expect(found.latencies?.valid == 8)
    #expect(found.latencies?.good == 7)
    #expect(found.verdict == .missed)
  }

  @Test func `of slots those beyond the cap are bad`() throws {
    // Ten minutes, of which the third and the fourth are excluded.
    let terms = SlotTerms(try percent("99.9"), length: .minutes(1))
    let found = try standing(.slots(terms))
    #expect(found.budget.whole == 8)
    #expect(found.spent.low == 1)
    #expect(found.verdict == .missed)
    let mean = try standing(.slotMean(terms))
    #expect(mean.estimate.number(decimals: 3) == "87.500")
  }

  @Test func `of the time it is what is left beyond the cap`() throws {
    // 30 s before the work, 30 s beyond the cap.
    #expect(try standing(.downtime(.minutes(1))).spent.estimate == 60_000)
  }
}
