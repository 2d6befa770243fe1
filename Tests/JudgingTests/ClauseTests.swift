import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// What an agreement's clauses make of the same samples.
@Suite struct ClauseTests {
  private static let day = Interval(
    Instant(seconds: 1_771_977_600),
    Instant(seconds: 1_772_064_000)
  )

  private func judge(
    _ terms: AvailabilityTerms,
    _ clauses: Clauses = Clauses(),
    hours: ServiceHours = .always,
    annotations: [RecordedAnnotation] = [],
    _ letters: String
  ) throws -> Judge {
    let agreement = Agreement(
      id: "acme",
      title: "Shop",
      revision: 1,
      effective: try #require(CivilDate("2020-01-01")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: [
        Service(id: "shop", description: "", composition: .check(try storefront), hours: hours)
      ],
      objectives: [
        Objective(id: "o", service: "shop", indicator: .availability(terms), window: .day)
      ],
      clauses: clauses,
      sha256: "00"
    )
    var judge = Judge(agreements: [agreement], annotations: annotations)
    judge.define(series, try definition())
    for sample in samples(letters) { judge.take(sample) }
    return judge
  }

  /// Six hours and forty minutes into the day, when the story begins, until it ends.
  private func standing(_ judge: Judge, _ end: Int64) -> Standing {
    judge.standing(of: judge.promises[0], in: .fixed(span(0, end)), at: at(end))
  }

  private func maintenance(
    _ start: Int64,
    _ end: Int64,
    noticed: Int64,
    by author: Annotation.Author = .provider
  ) -> RecordedAnnotation {
    RecordedAnnotation(
      id: "00000000000\(start)",
      recorded: at(noticed + 5),
      annotation: Annotation(
        kind: .maintenance,
        scope: .service(agreement: "acme", service: "shop"),
        start: at(start),
        end: at(end),
        noticed: at(noticed),
        author: author,
        reason: "an update"
      )
    )
  }

  private func clauses(_ mode: ExclusionMode = .remove, tie: TieRule = .jointReview) -> Clauses {
    Clauses(
      exclusions: ExclusionClauses(
        maintenance: MaintenanceClause(notice: .hours(72), mode: mode)
      ),
      measurement: MeasurementClause(tie: tie)
    )
  }

  @Test func `only the hours of service count`() throws {
    // The story begins at 06:13:20; the service from 06:15 to 06:20.
    let hours = WeeklyHours([DayHours(weekdays: Array(1...7), from: 375, to: 380)])
    let terms = AvailabilityTerms(try percent("50"))
    let found = standing(try judge(terms, hours: .weekly(hours), "GGGBBGGGGGG"), 600)
    #expect(found.time.service == 300_000)
    #expect(found.time.elapsed == 300_000)
    #expect(found.time.estimate == 120_000)
    #expect(found.estimate == .share(Share(180_000, of: 300_000)))
    #expect(found.budget.whole == 300_000)
  }

  @Test(arguments: [
    (ExclusionMode.remove, Int64(420), Share(420_000, of: 420_000)),
    (.available, 600, Share(600_000, of: 600_000)),
  ])
  func `maintenance in time doesn't count`(
    mode: ExclusionMode,
    eligible: Int64,
    share: Share
  ) throws {
    let planned = maintenance(120, 300, noticed: -300_000)
    let facts = try judge(
      AvailabilityTerms(try percent("99")),
      clauses(mode),
      annotations: [planned],
      "GGGBBGGGGGG"
    )
    let found = standing(facts, 600)
    #expect(found.time.elapsed == eligible * 1_000)
    #expect(found.time.excluded == 180_000)
    #expect(found.time.estimate == 0)
    #expect(
      found.time.up + found.time.estimate + found.time.unknown + found.time.excluded
        == found.time.service
    )
    #expect(found.estimate == .share(share))
    #expect(found.verdict == .met)
    #expect(found.disputed == nil)
  }

  @Test func `maintenance of which notice came late counts`() throws {
    let late = maintenance(120, 300, noticed: -1_000)
    let facts = try judge(
      AvailabilityTerms(try percent("99")),
      clauses(),
      annotations: [late],
      "GGGBBGGGGGG"
    )
    #expect(standing(facts, 600).time.estimate == 120_000)
    #expect(standing(facts, 600).time.excluded == 0)
  }

  @Test func `what is claimed is told beside, and counts until it is accepted`() throws {
    let clause = DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer])
    let claimed = RecordedAnnotation(
      id: "aaaaaaaaaaaa",
      recorded: at(700),
      annotation: Annotation(
        kind: .forceMajeure,
        scope: .agreement("acme"),
        start: at(90),
        end: at(400),
        author: .provider,
        reason: "a flood"
      )
    )
    let accepted = RecordedAnnotation(
      id: "bbbbbbbbbbbb",
      recorded: at(800),
      annotation: Annotation(
        kind: .accept,
        scope: .agreement("acme"),
        start: at(800),
        author: .customer,
        reason: "agreed",
        reference: "aaaaaaaaaaaa"
      )
    )
    let clauses = Clauses(exclusions: ExclusionClauses(declared: [.forceMajeure: clause]))
    let terms = AvailabilityTerms(try percent("99"))
    let before = standing(
      try judge(terms, clauses, annotations: [claimed], "GGGBBGGGGGG"),
      600
    )
    #expect(before.time.estimate == 120_000)
    #expect(before.verdict == .missed)
    #expect(before.disputed?.time.estimate == 0)
    #expect(before.disputed?.verdict == .met)
    let after = standing(
      try judge(terms, clauses, annotations: [claimed, accepted], "GGGBBGGGGGG"),
      600
    )
    #expect(after.time.estimate == 0)
    #expect(after.disputed == nil)
  }

  @Test func `outages below the floor don't count, nor do failures nobody confirmed`() throws {
    let letters = "GGGBGGGBBBGG"
    let floor = AvailabilityTerms(try percent("99"), floor: OutageFloor(.minutes(2)))
    #expect(standing(try judge(floor, Clauses(), letters), 660).time.estimate == 180_000)
    let ignore = AvailabilityTerms(try percent("99"), unconfirmed: .ignore)
    let found = standing(try judge(ignore, Clauses(), letters), 660)
    #expect(found.time.estimate == 180_000)
    #expect(found.time.low == 120_000)
    #expect(found.time.high == 360_000)
  }

  @Test(arguments: [
    (TieRule.jointReview, Verdict.undetermined), (.provider, .met), (.customer, .missed),
    (.estimate, .missed),
  ])
  func `who prevails where neither is proved is agreed`(tie: TieRule, verdict: Verdict) throws {
    // Down 60 s at least, 120 s by the estimate, 180 s at the most, of 600; a budget of 90 s.
    let facts = try judge(
      AvailabilityTerms(try percent("85")),
      clauses(tie: tie),
      "GGGBBGGGGGG"
    )
    let found = standing(facts, 600)
    #expect(found.proved == .undetermined)
    #expect(found.verdict == verdict)
  }

  @Test func `a part of a window is that of its agreement's clause`() throws {
    let terms = AvailabilityTerms(try percent("99"))
    let until = try #require(CivilDate("2026-02-24"))
    for (partial, elapsed) in [
      (PartialWindow.prorate, Int64(0)), (.deemAvailable, 600_000), (.skip, 0),
    ] {
      let clauses = Clauses(until: until, partial: partial)
      let found = standing(try judge(terms, clauses, "GGGBBGGGGGG"), 600)
      #expect(found.time.elapsed == elapsed, "\(partial)")
    }
  }
}
