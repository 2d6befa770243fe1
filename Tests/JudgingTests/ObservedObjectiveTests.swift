import Accounting
import Agreement
import Chronology
import Events
import TestKit
import Testing

@testable import Judging

/// Objectives about what no probe sees.
@Suite struct ObservedObjectiveTests {
  /// 30 days that begin with the story.
  static let window = span(0, 2_592_000)

  static func agreement(
    _ indicator: Indicator,
    kind: ObservationFeed.Kind = .counts,
    hours: ServiceHours = .always,
    clauses: Clauses = Clauses()
  ) throws -> Agreement {
    Agreement(
      id: "acme",
      title: "Desk",
      revision: 1,
      effective: try #require(CivilDate("2020-01-01")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: [
        Service(
          id: "desk",
          description: "",
          observations: ObservationFeed(name: "calls", kind: kind),
          hours: hours
        )
      ],
      objectives: [Objective(id: "o", service: "desk", indicator: indicator, window: .month)],
      clauses: clauses,
      sha256: "00"
    )
  }

  static func ratio(_ target: String, _ uncovered: UncoveredRule = .ignore) throws -> Indicator {
    .ratio(RatioTerms(try percent(target), uncovered: uncovered))
  }

  static func counts(
    _ from: Int64,
    _ to: Int64,
    _ good: Int64,
    of valid: Int64,
    id: String? = nil
  ) -> RecordedObservations {
    batch(
      [
        ObservedEntry(
          id: id ?? "\(from)",
          interval: span(from, to),
          good: good,
          valid: valid
        )
      ],
      .counts
    )
  }

  static func batch(
    _ entries: [ObservedEntry],
    _ kind: ObservationFeed.Kind
  ) -> RecordedObservations {
    RecordedObservations(
      recorded: at(2_000_000),
      feed: ObservationFeed(name: "calls", kind: kind),
      source: "desk",
      author: .measurer,
      hash: Array(repeating: 1, count: 32),
      entries: entries
    )
  }

  private func standing(_ judge: Judge, at seconds: Int64 = 2_592_000) -> Standing {
    judge.standing(of: judge.promises[0], in: .fixed(Self.window), at: at(seconds))
  }

  private func judge(_ agreement: Agreement, _ observed: [RecordedObservations]) -> Judge {
    var judge = Judge(agreements: [agreement])
    for observations in observed { judge.take(observations) }
    return judge
  }

  @Test(
    arguments: [
      (42, 50, "84", Verdict.met), (41, 50, "84", .missed), (999, 1_000, "99.9", .met),
      (998, 999, "99.9", .missed), (0, 0, "80", .undetermined), (50, 50, "100", .met),
      (999_999_999_999, 1_000_000_000_000, "99.9999999", .met),
      (999_998_999_999, 1_000_000_000_000, "99.9999", .missed),
    ] as [(Int64, Int64, String, Verdict)]
  )
  func `a share of counts is compared exactly`(
    good: Int64,
    valid: Int64,
    target: String,
    verdict: Verdict
  ) throws {
    let found = standing(
      judge(try Self.agreement(Self.ratio(target)), [Self.counts(0, 86_400, good, of: valid)])
    )
    #expect(found.verdict == verdict && found.proved == verdict)
    #expect(found.low == found.estimate && found.estimate == found.high)
    #expect(found.estimate == .share(Share(good, of: valid)))
    #expect(found.isClaimable == (valid > 0))
    #expect(found.budget.whole == valid && found.spent.estimate == valid - good)
  }

  @Test func `durations are good within the limit, and a percentile is that share`() throws {
    let limit = DurationLimit(within: .minutes(3), share: try percent("80"))
    let entries = [60, 120, 180, 181, 30].enumerated().map { index, seconds in
      let start = Int64(index) * 600
      return ObservedEntry(id: "\(index)", interval: span(start, start + Int64(seconds)))
    }
    let share = judge(
      try Self.agreement(.duration(limit), kind: .durations),
      [Self.batch(entries, .durations)]
    )
    #expect(standing(share).estimate == .share(Share(4, of: 5)))
    #expect(standing(share).verdict == .met)
    let percentile = DurationLimit(
      within: .minutes(3),
      share: try percent("90"),
      isPercentile: true
    )
    let missed = judge(
      try Self.agreement(.duration(percentile), kind: .durations),
      [Self.batch(entries, .durations)]
    )
    #expect(standing(missed).verdict == .missed)
    let value = missed.observedPercentile(of: missed.promises[0], standing(missed))
    #expect(value == .seconds(181))
    #expect(share.observedPercentile(of: share.promises[0], standing(share)) == nil)
  }

  @Test func `where counts are asked of all time, a hole leaves everything open`() throws {
    let agreement = try Self.agreement(Self.ratio("80", .unknown))
    let half = Self.counts(0, 1_296_000, 50, of: 50)
    let open = standing(judge(agreement, [half]))
    #expect(open.verdict == .undetermined && open.proved == .undetermined)
    #expect(open.low == .share(Share(0, of: 1)) && open.high == .share(Share(1, of: 1)))
    #expect(open.estimate == .share(Share(50, of: 50)))
    #expect(open.coverage == Share(1_296_000_000, of: 2_592_000_000) && !open.isClaimable)
    #expect(open.time.unknown == 1_296_000_000)
    let whole = standing(judge(agreement, [half, Self.counts(1_296_000, 2_592_000, 0, of: 1)]))
    #expect(whole.verdict == .met && whole.low == whole.high && whole.isClaimable)
    #expect(whole.time.unknown == 0)
    // By the rule for ties the estimate prevails, if enough is known.
    let clauses = Clauses(
      measurement: MeasurementClause(minimumCoverage: try percent("50"), tie: .estimate)
    )
    let tied = standing(
      judge(try Self.agreement(Self.ratio("80", .unknown), clauses: clauses), [half])
    )
    #expect(tied.verdict == .met && tied.proved == .undetermined)
  }

  @Test func `no breach is certain until no more facts may come`() throws {
    let agreement = try Self.agreement(Self.ratio("80"))
    var judge = judge(agreement, [Self.counts(0, 86_400, 1, of: 50)])
    let open = standing(judge, at: 90_000)
    #expect(open.state == .likelyBreached && !open.isClosed && open.verdict == .missed)
    #expect(open.judged == span(0, 90_000))
    let ended = standing(judge, at: 2_592_000 + 72 * 3_600 - 1)
    #expect(ended.state == .likelyBreached && !ended.isClosed)
    let closed = standing(judge, at: 2_592_000 + 72 * 3_600)
    #expect(closed.state == .breached && closed.isClosed)
    judge.take(Self.counts(0, 86_400, 50, of: 50))
    #expect(standing(judge, at: 3_000_000).state == .ok)
  }

  @Test func `a correction takes the place of what it corrects`() throws {
    let agreement = try Self.agreement(Self.ratio("80"))
    let wrong = Self.counts(0, 86_400, 4, of: 50, id: "day 1")
    let right = Self.counts(0, 86_400, 42, of: 50, id: "day 1")
    let found = standing(judge(agreement, [wrong, right]))
    #expect(found.estimate == .share(Share(42, of: 50)))
    #expect(found.observed?.corrected == 1 && found.observed?.entries == 1)
  }

  @Test func `what is excluded doesn't count, and disputed figures stand beside`() throws {
    let declared = RecordedAnnotation(
      id: "000000000001",
      recorded: at(0),
      annotation: Annotation(
        kind: .forceMajeure,
        scope: .service(agreement: "acme", service: "desk"),
        start: at(86_400),
        end: at(172_800),
        author: .provider,
        reason: "flood"
      )
    )
    func found(_ clause: DeclarationClause) throws -> Standing {
      let clauses = Clauses(exclusions: ExclusionClauses(declared: [.forceMajeure: clause]))
      var judge = Judge(
        agreements: [try Self.agreement(Self.ratio("80"), clauses: clauses)],
        annotations: [declared]
      )
      judge.take(Self.counts(0, 86_400, 9, of: 10))
      judge.take(Self.counts(86_400, 172_800, 1, of: 10))
      return standing(judge)
    }
    let accepted = try found(DeclarationClause(declaredBy: [.provider]))
    #expect(accepted.estimate == .share(Share(9, of: 10)) && accepted.observed?.leftOut == 1)
    #expect(accepted.disputed == nil && accepted.verdict == .met)
    let claimed = try found(
      DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer])
    )
    #expect(claimed.estimate == .share(Share(10, of: 20)) && claimed.verdict == .missed)
    #expect(claimed.disputed?.estimate == .share(Share(9, of: 10)))
    #expect(claimed.disputed?.verdict == .met)
  }

  @Test func `what is let go of changes no later window, and other names are passed over`() throws {
    let agreement = try Self.agreement(Self.ratio("80"))
    var whole = judge(agreement, [])
    for day in 0..<60 {
      whole.take(Self.counts(Int64(day) * 86_400, Int64(day + 1) * 86_400, Int64(day), of: 60))
    }
    var other = Self.counts(0, 86_400, 0, of: 1_000)
    other.feed = ObservationFeed(name: "mails", kind: .counts)
    whole.take(other)
    var forgetful = whole
    forgetful.forget(before: at(2_592_000))
    let later = Window.fixed(span(2_592_000, 5_184_000))
    let promise = whole.promises[0]
    #expect(
      forgetful.standing(of: promise, in: later, at: at(5_184_000))
        == whole.standing(of: promise, in: later, at: at(5_184_000))
    )
    #expect(standing(forgetful).observed?.entries == 0)
    #expect(standing(whole).observed?.entries == 30)
  }

  @Test func `counts that reach into a later window are kept for it`() throws {
    let agreement = try Self.agreement(Self.ratio("80", .unknown))
    var whole = judge(
      agreement,
      [Self.counts(0, 5_184_000, 9, of: 10), Self.counts(5_184_000, 7_776_000, 9, of: 10)]
    )
    whole.take(Self.counts(-86_400, 0, 1, of: 1))
    var forgetful = whole
    forgetful.forget(before: at(2_592_000))
    for start in [2_592_000, 5_184_000] as [Int64] {
      let window = Window.fixed(span(start, start + 2_592_000))
      let found = forgetful.standing(of: whole.promises[0], in: window, at: at(9_000_000))
      #expect(found == whole.standing(of: whole.promises[0], in: window, at: at(9_000_000)))
      #expect(found.coverage == Share(2_592_000_000, of: 2_592_000_000))
    }
  }

  @Test func `budget, risk, breach and end are said as of other objectives, each once`() throws {
    var judge = judge(try Self.agreement(Self.ratio("80")), [])
    var announcer = Announcer()
    func say(_ seconds: Int64) -> [String] {
      announcer.announce(judge, at: at(seconds)) { _ in [Self.window] }.map { event in
        event.kind == .budgetThreshold
          ? "\(event.kind.rawValue) \(event.fields.last?.value ?? "")" : event.kind.rawValue
      }
    }
    #expect(say(1) == [])
    judge.take(Self.counts(0, 86_400, 45, of: 50))
    #expect(say(86_400) == ["budget.threshold 50"])
    judge.take(Self.counts(86_400, 172_800, 30, of: 50))
    #expect(
      say(172_800)
        == [
          "objective.at-risk", "budget.threshold 75", "budget.threshold 90", "budget.threshold 100",
        ]
    )
    #expect(say(172_801) == [])
    #expect(say(2_592_000 + 72 * 3_600) == ["objective.breached", "objective.closed"])
    #expect(say(2_592_000 + 72 * 3_601) == [])
  }
}
