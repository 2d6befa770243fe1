import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Reporting

/// What is due, of the agreement `acme-hosting`, effective since 2026-01-01 in Paris.
@Suite struct ReportScheduleTests {
  private static func agreement(
    every unit: CivilWindow.Unit? = .month,
    after: TimeAmount = .hours(72),
    revision: Int = 1,
    effective: String = "2026-01-01",
    until: String? = nil,
    onChange: RevisionChange = .nextWindow
  ) throws -> Agreement {
    let check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    let story = try Story.agreement(.english, window: .month, check: check)
    return Agreement(
      id: story.id,
      title: story.title,
      revision: revision,
      effective: try #require(CivilDate(effective)),
      language: story.language,
      timeZone: story.timeZone,
      currency: story.currency,
      parties: story.parties,
      services: story.services,
      objectives: story.objectives,
      clauses: Clauses(
        until: until.flatMap { CivilDate($0) },
        reporting: ReportingClause(every: unit, sealAfter: after),
        onChange: onChange
      ),
      sha256: "0\(revision)"
    )
  }

  private static func schedule(
    _ agreements: [Agreement],
    began: String? = "2026-01-10T00:00:00Z"
  ) throws -> ReportSchedule {
    var schedule = ReportSchedule(agreements, zones: ["Europe/Paris": try Story.paris()])
    if let began { schedule.take(.began(agreement: "acme-hosting", try Story.instant(began))) }
    return schedule
  }

  private static func sealed(_ task: ReportTask, asOf: Instant) -> SealedReport {
    SealedReport(
      agreement: task.agreement.id,
      revision: task.agreement.revision,
      sha256: task.agreement.sha256,
      period: task.period,
      window: task.window,
      number: task.number,
      asOf: asOf,
      sealed: asOf + .seconds(10),
      figures: [],
      root: nil,
      hashes: [:]
    )
  }

  private static func names(_ schedule: ReportSchedule, _ now: String) throws -> [String] {
    schedule.due(at: try Story.instant(now)).map { "\($0.period) r\($0.number)" }
  }

  @Test func `a window is due when it has been over for the agreed time, to the instant`() throws {
    let schedule = try Self.schedule([try Self.agreement()])
    // January ends at 23:00 UTC, three days before.
    #expect(try Self.names(schedule, "2026-02-03T22:59:59.999Z") == [])
    #expect(try Self.names(schedule, "2026-02-03T23:00:00Z") == ["2026-01 r1"])
    let task = try #require(schedule.due(at: try Story.instant("2026-02-05T00:00:00Z")).first)
    #expect(try task.window.start == Story.instant("2025-12-31T23:00:00Z"), "the whole window")
    #expect(try task.window.end == Story.instant("2026-01-31T23:00:00Z"))
    let next = schedule.next(after: try Story.instant("2026-02-03T22:59:59Z"))
    #expect(try next == Story.instant("2026-02-03T23:00:00Z"))
    let later = schedule.next(after: try Story.instant("2026-02-03T23:00:00Z"))
    #expect(try later == Story.instant("2026-03-03T23:00:00Z"))
  }

  @Test func `nothing is due of what promises no reports, or of which there are no samples`() throws
  {
    let now = "2026-06-01T00:00:00Z"
    #expect(try Self.names(try Self.schedule([try Self.agreement(every: nil)]), now) == [])
    #expect(try Self.names(try Self.schedule([try Self.agreement()], began: nil), now) == [])
    let late = try Self.schedule([try Self.agreement()], began: "2026-05-02T00:00:00Z")
    #expect(try Self.names(late, "2026-06-05T00:00:00Z") == ["2026-05 r1"])
  }

  @Test func `a first time goes 24 windows back, and a long stop is caught up with, each once`()
    throws
  {
    let days = try Self.agreement(every: .day, after: .zero)
    var schedule = try Self.schedule([days])
    let first = schedule.due(at: try Story.instant("2026-04-01T12:00:00Z"))
    #expect(first.count == 24)
    #expect(first.first?.period == "2026-03-08" && first.last?.period == "2026-03-31")
    let asOf = try Story.instant("2026-04-01T12:00:00Z")
    for task in first { schedule.take(.sealed(Self.sealed(task, asOf: asOf))) }
    #expect(try Self.names(schedule, "2026-04-01T12:00:00Z") == [])
    let after = try Self.names(schedule, "2026-05-11T12:00:00Z")
    #expect(after.count == 40 && after.first == "2026-04-01 r1" && after.last == "2026-05-10 r1")
  }

