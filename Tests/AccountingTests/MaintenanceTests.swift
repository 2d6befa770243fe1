import Agreement
import Chronology
import Testing

@testable import Accounting

@Suite struct MaintenanceTests {
  private func figures(
    _ vector: Vector,
    outage: Interval,
    _ judgement: ExclusionJudgement
  ) throws -> ServiceFigures {
    let window = try vector.interval("window")
    return ServiceFigures(
      of: ServiceTimeline(certain([outage], in: around(window))),
      in: try always(window, excluding: judgement.accepted),
      by: AvailabilityTerms(.one)
    )
  }

  private func judgement(_ vector: Vector, _ mode: ExclusionMode) throws -> ExclusionJudgement {
    let work = try vector.interval("work")
    let clause = MaintenanceClause(notice: .seconds(try vector.number("asked")), mode: mode)
    let noticed = work.start - .seconds(try vector.number("notice"))
    // Recorded long after: it is notice that counts.
    let recorded = declared(.maintenance, work, noticed: noticed, recorded: work.end + .days(20))
    return try judged([recorded], ExclusionClauses(maintenance: clause))
  }

  @Test(arguments: [("removed", ExclusionMode.remove), ("available", .available)])
  func `V4: how excluded time counts can decide`(name: String, mode: ExclusionMode) throws {
    let vector = try Vector.one("figures", "V4")
    let judgement = try judgement(vector, mode)
    #expect(judgement.decisions.map(\.status) == [.accepted])
    let figures = try figures(vector, outage: try vector.interval("outage"), judgement)
    let target = try vector.ratio("target")
    #expect(figures.down == (try vector.seconds("down")))
    #expect(figures.eligible == (try vector.seconds(name)))
    let shares = figures.shares()
    #expect(shares.estimate.percent(decimals: 6) == (try vector.text("\(name)_percent")))
    let expected = try vector.verdict("\(name)_verdict")
    #expect(figures.verdict(target, by: MeasurementClause()).verdict == expected)
  }

  @Test func `V5: notice that is a minute late excludes nothing`() throws {
    let vector = try Vector.one("figures", "V5")
    let judgement = try judgement(vector, .remove)
    let refusal = try #require(ExclusionRefusal(rawValue: vector.text("refused")))
    #expect(judgement.decisions.map(\.status) == [.rejected(refusal)])
    let figures = try figures(vector, outage: try vector.interval("outage"), judgement)
    #expect(figures.down == (try vector.seconds("down")))
    #expect(figures.shares().estimate.percent(decimals: 6) == (try vector.text("percent")))
  }

  @Test(arguments: [nil, CapCounting.planned, .downtime])
  func `V6: what is over the cap counts, and so does an overrun`(counts: CapCounting?) throws {
    let vector = try Vector.one("figures", "V6")
    let window = try vector.interval("window")
    let cap = try counts.map {
      MaintenanceCap(.seconds(try vector.number("cap")), per: .month, counts: $0)
    }
    let outage = try vector.interval("outage")
    let judgement = try judged(
      [
        declared(.maintenance, try vector.interval("second"), id: "second"),
        declared(.maintenance, try vector.interval("first"), id: "first"),
      ],
      ExclusionClauses(maintenance: MaintenanceClause(cap: cap)),
      ExclusionCalendar(capWindows: [window]),
      downtime: IntervalSet([outage, try vector.interval("first_outage")])
    )
    let figures = try figures(vector, outage: outage, judgement)
    #expect(figures.down == (try vector.seconds(counts?.rawValue ?? "no_cap")))
    let excess: Int64 = counts == .planned ? 7_200_000 : 0
    #expect(judgement.decisions.map(\.excess.milliseconds) == [0, excess])
    #expect(judgement.decisions.map(\.status) == [.accepted, .accepted])
  }

