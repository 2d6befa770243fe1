import Accounting
import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@testable import Judging

/// Objectives on slots, and on how soon incidents are over or answered.
@Suite struct PromptnessTests {
  private func standing(
    _ indicator: Indicator,
    annotations: [RecordedAnnotation] = [],
    _ letters: String,
    until end: Int64? = nil
  ) throws -> Standing {
    let objective = Objective(id: "o", service: "shop", indicator: indicator, window: .month)
    var judge = Judge(agreements: [try agreement([objective])], annotations: annotations)
    judge.define(series, try definition())
    for sample in samples(letters) { judge.take(sample) }
    let end = end ?? Int64(letters.count - 1) * 60
    return judge.standing(of: judge.promises[0], in: .fixed(span(0, end)), at: at(end))
  }

  private func declared(
    _ kind: Annotation.Kind,
    at second: Int64,
    of reference: String,
    id: String
  ) -> RecordedAnnotation {
    RecordedAnnotation(
      id: id,
      recorded: at(second),
      annotation: Annotation(
        kind: kind,
        scope: .agreement("acme"),
        start: at(second),
        author: .provider,
        reason: "seen",
        reference: reference
      )
    )
  }

  /// Slots of two samples: the third has failed throughout, the fourth by half.
  @Test func `a slot is bad by the agreement's rule`() throws {
    let letters = "GGGGBBBGGGG"
    let all = SlotTerms(try percent("80"), length: .minutes(2))
    let throughout = try standing(.slots(all), letters)
    #expect(throughout.estimate == .share(Share(4, of: 5)))
    #expect(throughout.verdict == .met)
    let half = SlotTerms(try percent("80"), length: .minutes(2), errors: try percent("40"))
    #expect(try standing(.slots(half), letters).estimate == .share(Share(3, of: 5)))
    #expect(try standing(.slots(half), letters).verdict == .missed)
    let mean = try standing(.slotMean(all), letters)
    #expect(mean.estimate.number(decimals: 4) == "70.0000")
  }

  @Test func `an empty slot is what the agreement says`() throws {
    let letters = "GGGG  GGGGG"
    for (empty, verdict) in [
      (EmptySlot.unknown, Verdict.undetermined), (.good, .met), (.excluded, .met),
    ] {
      let terms = SlotTerms(try percent("95"), length: .minutes(2), empty: empty)
      #expect(try standing(.slots(terms), letters).verdict == verdict)
    }
  }

  /// Down from 120: for 2 min at least, 3 from the first failure to the first success, 4 at the most.
  @Test(
    arguments: [
      (240, .met, .ok), (239, .undetermined, .ok), (180, .undetermined, .ok),
      (179, .undetermined, .likelyBreached), (120, .undetermined, .likelyBreached),
      (119, .missed, .breached),
    ] as [(Int64, Verdict, ObjectiveState)]
  )
  func `an incident is over in time or late as far as its bounds tell`(
    within: Int64,
    verdict: Verdict,
    state: ObjectiveState
  ) throws {
    let terms = RestoreTerms(within: .seconds(within))
    let found = try standing(.restore(terms), "GGBBBGGGGG")
    #expect(found.verdict == verdict)
    #expect(found.state == state)
  }

  @Test func `an incident that lasts is late, or not yet`() throws {
    func restore(_ within: TimeAmount, _ letters: String) throws -> Standing {
      try standing(.restore(RestoreTerms(within: within)), letters)
    }
    #expect(try restore(.minutes(30), "GGGGGGGBBB").verdict == .undetermined)
    #expect(try restore(.minutes(2), "GGGGGGGBBB").exhaustion == at(7 * 60 + 120))
    #expect(try restore(.minutes(30), "GGGGGGGBBB").exhaustion == at(7 * 60 + 1_800))
    #expect(try restore(.minutes(1), "GGGGGGGBBB").verdict == .missed)
    // Without an incident the promise is kept.
    #expect(try restore(.minutes(1), "GGGGGGGGGG").verdict == .met)
  }

