import Agreement
import Chronology
import Testing

@testable import Accounting

@Suite struct IncidentClockTests {
  private let always = IntervalSet([span(0, 1_000_000_000)])

  private func terms(_ within: Int64, from: ClockStart = .opened) -> RestoreTerms {
    RestoreTerms(within: .seconds(within), from: from)
  }

  @Test func `V13: the clock runs in its hours, and stands still while the service is suspended`()
    throws
  {
    let vector = try Vector.one("credits", "V13")
    let hours = IntervalSet([try vector.interval("hours"), try vector.interval("more")])
    let clock = IncidentClock(
      terms(try vector.number("limit")),
      hours: hours,
      suspensions: IntervalSet([try vector.interval("suspended")])
    )
    let outage = try vector.interval("outage")
    let incident = IncidentSpan("a", opened: outage.start, resolved: outage.end)
    let reading = clock.restoration(of: certain(incident, at: outage.end), \.least)
    #expect(reading.time == .seconds(try vector.number("clock")))
    #expect(reading.wall == .seconds(try vector.number("wall")))
    #expect(reading.standing == .inTime)
    let deadline = try #require(Instant(rfc3339: vector.text("deadline")))
    #expect(clock.deadline(of: incident) == deadline)
    func lasting(_ now: Instant) -> IncidentClockReading {
      clock.restoration(of: certain(IncidentSpan("a", opened: outage.start), at: now), \.most)
    }
    #expect(lasting(deadline).standing == .running)
    #expect(lasting(deadline).time == .seconds(14_400))
    #expect(lasting(deadline + .milliseconds(1)).standing == .late)
  }

  @Test func `an outage of exactly the limit is in time`() {
    let clock = IncidentClock(terms(100), hours: always)
    let readings = [100, 101].map { end in
      clock.restoration(
        of: certain(
          IncidentSpan("a", opened: second(0), resolved: second(end)),
          at: second(500)
        ),
        \.estimate
      )
    }
    #expect(readings.map(\.standing) == [.inTime, .late])
  }

  @Test func `an incident that reopens resumes its clock`() throws {
    let rules = IncidentRules(reopenWithin: .minutes(30))
    let joined = rules.joined([
      IncidentSpan("a", opened: second(0), resolved: second(100)),
      IncidentSpan("b", opened: second(1_000)),
    ])
    let clock = IncidentClock(terms(300), hours: always)
    let incident = try #require(joined.first)
    let reading = clock.restoration(of: certain(incident, at: second(1_200)), \.estimate)
    #expect(reading.time == .seconds(300))
    #expect(reading.wall == .seconds(300))
    #expect(reading.standing == .running)
    #expect(clock.deadline(of: incident) == second(1_200))
  }

  @Test(
    arguments: [
      (.opened, nil, 100, .inTime), (.confirmed, nil, 70, .inTime), (.ticket, 40, 60, .inTime),
      (.ticket, -40, 100, .inTime), (.ticket, nil, 0, .notBegun),
    ] as [(ClockStart, Int64?, Int64, Timeliness)]
  )
  func `when the clock begins`(
    from: ClockStart,
    ticket: Int64?,
    time: Int64,
    standing: Timeliness
  ) {
    let clock = IncidentClock(terms(100, from: from), hours: always)
    let incident = IncidentSpan(
      "a",
      opened: second(0),
      confirmed: second(30),
      resolved: second(100),
      ticket: ticket.map(second)
    )
    let reading = clock.restoration(of: certain(incident, at: second(500)), \.estimate)
    #expect(reading.time == .seconds(time))
    #expect(reading.standing == standing)
    #expect((clock.deadline(of: incident) == nil) == (standing == .notBegun))
  }

