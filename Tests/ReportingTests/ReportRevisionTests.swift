import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Reporting

/// What is put on record later makes another revision.
@Suite struct ReportRevisionTests {
  private let asOf: Instant
  private let january: Interval

  init() throws {
    asOf = try Story.instant("2026-02-03T23:00:00Z")
    january = Interval(
      try Story.instant("2025-12-31T23:00:00Z"),
      try Story.instant("2026-01-31T23:00:00Z")
    )
  }

  /// A schedule whose January is sealed.
  private func schedule(number: Int = 1, asOf: Instant? = nil) throws -> ReportSchedule {
    let check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    let story = try Story.agreement(.english, window: .month, check: check)
    let agreement = Agreement(
      id: story.id,
      title: story.title,
      revision: 3,
      effective: story.effective,
      language: .english,
      timeZone: story.timeZone,
      currency: story.currency,
      parties: story.parties,
      services: story.services,
      objectives: story.objectives,
      clauses: Clauses(reporting: ReportingClause(every: .month)),
      sha256: "00"
    )
    var schedule = ReportSchedule([agreement], zones: ["Europe/Paris": try Story.paris()])
    schedule.take(.began(agreement: agreement.id, january.start))
    schedule.take(.sealed(report(number, asOf ?? self.asOf)))
    return schedule
  }

  private func report(_ number: Int, _ asOf: Instant) -> SealedReport {
    SealedReport(
      agreement: "acme-hosting",
      revision: 3,
      sha256: "00",
      period: "2026-01",
      window: january,
      number: number,
      asOf: asOf,
      sealed: asOf,
      figures: [],
      root: nil,
      hashes: [:]
    )
  }

  private func declared(
    _ kind: Annotation.Kind,
    at recorded: Instant,
    _ scope: Annotation.Scope = .agreement("acme-hosting"),
    from start: String = "2026-01-20T00:00:00Z",
    about referred: RecordedAnnotation? = nil,
    reference: String = ""
  ) throws -> (recorded: RecordedAnnotation, fact: LateFact?) {
    let start = try Story.instant(start)
    let annotation = Annotation(
      kind: kind,
      scope: scope,
      start: start,
      end: kind.lasts ? start + .hours(1) : nil,
      author: .customer,
      reason: "because",
      reference: reference
    )
    let recorded = RecordedAnnotation(id: "ab", recorded: recorded, annotation: annotation)
    return (recorded, LateFact(recorded, about: referred))
  }

  private func numbers(_ schedule: ReportSchedule, _ now: Instant) -> [Int] {
    schedule.due(at: now).map(\.number)
  }

  @Test func `what was on record as of the report changes nothing, what came later does`() throws {
    var schedule = try schedule()
    schedule.take(.declared(try #require(try declared(.note, at: asOf).fact)))
    #expect(numbers(schedule, asOf + .days(1)) == [])
    let late = try #require(try declared(.correction, at: asOf + .hours(1)).fact)
    schedule.take(.declared(late))
    let task = try #require(schedule.due(at: asOf + .days(1)).first)
    #expect(task.number == 2 && task.because == [late] && task.previous?.number == 1)
    schedule.take(.sealed(report(2, asOf + .days(1))))
    #expect(numbers(schedule, asOf + .days(2)) == [])
  }

  @Test func `it waits until nothing more comes for ten seconds, and ten minutes at most`() throws {
    var schedule = try schedule()
    let first = asOf + .hours(1)
    schedule.take(.declared(try #require(try declared(.note, at: first).fact)))
    #expect(numbers(schedule, first + .milliseconds(9_999)) == [])
    #expect(schedule.next(after: first) == first + .seconds(10))
    #expect(numbers(schedule, first + .seconds(10)) == [2])
    for second in stride(from: Int64(5), through: 700, by: 5) {
      let fact = try declared(.note, at: first + .seconds(second)).fact
      schedule.take(.declared(try #require(fact)))
    }
    #expect(numbers(schedule, first + .seconds(595)) == [])
    let task = try #require(schedule.due(at: first + .seconds(600)).first)
    #expect(task.because.count == 119, "what has settled: up to 590 s")
  }

  @Test func `what is about another time or another agreement changes nothing`() throws {
    var schedule = try schedule()
    let late = asOf + .hours(1)
    for (scope, start) in [
      (Annotation.Scope.agreement("other"), "2026-01-20T00:00:00Z"),
      (.service(agreement: "other", service: "storefront"), "2026-01-20T00:00:00Z"),
      (.agreement("acme-hosting"), "2026-02-01T00:00:00Z"),
    ] {
      schedule.take(.declared(try #require(try declared(.note, at: late, scope, from: start).fact)))
    }
    #expect(numbers(schedule, asOf + .days(1)) == [])
    #expect(try declared(.hold, at: late).fact == nil, "a hold changes no report")
  }

  @Test
  func `an acceptance is about the time of what it accepts, an acknowledgement of its incident`()
    throws
  {
    let late = asOf + .hours(1)
    let outage = try declared(.forceMajeure, at: asOf - .days(9)).recorded
    let acceptance = try declared(
      .accept,
      at: late,
      from: "2026-02-04T00:00:00Z",
      about: outage,
      reference: "ab"
    ).fact
    let opened = try Story.instant("2026-01-20T12:00:00Z").milliseconds
    let acknowledgement = try declared(
      .acknowledge,
      at: late,
      from: "2026-02-04T00:00:00Z",
      reference: "acme-hosting/storefront/\(opened)"
    ).fact
    let alone = try declared(.accept, at: late, from: "2026-02-04T00:00:00Z").fact
    let cases: [(fact: LateFact?, expected: [Int])] = [
      (acceptance, [2]), (acknowledgement, [2]), (alone, []),
    ]
    for (fact, expected) in cases {
      var schedule = try schedule()
      schedule.take(.declared(try #require(fact)))
      #expect(numbers(schedule, asOf + .days(1)) == expected)
    }
  }

  @Test func `an import of a check that the agreement rests on counts, of another not`() throws {
    let cases: [(name: String, expected: [Int])] = [("www", [2]), ("other", [])]
    for (name, expected) in cases {
      var schedule = try schedule()
      let fact = LateFact(
        importOf: try #require(CheckID(name)),
        from: "a.csv",
        sha256: String(repeating: "ab", count: 32),
        in: Interval(january.start - .days(1), january.start + .days(1)),
        recorded: asOf + .hours(1)
      )
      #expect(fact.id == "import:abababababab" && fact.word == "import")
      schedule.take(.declared(fact))
      #expect(numbers(schedule, asOf + .days(1)) == expected)
    }
  }

  @Test func `what can't be revised any more is named, with the reason`() throws {
    var schedule = try schedule()
    let late = try #require(try declared(.note, at: asOf + .hours(1)).fact)
    schedule.take(.declared(late))
    #expect(schedule.stranded(at: asOf + .days(1)).isEmpty)
    schedule.take(.expired(Interval(january.start, january.start + .hours(1))))
    #expect(numbers(schedule, asOf + .days(1)) == [])
    let stranded = try #require(schedule.stranded(at: asOf + .days(1)).first)
    #expect(stranded.reason == .expired && stranded.because == [late])
  }
}
