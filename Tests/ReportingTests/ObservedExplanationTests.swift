import Accounting
import Agreement
import Chronology
import Judging
import Sampling
import TestKit
import Testing

@testable import Reporting

/// Where the figures of objectives come from that are about what is observed outside.
@Suite struct ObservedExplanationTests {
  private static let start = Instant(seconds: 1_772_323_200)
  private static let month = Interval(start, start + .days(31))
  private static let now = start + .days(40)

  private static func agreement(_ language: Language) throws -> Agreement {
    let weekly = WeeklyHours([DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200)])
    return try ObservedDesk.agreement(
      [ObservedDesk.contacts(), ObservedDesk.answers(in: .weekly(weekly))],
      [
        Objective(
          id: "helped",
          service: "contacts",
          indicator: .ratio(RatioTerms(try ClauseStory.percent("80"), uncovered: .unknown)),
          window: .month
        ),
        Objective(
          id: "fast",
          service: "answers",
          indicator: .duration(
            DurationLimit(within: .minutes(3), share: try ClauseStory.percent("90"))
          ),
          window: .month
        ),
      ],
      language,
      Clauses(
        exclusions: ExclusionClauses(
          declared: [.forceMajeure: DeclarationClause(declaredBy: [.provider])]
        )
      )
    )
  }

  private static func given(
    _ name: String,
    _ kind: ObservationFeed.Kind,
    _ entries: [ObservedEntry]
  ) -> RecordedObservations {
    RecordedObservations(
      recorded: month.end + .hours(1),
      feed: ObservationFeed(name: name, kind: kind),
      source: "ticket \u{1B}[31msystem",
      author: .measurer,
      hash: Array(repeating: 0, count: 32),
      entries: entries
    )
  }

  private static func day(_ number: Int64, _ good: Int64) -> ObservedEntry {
    let begun = start + .days(number)
    return ObservedEntry(
      id: "day \(number)",
      interval: Interval(begun, begun + .days(1)),
      good: good,
      valid: 50
    )
  }

  private static func call(_ id: String, _ begun: Instant, _ length: TimeAmount) -> ObservedEntry {
    ObservedEntry(id: id, interval: Interval(begun, begun + length))
  }

  private static func explained(_ language: Language) throws -> (Report, [ExplainedObjective]) {
    let agreement = try agreement(language)
    let flood = RecordedAnnotation(
      id: "cccccccccccc",
      recorded: start + .days(6),
      annotation: Annotation(
        kind: .forceMajeure,
        scope: .service(agreement: "desk", service: "contacts"),
        start: start + .days(4),
        end: start + .days(5),
        author: .provider,
        reason: "flood"
      )
    )
    var judge = Judge(agreements: [agreement], annotations: [flood])
    judge.take(given("first-contact", .counts, [day(2, 1), day(3, 40), day(4, 0)]))
    judge.take(given("first-contact", .counts, [day(2, 42)]))
    // Monday 2 March at 9:00, 9:10, and Sunday at 9:00, when the desk is closed.
    let monday = start + .hours(33)
    judge.take(
      given(
        "answer-time",
        .durations,
        [
          call("a", monday, .minutes(3)), call("b", monday + .minutes(10), .milliseconds(180_001)),
          call("c", monday - .days(1), .minutes(1)),
        ]
      )
    )
    let report = Report(
      on: agreement,
      by: judge,
      over: .fixed(name: "2026-03", month),
      at: now,
      zone: .utc,
      zoneVersion: "2025b",
      vantage: "here"
    )
    let parts = try judge.promises.map { promise in
      let account = try #require(judge.account(of: promise, in: .fixed(month), at: now))
      let result = try #require(report.results.first { $0.objective == promise.objective })
      return ExplainedObjective(
        result,
        account,
        evidence: [],
        entries: judge.observedEntries(of: promise, result.standing)
      ) { $0.keys.last == "hours" ? ClausePlace(line: 7, text: nil) : nil }
    }
    return (report, parts)
  }

  static func explanation(
    _ language: Language = .english,
    limit: Int = Explanation.defaultLimit
  ) throws -> Explanation {
    let (report, parts) = try explained(language)
    return Explanation(of: report, parts, file: "desk.yaml", limit: limit)
  }

  @Test func `each entry stands with what it says, who says so, and why it doesn't count`() throws {
    let text = try Self.explanation().text()
    for words in [
      "observed outside; not measured by constat", "42 of 50 good", "corrected × 1",
      "0 of 50 good, doesn't count",
      "force majeure cccccccccccc, excluded: exclusions.force-majeure", "in time", "late",
      "in time, doesn't count", "outside the promised time",
      "services.answers.hours (line 7)", "a, ticket ", "recorded 2026-04-01",
      "without counts: 672:00:00 of 720:00:00", "uncovered",
    ] {
      #expect(text.contains(words), "\(words): \(text)")
    }
    #expect(!text.contains("\u{1B}"), "what somebody gave never reaches a terminal raw")
    #expect(!text.contains("1 of 50 good"), "what was corrected counts nowhere")
  }

  @Test func `the arithmetic goes from the entries to the verdict`() throws {
    let text = try Self.explanation().text()
    // 42 and 40 of 50 on two days; one of two answers in time.
    for words in [
      "The entries above add up to the cases of the report.", "82 ÷ 100 = 82.000000 %",
      "82 × 5 = 410 ≥ 4 × 100 = 400", "1 ÷ 2 = 50.000000 %", "1 × 10 = 10 < 9 × 2 = 18",
    ] {
      #expect(text.contains(words), "\(words): \(text)")
    }
    for part in try Self.explained(.english).1 { #expect(CaseSums(of: part).addsUp) }
  }

  @Test func `in French too`() throws {
    let text = try Self.explanation(.french).text()
    for words in [
      "observé ailleurs\u{A0}; non mesuré par constat", "42 bons sur 50", "en retard",
      "ne compte pas",
      "corrigée × 1", "inscrit", "sans comptages", "bons", "mauvais",
      "Les entrées ci-dessus donnent les cas du rapport.",
    ] {
      #expect(text.contains(words), "\(words): \(text)")
    }
  }

  @Test func `JSON has the same, and a limit says how many are left out`() throws {
    let json = try Self.explanation().json
    for words in [
      "\"measured_by_constat\": false", "\"id\": \"day 2\"", "\"corrections\": 1",
      "\"because\": \"excluded\"", "\"because\": \"not-promised\"",
      "\"clause\": \"services.answers.hours\"", "\"annotation\": \"cccccccccccc\"",
      "\"adds_up\": true", "\"good\": 82", "\"left\": \"410\"", "\"verdict\": \"undetermined\"",
      "\"covered_ms\": 172800000",
    ] {
      #expect(json.contains(words), "\(words): \(json)")
    }
    #expect(!json.contains("\"adds_up\": false") && !json.contains("stretches"))
    #expect(try Self.explanation().json == json)
    let short = try Self.explanation(limit: 1)
    #expect(short.text().contains("2 more entries"), "\(short.text())")
    #expect(short.json.contains("\"omitted\": 2"))
    #expect(!short.json.contains("\"adds_up\": false"), "the sums are of all entries")
  }

  @Test func `at one instant the entries that hold it are told`() throws {
    let (report, parts) = try Self.explained(.english)
    func moment(_ instant: Instant) throws -> ExplainedMoment {
      ExplainedMoment(
        of: report,
        try parts.map { part in
          ExplainedMoment.Part(part, try #require(part.account.stretch(at: instant)), [])
        },
        samples: SamplesAround(instant),
        file: nil
      )
    }
    let excluded = try moment(Self.start + .days(4) + .hours(3))
    #expect(excluded.text().contains("0 of 50 good, doesn't count"), "\(excluded.text())")
    #expect(excluded.text().contains("no entry"), "of the other objective")
    #expect(excluded.json.contains("\"counts\": \"excluded\""), "\(excluded.json)")
    let begun = try moment(Self.start + .hours(33))
    #expect(begun.text().contains("in time"), "\(begun.text())")
    #expect(begun.json.contains("\"counts\": \"promised\""))
    #expect(!begun.json.contains("\"samples\""))
  }
}