  @Test func `a response ends with the acknowledgement, or with the incident`() {
    let clock = IncidentClock(terms(60), hours: always)
    func reading(_ acknowledged: Int64?, resolved: Int64?) -> IncidentClockReading {
      let incident = IncidentSpan(
        "a",
        opened: second(0),
        resolved: resolved.map(second),
        acknowledged: acknowledged.map(second)
      )
      return clock.response(to: certain(incident, at: second(50)), \.estimate)
    }
    #expect(
      reading(40, resolved: nil)
        == IncidentClockReading(time: .seconds(40), wall: .seconds(40), standing: .inTime)
    )
    #expect(reading(nil, resolved: nil).standing == .running)
    #expect(reading(nil, resolved: 45).standing == .inTime)
    #expect(reading(90, resolved: 80).time == .seconds(80))
    #expect(reading(90, resolved: 80).standing == .late)
    let waiting = IncidentClock(terms(60, from: .ticket), hours: always)
    let silent = IncidentSpan("a", opened: second(0), acknowledged: second(10))
    let reading = waiting.response(to: certain(silent, at: second(50)), \.estimate)
    #expect(reading.standing == .notBegun)
  }

  @Test func `a deadline beyond the hours that are given is not known`() {
    let clock = IncidentClock(terms(100), hours: seconds(0, 99))
    #expect(clock.deadline(of: IncidentSpan("a", opened: second(0))) == nil)
    #expect(
      IncidentClock(terms(99), hours: seconds(0, 99)).deadline(
        of: IncidentSpan("a", opened: second(0))
      ) == second(99)
    )
  }

  private func readings(_ standings: [Timeliness]) -> [IncidentClockReading] {
    standings.map { IncidentClockReading(time: .zero, wall: .zero, standing: $0) }
  }

  private func conformance(_ standings: [Timeliness], hidden: Int64 = 0) -> Punctuality {
    Punctuality(
      least: readings(standings),
      most: readings(standings),
      isCertain: standings.map { _ in true },
      hidden: hidden
    )
  }

  @Test(
    arguments: [
      (19, 1, true), (19, 0, true), (18, 1, false), (189, 10, false), (190, 10, true),
    ] as [(Int, Int, Bool)]
  )
  func `so many in time of so many, exactly`(kept: Int, late: Int, isReached: Bool) throws {
    let standings: [Timeliness] =
      Array(repeating: .inTime, count: kept) + Array(repeating: .late, count: late)
    let punctuality = conformance(standings)
    #expect(punctuality.kept == kept)
    #expect(punctuality.best == Share(Int64(kept), of: Int64(kept + late)))
    #expect(punctuality.reachesAtWorst(try ratio("95%")) == isReached)
    #expect(punctuality.reachesAtBest(try ratio("95%")) == isReached)
  }

  @Test func `a clock that runs may become either, and one that has not begun doesn't count`()
    throws
  {
    let punctuality = conformance([.inTime, .running, .notBegun])
    #expect(punctuality.best == Share(2, of: 2))
    #expect(punctuality.undecided == 1)
    #expect(!punctuality.reachesAtWorst(.one))
    #expect(punctuality.reachesAtBest(.one))
    let certain = conformance([.late, .running])
    #expect(!certain.reachesAtBest(.one))
  }

  @Test func `no incident breaks no promise`() {
    let none = conformance([])
    #expect(none.worst == Share(0, of: 0))
    #expect(none.reachesAtWorst(.one))
    #expect(none.reachesAtBest(.one))
  }

  @Test func `late ones that nobody saw break a promise at worst, and never prove it broken`()
    throws
  {
    let hidden = conformance([.inTime, .inTime, .inTime], hidden: 1)
    #expect(hidden.best == Share(3, of: 3))
    #expect(hidden.reachesAtWorst(try ratio("75%")))
    #expect(!hidden.reachesAtWorst(try ratio("76%")))
    #expect(hidden.reachesAtBest(.one))
  }

  @Test func `between the bounds of an outage only what is certain counts as kept or late`() {
    let punctuality = Punctuality(
      least: readings([.inTime, .inTime, .late, .notBegun]),
      most: readings([.inTime, .late, .late, .notBegun]),
      isCertain: [true, true, true, true]
    )
    #expect(punctuality.kept == 1)
    #expect(punctuality.undecided == 1)
    #expect(punctuality.late == 1)
  }

  @Test func `one that may not count helps no promise at worst, and hurts none at best`() throws {
    let punctuality = Punctuality(
      least: readings([.inTime, .late, .inTime, .late]),
      most: readings([.inTime, .late, .late, .late]),
      isCertain: [false, true, false, false]
    )
    #expect(punctuality.kept == 0 && punctuality.late == 1)
    #expect(punctuality.mayBeKept == 2 && punctuality.mayBeLate == 2)
    #expect(punctuality.worst == Share(0, of: 3))
    #expect(punctuality.best == Share(2, of: 3))
    #expect(!punctuality.reachesAtWorst(try ratio("1%")))
    #expect(punctuality.reachesAtBest(try ratio("66%")))
    #expect(!punctuality.reachesAtBest(try ratio("67%")))
  }
}
