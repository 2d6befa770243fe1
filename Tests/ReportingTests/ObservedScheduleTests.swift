import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Reporting

/// What is due of an agreement of which nothing is probed.
@Suite struct ObservedScheduleTests {
  private static let start = Instant(seconds: 1_772_323_200)
  private static let march = Interval(start, start + .days(31))
  private static let april = Interval(march.end, march.end + .days(30))
  private static let now = april.start + .days(5)

  private func agreement(isProbed: Bool = false) throws -> Agreement {
    let desk = Service(
      id: "desk",
      description: "",
      observations: ObservationFeed(name: "calls", kind: .counts)
    )
    let shop = Service(id: "shop", description: "", check: try #require(CheckID("web")))
    return Agreement(
      id: "desk",
      title: "The desk",
      revision: 1,
      effective: try #require(CivilDate("2026-03-01")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: isProbed ? [desk, shop] : [desk],
      objectives: [],
      clauses: Clauses(reporting: ReportingClause(every: .month, sealAfter: .hours(72))),
      sha256: "00"
    )
  }

  private func late(_ name: String, _ stretches: [Interval], recorded: Instant) -> LateFact {
    LateFact(
      of: RecordedObservations(
        recorded: recorded,
        feed: ObservationFeed(name: name, kind: .counts),
        source: "desk",
        author: .provider,
        hash: Array(repeating: 7, count: 32),
        entries: []
      ),
      about: stretches,
      count: 1,
      corrected: 0,
      recorded: recorded
    )
  }

  private func schedule(_ agreement: Agreement, _ facts: [ReportSchedule.Fact]) -> ReportSchedule {
    var schedule = ReportSchedule([agreement], zones: [:])
    schedule.take(.began(agreement: "desk", Self.start))
    for fact in facts { schedule.take(fact) }
    return schedule
  }

  private func sealed(_ agreement: Agreement) throws -> SealedReport {
    let task = try #require(schedule(agreement, []).due(at: Self.now).first)
    return SealedReport(
      agreement: "desk",
      revision: 1,
      sha256: "00",
      period: task.period,
      window: task.window,
      number: 1,
      asOf: Self.now - .seconds(10),
      sealed: Self.now,
      figures: [],
      root: nil,
      hashes: [:]
    )
  }

  @Test func `what was observed of the window, under a name that feeds it, makes a revision`()
    throws
  {
    let agreement = try agreement()
    let report = try sealed(agreement)
    let later = Self.now + .minutes(1)
    func names(_ name: String, _ stretches: [Interval]) -> [String] {
      schedule(agreement, [.sealed(report), .declared(late(name, stretches, recorded: Self.now))])
        .due(at: later).map { "\($0.period) r\($0.number) \($0.because.map(\.word))" }
    }
    let revised = ["2026-03 r2 [\"observations\"]"]
    let day = Interval(Self.start, Self.start + .days(1))
    #expect(names("calls", [day]) == revised)
    #expect(names("mails", [day]) == [], "it feeds nothing here")
    #expect(names("calls", [Self.april]) == [], "it begins where the window ends")
    #expect(names("calls", [Self.april, day]) == revised)
    let before = Interval(Self.start - .days(1), Self.start)
    #expect(names("calls", [before]) == [], "it ends where the window begins")
  }

  @Test func `samples of others that have expired keep nothing from being sealed or revised`()
    throws
  {
    let day = Interval(Self.start, Self.start + .days(1))
    for isProbed in [false, true] {
      let agreement = try agreement(isProbed: isProbed)
      let report = try sealed(agreement)
      let first = schedule(agreement, [.expired(day)])
      #expect(first.due(at: Self.now).map(\.number) == (isProbed ? [] : [1]))
      let revised = schedule(
        agreement,
        [.expired(day), .sealed(report), .declared(late("calls", [day], recorded: Self.now))]
      )
      let later = Self.now + .minutes(1)
      #expect(revised.due(at: later).map(\.number) == (isProbed ? [] : [2]))
      #expect(revised.stranded(at: later).count == (isProbed ? 1 : 0))
    }
  }
}
