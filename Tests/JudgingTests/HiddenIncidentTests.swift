import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// What nobody measured proves no promise on incidents kept, and none broken.
@Suite struct HiddenIncidentTests {
  private static let month: Int64 = 31 * 86_400

  /// 44,641 answers a minute apart are missing; each incident takes two failures and two successes, and
  /// the first and the last may each borrow one failure: (44,641 + 2 + 2) ÷ 4.
  @Test func `a month of which nothing was measured may hide as many incidents as fit`() throws {
    let facts = try judge(of: .incidents(IncidentLimit(atMost: 1)), [])
    let found = facts.standing(until: Self.month)
    #expect(found.low == .count(0))
    #expect(found.high == .count(11_161))
    #expect(found.verdict == .undetermined)
    // Each of a day: 31.
    let long = try judge(of: .incidents(IncidentLimit(atMost: 30, lasting: .days(1))), [])
    #expect(long.standing(until: Self.month).high == .count(31))
    #expect(long.standing(until: Self.month).verdict == .undetermined)
  }

  /// 744 h hide 185 incidents of more than 4 h.
  @Test func `it may hide late ones too`() throws {
    for indicator in [
      Indicator.restore(RestoreTerms(within: .hours(4))),
      .response(RestoreTerms(within: .hours(4), from: .confirmed)),
    ] {
      let found = try judge(of: indicator, []).standing(until: Self.month)
      #expect(found.low == .share(Share(0, of: 185)))
      #expect(found.verdict == .undetermined)
      #expect(found.state == .ok)
    }
    let ticket = Indicator.restore(RestoreTerms(within: .hours(4), from: .ticket))
    #expect(try judge(of: ticket, []).standing(until: Self.month).verdict == .met)
  }

  /// Unknown from 390 to 540: three answers, one incident.
  @Test func `a short stretch hides one, and none that is longer than it`() throws {
    func restore(_ within: TimeAmount) throws -> Standing {
      try judge(of: .restore(RestoreTerms(within: within)), samples("GGGGGG   GG")).standing(
        until: 600
      )
    }
    #expect(try restore(.seconds(150)).verdict == .met)
    #expect(try restore(.seconds(149)).verdict == .undetermined)
    #expect(try restore(.seconds(149)).low == .share(Share(0, of: 1)))
  }

  @Test func `nothing that counts is hidden in excluded time or outside the hours`() throws {
    let limit = Indicator.incidents(IncidentLimit(atMost: 0))
    let letters = "GGGGGG   GG"
    let excluded = try judge(
      of: limit,
      clauses: excluding(),
      annotations: [fault(360, 560)],
      samples(letters)
    )
    #expect(excluded.standing(until: 600).verdict == .met)
    let hours = try judge(of: limit, hours: daily(370, 379), samples(letters))
    #expect(hours.standing(until: 600).verdict == .met)
    let during = try judge(of: limit, hours: daily(370, 382), samples(letters))
    #expect(during.standing(until: 600).verdict == .undetermined)
  }

  @Test func `an incident of which exclusions leave nothing counts nowhere`() throws {
    let indicators: [Indicator] = [
      .incidents(IncidentLimit(atMost: 0)), .restore(RestoreTerms(within: .seconds(1))),
      .response(RestoreTerms(within: .seconds(1))),
    ]
    for indicator in indicators {
      let whole = try judge(
        of: indicator,
        clauses: excluding(),
        annotations: [fault(60, 300)],
        samples("GGBBBGGGG")
      )
      #expect(whole.standing(until: 480).verdict == .met, "\(indicator)")
      let part = try judge(
        of: indicator,
        clauses: excluding(),
        annotations: [fault(60, 200)],
        samples("GGBBBGGGG")
      )
      #expect(part.standing(until: 480).verdict == .missed, "\(indicator)")
      let outside = try judge(of: indicator, hours: daily(380, 400), samples("GGBBBGGGG"))
      #expect(outside.standing(until: 480).verdict == .met, "\(indicator)")
    }
  }

  /// It fails at 120 to 240; the exclusion ends at 270, after the last failure and before the success.
  @Test func `one that may have gone on into time that counts is uncertain`() throws {
    let facts = try judge(
      of: .incidents(IncidentLimit(atMost: 0)),
      clauses: excluding(),
      annotations: [fault(60, 270)],
      samples("GGBBBGGGG")
    )
    let found = facts.standing(until: 480)
    #expect(found.low == .count(0))
    #expect(found.high == .count(1))
    #expect(found.verdict == .undetermined)
  }

  /// The clock of a promise to restore stands still for no other exclusion than a suspension.
  @Test func `an exclusion of a part stops no clock`() throws {
    let facts = try judge(
      of: .restore(RestoreTerms(within: .seconds(119))),
      clauses: excluding(),
      annotations: [fault(120, 200)],
      samples("GGBBBGGGG")
    )
    #expect(facts.standing(until: 480).verdict == .missed)
  }
}