  @Test func `a cap that is used up refuses the next, and each window has its own`() throws {
    let clauses = ExclusionClauses(
      maintenance: MaintenanceClause(cap: MaintenanceCap(.milliseconds(50), per: .month))
    )
    let judgement = try judged(
      [
        declared(.maintenance, span(0, 50), id: "a"),
        declared(.maintenance, span(60, 70), id: "b"),
        declared(.maintenance, span(90, 170), id: "c"),
      ],
      clauses,
      ExclusionCalendar(capWindows: [span(0, 100), span(100, 200)])
    )
    #expect(judgement.decisions.map(\.status) == [.accepted, .rejected(.overCap), .accepted])
    #expect(judgement.accepted.removed == IntervalSet([span(0, 50), span(100, 150)]))
    #expect(judgement.decisions[2].excess == IntervalSet([span(90, 100), span(150, 170)]))
  }

  @Test func `the same time takes room once`() throws {
    let clauses = ExclusionClauses(
      maintenance: MaintenanceClause(cap: MaintenanceCap(.milliseconds(50), per: .month))
    )
    let judgement = try judged(
      [
        declared(.maintenance, span(0, 40), id: "a"), declared(.maintenance, span(10, 50), id: "b"),
      ],
      clauses,
      ExclusionCalendar(capWindows: [span(0, 100)])
    )
    #expect(judgement.accepted.removed == IntervalSet([span(0, 50)]))
    #expect(judgement.decisions.map(\.excess.isEmpty) == [true, true])
  }

  @Test func `recurring work needs no notice, and takes room`() throws {
    let clauses = ExclusionClauses(
      maintenance: MaintenanceClause(
        notice: .hours(72),
        cap: MaintenanceCap(.milliseconds(50), per: .month)
      )
    )
    let judgement = try judged(
      [],
      clauses,
      ExclusionCalendar(recurring: [span(0, 30), span(70, 100)], capWindows: [span(0, 100)])
    )
    #expect(judgement.accepted.removed == IntervalSet([span(0, 30), span(70, 90)]))
    #expect(judgement.decisions.map(\.noticed) == [nil, nil])
  }

  @Test func `without a time of notice that of recording counts, and it is said`() throws {
    let clauses = ExclusionClauses(maintenance: MaintenanceClause(notice: .hours(1)))
    let work = span(7_200_000, 7_300_000)
    let early = declared(.maintenance, work, recorded: work.start - .hours(1))
    let late = declared(.maintenance, work, recorded: work.start - .hours(1) + .milliseconds(1))
    let decisions = try judged([early], clauses).decisions
    #expect(decisions.map(\.status) == [.accepted])
    #expect(decisions.map(\.noticed) == [early.recorded])
    #expect(decisions.map(\.isNoticeAssumed) == [true])
    #expect(try judged([late], clauses).decisions.map(\.status) == [.rejected(.noticeShort)])
  }

  @Test func `notice that comes after work began is none, whatever the clause asks for`() throws {
    let clauses = ExclusionClauses(maintenance: MaintenanceClause())
    let work = span(1_000, 9_000)
    func status(_ noticed: Instant?, recorded: Instant) throws -> [ExclusionDecision.Status] {
      let work = declared(.maintenance, work, noticed: noticed, recorded: recorded)
      return try judged([work], clauses).decisions.map(\.status)
    }
    let later = work.start + .milliseconds(1)
    #expect(try status(work.start, recorded: work.end) == [.accepted])
    #expect(try status(later, recorded: work.end) == [.rejected(.noticeShort)])
    #expect(try status(nil, recorded: work.start) == [.accepted])
    #expect(try status(nil, recorded: later) == [.rejected(.noticeShort)])
  }

  @Test func `it is refused whole if it is too long, or outside its hours`() throws {
    let week = WeeklyHours([DayHours(weekdays: [7], from: 0, to: 360)])
    let clauses = ExclusionClauses(
      maintenance: MaintenanceClause(single: .milliseconds(50), during: week)
    )
    let calendar = ExclusionCalendar(allowed: IntervalSet([span(0, 100)]))
    func status(_ work: Interval) throws -> [ExclusionDecision.Status] {
      try judged([declared(.maintenance, work)], clauses, calendar).decisions.map(\.status)
    }
    #expect(try status(span(50, 100)) == [.accepted])
    #expect(try status(span(40, 91)) == [.rejected(.tooLong)])
    #expect(try status(span(60, 101)) == [.rejected(.outsideHours)])
  }
}