  @Test func `a report that failed in between is due again, and none of before the first`() throws {
    var schedule = try Self.schedule([try Self.agreement()])
    let now = try Story.instant("2026-06-10T00:00:00Z")
    let tasks = schedule.due(at: now)
    #expect(tasks.map(\.period) == ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"])
    for index in [1, 3, 4] { schedule.take(.sealed(Self.sealed(tasks[index], asOf: now))) }
    #expect(schedule.due(at: now).map(\.period) == ["2026-03"])
  }

  @Test func `each window is judged by its revision, and none after the agreement's end`() throws {
    let first = try Self.agreement()
    let second = try Self.agreement(every: .quarter, revision: 2, effective: "2026-04-01")
    let now = "2026-08-01T00:00:00Z"
    let tasks = try Self.schedule([first, second]).due(at: try Story.instant(now))
    #expect(tasks.map(\.period) == ["2026-01", "2026-02", "2026-03", "2026-Q2"])
    #expect(tasks.map(\.agreement.revision) == [1, 1, 1, 2])
    let ended = try Self.schedule([try Self.agreement(until: "2026-02-28")])
    #expect(try Self.names(ended, now) == ["2026-01 r1", "2026-02 r1"])
  }

  /// January, sealed by the first revision, of which the record tells as of a later instant.
  private static func sealedJanuary(_ all: [Agreement]) throws -> (ReportSchedule, Instant) {
    var before = try schedule([all[0]])
    let asOf = try Story.instant("2026-02-04T00:00:00Z")
    before.take(.recorded(recorded(all[0], at: try Story.instant("2026-01-02T00:00:00Z"))))
    let task = try #require(before.due(at: asOf).first)
    var after = try schedule(all)
    after.take(.sealed(sealed(task, asOf: asOf)))
    return (after, asOf)
  }

  private static func recorded(_ agreement: Agreement, at time: Instant) -> RecordedRevision {
    RecordedRevision(
      agreement: agreement.id,
      revision: agreement.revision,
      sha256: agreement.sha256,
      recorded: time
    )
  }

  @Test(arguments: [RevisionChange.split, .nextWindow], ["2026-01-15", "2026-01-31"])
  func `a revision that is added later, with a date in a sealed window, makes a new report`(
    change: RevisionChange,
    effective: String
  ) throws {
    let all = [
      try Self.agreement(onChange: change), try Self.agreement(revision: 2, effective: effective),
    ]
    let (sealed, asOf) = try Self.sealedJanuary(all)
    var schedule = sealed
    let added = asOf + .hours(1)
    // That the first one is on record anew, of a store that has not said it before, is nothing new.
    schedule.take(.recorded(Self.recorded(all[0], at: added)))
    #expect(schedule.due(at: added + .days(1)).isEmpty)
    schedule.take(.recorded(Self.recorded(all[1], at: added)))
    #expect(schedule.due(at: added + .seconds(9)).isEmpty)
    let task = try #require(schedule.due(at: added + .seconds(10)).first)
    #expect(task.period == "2026-01" && task.number == 2 && task.agreement == all[0])
    #expect(task.because.map(\.id) == ["revision:2"] && task.because.map(\.word) == ["revision"])
    schedule.take(.sealed(Self.sealed(task, asOf: added + .seconds(10))))
    #expect(schedule.due(at: added + .days(1)).isEmpty)
  }

