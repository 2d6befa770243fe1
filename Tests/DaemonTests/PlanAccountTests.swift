import Chronology
import Replaying
import Sampling
import Scheduling
import StoreFormat
import TestKit
import Testing

@testable import Daemon

@Suite struct PlanAccountTests {
  private func planned(
    _ name: String,
    _ series: UInt32,
    every interval: TimeAmount = .seconds(10)
  ) throws -> PlannedCheck {
    PlannedCheck(try check(name, interval: interval), series: SeriesID(number: series))
  }

  private func first(_ check: PlannedCheck, after instant: Instant) -> Instant {
    let slots = SlotSeries(id: check.id, interval: check.interval)
    return slots.slot(slots.number(atOrAfter: instant)).due
  }

  private func told(_ series: UInt32, _ start: Instant, _ end: Instant, isOver: Bool) -> Record {
    .unplanned(
      Unplanned(
        series: SeriesID(number: series),
        interval: Interval(start, end),
        isOver: isOver
      )
    )
  }

  /// The account of a record that began at 0, in which these checks are defined.
  private func account(_ checks: [PlannedCheck], since beginning: Instant? = at(0)) throws
    -> PlanAccount
  {
    var definitions: [SeriesID: CheckDefinition] = [:]
    for planned in checks {
      definitions[planned.series] =
        try check(planned.id.description, interval: planned.interval).definition
    }
    return PlanAccount(since: beginning, UnplannedChecks(), definitions)
  }

  @Test func `what stays in the plan, and a store's first plan, need no account`() throws {
    let (web, api) = (try planned("web", 0), try planned("api", 1))
    var known = try account([web, api])
    #expect(known.follow([web, api], at: at(500)) == [])
    var fresh = try account([], since: nil)
    #expect(fresh.follow([web, api], at: at(500)) == [])
    #expect(fresh.follow([web, try planned("api", 2)], at: at(900)) == [], "changed, as often")
    let more = try planned("more", 3)
    let end = first(more, after: at(990))
    #expect(fresh.follow([web, more], at: at(990)).first == told(3, at(500), end, isOver: true))
  }

  @Test func `a check that is added was in no plan from the record's beginning to its first slot`()
    throws
  {
    let (web, api) = (try planned("web", 0), try planned("api", 1))
    var account = try account([web])
    let end = first(api, after: at(500))
    #expect(account.follow([web, api], at: at(500)) == [told(1, at(0), end, isOver: true)])
    #expect(account.follow([web, api], at: at(900)) == [])
  }

  @Test func `a check that leaves and comes back was in none between, whatever its definition`()
    throws
  {
    let (web, api) = (try planned("web", 0), try planned("api", 1))
    var account = try account([web, api])
    #expect(account.follow([web], at: at(500)) == [told(1, at(500), at(500), isOver: false)])
    #expect(account.follow([web], at: at(600)) == [])
    let again = try planned("api", 2, every: .seconds(30))
    let end = first(again, after: at(900))
    #expect(account.follow([again, web], at: at(900)) == [told(1, at(500), end, isOver: true)])
  }

  @Test func `a check that is measured less often is in no plan up to its next slot`() throws {
    let web = try planned("web", 0)
    var account = try account([web])
    let slow = try planned("web", 1, every: .seconds(600))
    let end = first(slow, after: at(501))
    #expect(account.follow([slow], at: at(501)) == [told(1, at(501), end, isOver: true)])
  }

  @Test func `what stays away is told once a day, at a stop, and for 400 days`() throws {
    let (web, api) = (try planned("web", 0), try planned("api", 1))
    var account = try account([web, api])
    _ = account.follow([web], at: at(500))
    #expect(account.goOn(at: at(500) + .hours(23)) == [])
    let day = at(500) + .days(1)
    #expect(account.goOn(at: day) == [told(1, at(500), day, isOver: false)])
    #expect(account.goOn(at: day) == [])
    let stop = day + .hours(1)
    #expect(account.goOn(at: stop, isLast: true) == [told(1, day, stop, isOver: false)])
    #expect(account.goOn(at: stop, isLast: true) == [])
    let end = at(500) + .days(400)
    #expect(account.goOn(at: end + .days(30)) == [told(1, stop, end, isOver: false)])
    #expect(account.goOn(at: end + .days(90)) == [])
  }

  @Test func `the next start goes on with what the record tells`() throws {
    let (web, api) = (try planned("web", 0), try planned("api", 1))
    var before = try account([web, api])
    var checks = UnplannedChecks()
    for case .unplanned(let time) in before.follow([web], at: at(500)) {
      checks.take(time, of: api.id)
    }
    let definitions = [
      web.series: try check("web").definition, api.series: try check("api").definition,
    ]
    var next = PlanAccount(since: at(0), checks, definitions)
    #expect(next.follow([web], at: at(800)) == [], "it is out already")
    let end = first(api, after: at(900))
    #expect(next.follow([web, api], at: at(900)) == [told(1, at(500), end, isOver: true)])
  }

  @Test func `beyond the limit nothing is told, and nothing is claimed later`() throws {
    let many = try (0...UInt32(PlanAccount.limit)).map { try planned("c\($0)", $0) }
    var account = try account(many)
    #expect(account.follow([], at: at(500)).count == PlanAccount.limit)
    let told = account.follow(many, at: at(900))
    #expect(told.count == PlanAccount.limit)
    #expect(
      !told.contains { record in
        if case .unplanned(let time) = record { time.series == many[0].series } else { false }
      }
    )
  }
}
