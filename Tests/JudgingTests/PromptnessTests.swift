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

  @Test func `an incident is over in time, late, or not over`() throws {
    func restore(_ within: TimeAmount, _ letters: String) throws -> Standing {
      try standing(.restore(RestoreTerms(within: within)), letters)
    }
    #expect(try restore(.minutes(3), "GGBBBGGGGG").verdict == .met)
    #expect(try restore(.minutes(2), "GGBBBGGGGG").verdict == .missed)
    #expect(try restore(.minutes(30), "GGGGGGGBBB").verdict == .undetermined)
    #expect(try restore(.minutes(30), "GGGGGGGBBB").exhaustion == at(7 * 60 + 1_800))
    #expect(try restore(.minutes(1), "GGGGGGGBBB").verdict == .missed)
    // Without an incident the promise is kept.
    #expect(try restore(.minutes(1), "GGGGGGGGGG").verdict == .met)
  }

  @Test func `a share of the incidents may be late`() throws {
    let half = RestoreTerms(within: .minutes(2), share: try percent("50"))
    let found = try standing(.restore(half), "GGBBBGGBBGG")
    #expect(found.estimate == .share(Share(1, of: 2)))
    #expect(found.verdict == .met)
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