  @Test func `one that takes effect after a sealed window, or was recorded before, makes none`()
    throws
  {
    let later = [try Self.agreement(), try Self.agreement(revision: 2, effective: "2026-02-01")]
    var (schedule, asOf) = try Self.sealedJanuary(later)
    schedule.take(.recorded(Self.recorded(later[1], at: asOf + .hours(1))))
    #expect(schedule.due(at: asOf + .days(1)).isEmpty)
    let known = [try Self.agreement(), try Self.agreement(revision: 2, effective: "2026-01-15")]
    (schedule, asOf) = try Self.sealedJanuary(known)
    schedule.take(.recorded(Self.recorded(known[1], at: asOf)))
    #expect(schedule.due(at: asOf + .days(1)).isEmpty)
    let earlier = [try Self.agreement(), try Self.agreement(revision: 2, effective: "2026-01-02")]
    (schedule, asOf) = try Self.sealedJanuary(earlier)
    schedule.take(.recorded(Self.recorded(earlier[1], at: asOf + .hours(1))))
    #expect(schedule.due(at: asOf + .days(1)).map(\.number) == [2])
  }

  @Test func `what was imported just now is waited for, so that it is in the first report`() throws
  {
    var schedule = try Self.schedule([try Self.agreement()])
    let now = try Story.instant("2026-02-10T00:00:00Z")
    let january = try Story.instant("2026-01-11T00:00:00Z")
    schedule.take(
      .declared(
        LateFact(
          importOf: try #require(CheckID("www")),
          from: "a.csv",
          sha256: String(repeating: "ab", count: 32),
          in: Interval(january, january + .days(1)),
          recorded: now - .seconds(9)
        )
      )
    )
    #expect(schedule.due(at: now).isEmpty)
    #expect(schedule.next(after: now) == now + .seconds(1))
    #expect(schedule.due(at: now + .seconds(1)).map(\.number) == [1])
    // A later window waits for the earlier one: what is before the first sealed one is never sealed.
    let march = try Story.instant("2026-03-10T00:00:00Z")
    var later = try Self.schedule([try Self.agreement()])
    later.take(
      .declared(
        LateFact(
          importOf: try #require(CheckID("www")),
          from: "a.csv",
          sha256: String(repeating: "ab", count: 32),
          in: Interval(january, january + .days(1)),
          recorded: march - .seconds(9)
        )
      )
    )
    #expect(later.due(at: march).isEmpty)
    #expect(later.due(at: march + .seconds(1)).map(\.period) == ["2026-01", "2026-02"])
  }

  private static func claim(
    _ time: String,
    id: String = "0123456789ab",
    kind: Annotation.Kind = .claim,
    about reference: String = ""
  ) throws -> RecordedAnnotation {
    let now = try Story.instant(time)
    return RecordedAnnotation(
      id: id,
      recorded: now,
      annotation: Annotation(
        kind: kind,
        scope: .agreement("acme-hosting"),
        start: now,
        author: kind == .claim ? .customer : .provider,
        reason: "January",
        reference: reference
      )
    )
  }

  @Test func `a claim in the window after is about the report before, and so is its acceptance`()
    throws
  {
    let (schedule, _) = try Self.sealedJanuary([try Self.agreement()])
    func due(_ recorded: RecordedAnnotation, about referred: RecordedAnnotation? = nil) throws
      -> [String]
    {
      var schedule = schedule
      schedule.take(.declared(try #require(LateFact(recorded, about: referred))))
      return schedule.due(at: recorded.recorded + .minutes(1))
        .filter { $0.period == "2026-01" }.map { "r\($0.number)" }
    }
    let claim = try Self.claim("2026-02-10T09:00:00Z")
    #expect(try due(claim) == ["r2"])
    // In March it is about February.
    #expect(try due(Self.claim("2026-03-02T09:00:00Z")) == [])
    #expect(try due(Self.claim("2026-02-10T09:00:00Z", kind: .note)) == [])
    let accepted = try Self.claim(
      "2026-03-02T09:00:00Z",
      id: "ba9876543210",
      kind: .accept,
      about: claim.id
    )
    #expect(try due(accepted, about: claim) == ["r2"])
  }

  @Test func `a window of which samples have expired is neither sealed nor revised`() throws {
    var schedule = try Self.schedule([try Self.agreement()])
    let start = try Story.instant("2026-02-10T00:00:00Z")
    schedule.take(.expired(Interval(start, start + .hours(1))))
    #expect(try Self.names(schedule, "2026-04-10T00:00:00Z") == ["2026-01 r1", "2026-03 r1"])
  }
}
