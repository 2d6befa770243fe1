import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// Each objective may say what a failure counts as, whoever answers for it.
@Suite struct CauseRuleTests {
  private func objective(_ id: String, _ causes: [CauseRule]) throws -> Objective {
    Objective(
      id: id,
      service: "shop",
      indicator: .availability(AvailabilityTerms(try percent("99"))),
      window: .day,
      causes: causes
    )
  }

  /// Ten minutes of too many requests among half an hour of good answers, and five of refusals with 401.
  private func judge(_ objectives: [Objective], _ responsibilities: Responsibilities) throws
    -> Judge
  {
    let plain = try agreement(objectives)
    let agreement = Agreement(
      id: plain.id,
      title: plain.title,
      revision: plain.revision,
      effective: plain.effective,
      language: plain.language,
      timeZone: plain.timeZone,
      currency: plain.currency,
      parties: plain.parties,
      services: plain.services,
      objectives: plain.objectives,
      clauses: Clauses(responsibilities: responsibilities),
      sha256: plain.sha256
    )
    var judge = Judge(agreements: [agreement])
    judge.define(series, try definition())
    for minute in 0..<45 as Range<Int64> {
      var next = sample(
        minute * 60,
        (10..<20).contains(minute) || (30..<35).contains(minute) ? "B" : "G"
      )
      if next.outcome == .down {
        next.cause = minute < 20 ? .http429 : .http4xx
        next.status = minute < 20 ? 429 : 401
      }
      judge.take(next)
    }
    return judge
  }

  private func times(_ judge: Judge) -> [[Int64]] {
    judge.promises.map { promise in
      let time = judge.standing(of: promise, in: .fixed(span(0, 2_640)), at: at(2_641)).time
      return [time.estimate, time.unknown].map { $0 / 60_000 }
    }
  }

  @Test func `a failure is good, bad or void by the objective, and else by who answers`() throws {
    let limit = NamedFailure.cause(.http429)
    let facts = try judge(
      [
        try objective("plain", []),
        try objective("strict", [CauseRule(limit, .bad)]),
        try objective("kind", [CauseRule(limit, .good), CauseRule(.status(401), .void)]),
        try objective("same", [CauseRule(limit, .bad)]),
      ],
      Responsibilities([ResponsibilityRule(limit, .customer)])
    )
    let found = times(facts)
    // What the customer answers for is unknown but for the half minute that its neighbours vouch for.
    #expect(found[0][0] == 5 && found[0][1] > 8)
    #expect(found[1] == [15, 0] && found[3] == found[1])
    #expect(found[2][0] == 0 && found[2][1] > 3 && found[2][1] < 6)
    // The service has one incident, that for which the provider answers.
    let key = ServiceKey(agreement: "acme", service: "shop")
    #expect(facts.incidentSpans(of: key).count == 1)
    #expect(facts.services.count == 1)
  }

  @Test func `an exact status goes before its cause`() throws {
    let facts = try judge(
      [
        try objective(
          "o",
          [
            CauseRule(.cause(.http4xx), .good), CauseRule(.status(401), .bad),
            CauseRule(.cause(.http429), .good),
          ]
        )
      ],
      Responsibilities()
    )
    #expect(times(facts) == [[5, 0]])
  }

  @Test func `a moment and an account are the objective's own`() throws {
    let facts = try judge(
      [try objective("bad", []), try objective("good", [CauseRule(.cause(.http429), .good)])],
      Responsibilities()
    )
    let levels = facts.promises.map { facts.composition(of: $0, at: at(15 * 60)).first?.level }
    #expect(levels == [.proved, .up])
    let sums = facts.promises.map { promise in
      facts.account(of: promise, in: .fixed(span(0, 2_640)), at: at(2_641))?.sums.estimate
    }
    #expect(sums == [900_000, 300_000])
  }
}