  /// It fails at 60, 120 and 180; then nothing is measured until it answers at 21,900.
  @Test func `time that nobody measured makes no incident late`() throws {
    let terms = RestoreTerms(within: .hours(4))
    let story = samples("GBBB") + samples("GG", from: 21_900)
    let facts = try judge(of: .restore(terms), story)
    let found = facts.standing(until: 21_960)
    #expect(found.verdict == .undetermined)
    #expect(found.spent.low == 0)
    #expect(found.estimate == .share(Share(1, of: 1)))
    let key = ServiceKey(agreement: "acme", service: "shop")
    let outage = try #require(
      facts.incidentOutages(of: key, in: span(0, 21_960), at: at(21_960)).first
    )
    #expect(outage.least.length == .seconds(120))
    // Until 270, where the last failure stops vouching.
    #expect(outage.estimate.length == .seconds(210))
    #expect(outage.most.length == .seconds(21_900))
    let lasting = IncidentLimit(atMost: 0, lasting: .hours(1))
    let counted = try judge(of: .incidents(lasting), story).standing(until: 21_960)
    #expect(counted.low == .count(0) && counted.estimate == .count(0))
    #expect(counted.verdict == .undetermined)
  }

  /// The first incident takes 2 to 4 min, the second 1 to 3.
  @Test func `a share of the incidents may be late`() throws {
    func half(_ within: TimeAmount) throws -> Standing {
      let terms = RestoreTerms(within: within, share: try percent("50"))
      return try standing(.restore(terms), "GGBBBGGBBGG")
    }
    #expect(try half(.minutes(3)).verdict == .met)
    #expect(try half(.minutes(3)).estimate == .share(Share(2, of: 2)))
    #expect(try half(.minutes(2)).verdict == .undetermined)
    #expect(try half(.minutes(2)).estimate == .share(Share(1, of: 2)))
  }

  @Test func `the clock of a ticket begins with it, and work is acknowledged`() throws {
    let id = IncidentFacts.id(agreement: "acme", service: "shop", opened: at(120))
    let ticket = declared(.ticket, at: 180, of: id, id: "aaaaaaaaaaaa")
    let begun = declared(.acknowledge, at: 270, of: "aaaaaaaaaaaa", id: "bbbbbbbbbbbb")
    let soon = Indicator.response(RestoreTerms(within: .seconds(90), from: .ticket))
    let letters = "GGBBBBBGGGG"
    #expect(try standing(soon, annotations: [ticket, begun], letters).verdict == .met)
    let sooner = Indicator.response(RestoreTerms(within: .seconds(80), from: .ticket))
    #expect(try standing(sooner, annotations: [ticket, begun], letters).verdict == .missed)
    // Without a ticket the clock never begins, and nothing counts.
    #expect(try standing(sooner, letters).low == .share(Share(0, of: 0)))
  }

  @Test func `incidents soon after each other are one`() throws {
    var parts = try agreement([
      Objective(
        id: "o",
        service: "shop",
        indicator: .incidents(IncidentLimit(atMost: 1)),
        window: .month
      )
    ])
    parts = Agreement(
      id: parts.id,
      title: parts.title,
      revision: 1,
      effective: parts.effective,
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: parts.parties,
      services: parts.services,
      objectives: parts.objectives,
      clauses: Clauses(incidents: IncidentRules(reopenWithin: .minutes(5))),
      sha256: "00"
    )
    var judge = Judge(agreements: [parts])
    judge.define(series, try definition())
    for sample in samples("GGBBGGBBGGGG") { judge.take(sample) }
    let found = judge.standing(of: judge.promises[0], in: .fixed(span(0, 660)), at: at(660))
    #expect(found.estimate == .count(1))
    #expect(judge.incidents(of: ServiceKey(agreement: "acme", service: "shop")).count == 2)
  }
}
