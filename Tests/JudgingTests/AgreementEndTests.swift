import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// Nothing after an agreement's end is judged, and nothing is said of it.
@Suite struct AgreementEndTests {
  /// The agreement ends with 2026-02-25, 64,000 s into the story; it fails from 64,800 on.
  private func judge(_ indicator: Indicator, over window: WindowRule, until: String) throws -> Judge
  {
    let letters =
      String(repeating: "G", count: 80) + String(repeating: "B", count: 10)
      + String(repeating: "G", count: 11)
    let last = try #require(CivilDate(until))
    return try JudgingTests.judge(
      of: indicator,
      over: window,
      clauses: Clauses(until: last),
      samples(letters, from: 60_000)
    )
  }

  @Test(arguments: [
    Indicator.downtime(.minutes(1)), .incidents(IncidentLimit(atMost: 0)),
    .longestOutage(.minutes(1)), .restore(RestoreTerms(within: .minutes(1))),
  ])
  func `a rolling window ends with the agreement`(indicator: Indicator) throws {
    let window = WindowRule.rolling(.minutes(60))
    let facts = try judge(indicator, over: window, until: "2026-02-25")
    let found = facts.standing(of: facts.promises[0], in: .rolling(.minutes(60)), at: at(66_000))
    #expect(found.judged == span(60_400, 64_000))
    #expect(found.verdict == .met)
    #expect(found.state == .ok)
    var announcer = Announcer()
    #expect(announcer.announce(facts, at: at(66_000), windows: { _ in [] }).isEmpty)
    let longer = try judge(indicator, over: window, until: "2026-02-26")
    let later = longer.standing(of: longer.promises[0], in: .rolling(.minutes(60)), at: at(66_000))
    #expect(later.verdict == .missed)
    #expect(!announcer.announce(longer, at: at(66_000), windows: { _ in [] }).isEmpty)
  }

  @Test func `a calendar window after the end is said nothing of`() throws {
    let indicator = Indicator.downtime(.minutes(1))
    let ended = try judge(indicator, over: .day, until: "2026-02-25")
    let next = [span(64_000, 66_000)]
    var announcer = Announcer()
    #expect(announcer.announce(ended, at: at(66_000), windows: { _ in next }).isEmpty)
  }
}
