import Agreement
import Chronology
import Judging
import Sampling
import Testing

@testable import Replaying

@Suite struct CalendarWindowsTests {
  private func promise(_ window: WindowRule, zone: String = "Europe/Paris") throws -> Promise {
    let agreement = try agreement(timeZone: zone, windows: [window])
    return try #require(Judge(agreements: [agreement]).promises.first)
  }

  private func pending(
    _ window: WindowRule,
    after closed: String?,
    now: String,
    zone: String = "Europe/Paris"
  ) throws -> [String] {
    let promise = try promise(window, zone: zone)
    let calendar = try CalendarWindows([promise.agreement])
    return calendar.pending(
      promise,
      after: try closed.map { try instant($0) },
      now: try instant(now)
    )
    .map { "\($0.start)..\($0.end)" }
  }

  @Test func `an objective that never closed a window looks at the one before, too`() throws {
    #expect(
      try pending(.month, after: nil, now: "2026-03-14T12:00:00Z") == [
        "2026-01-31T23:00:00Z..2026-02-28T23:00:00Z",
        "2026-02-28T23:00:00Z..2026-03-31T22:00:00Z",
      ]
    )
  }

  @Test func `no window begins before the agreement holds`() throws {
    let agreement = try agreement(effective: "2026-03-10", windows: [.month])
    let calendar = try CalendarWindows([agreement])
    let promise = try #require(calendar.judge(by: [agreement]).promises.first)
    let pending = { (closed: String?, now: String) in
      calendar.pending(
        promise,
        after: try closed.map { try instant($0) },
        now: try instant(now)
      )
      .map { "\($0.start)..\($0.end)" }
    }
    let march = "2026-03-09T23:00:00Z..2026-03-31T22:00:00Z"
    let april = "2026-03-31T22:00:00Z..2026-04-30T22:00:00Z"
    #expect(try pending(nil, "2026-03-14T12:00:00Z") == [march])
    #expect(try pending(nil, "2026-04-14T12:00:00Z") == [march, april])
    #expect(try pending("2026-03-09T23:00:00Z", "2026-04-14T12:00:00Z") == [april])
  }

  @Test func `a period is judged by the revision that holds then, or comes to hold in it`() throws {
    let revisions = [
      try agreement(revision: 1, effective: "2026-03-10"),
      try agreement(revision: 2, effective: "2026-03-20"),
      try agreement(revision: 3, effective: "2026-05-01"),
      try agreement(id: "other", effective: "2020-01-01"),
    ]
    let calendar = try CalendarWindows(revisions)
    let revision = { (start: String, end: String) in
      calendar.revision(
        of: "shop",
        in: Interval(try instant(start), try instant(end)),
        among: revisions
      )?.revision
    }
    #expect(try revision("2026-02-28T23:00:00Z", "2026-03-09T23:00:00Z") == nil)
    #expect(try revision("2026-02-28T23:00:00Z", "2026-03-09T23:00:01Z") == 1)
    #expect(try revision("2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z") == 1)
    #expect(try revision("2026-03-15T00:00:00Z", "2026-06-30T22:00:00Z") == 1)
    #expect(try revision("2026-04-01T00:00:00Z", "2026-06-30T22:00:00Z") == 2)
    #expect(calendar.start(of: revisions[0]) == (try instant("2026-03-09T23:00:00Z")))
  }

  @Test func `after a window was closed only the present one is left`() throws {
    #expect(
      try pending(.day, after: "2026-03-12T23:00:00Z", now: "2026-03-14T12:00:00Z")
        == ["2026-03-13T23:00:00Z..2026-03-14T23:00:00Z"]
    )
  }

  @Test func `after a long stop every window since is looked at, ascending`() throws {
    let windows = try pending(.week, after: "2026-02-01T23:00:00Z", now: "2026-03-04T12:00:00Z")
    #expect(
      windows == [
        "2026-02-08T23:00:00Z..2026-02-15T23:00:00Z",
        "2026-02-15T23:00:00Z..2026-02-22T23:00:00Z",
        "2026-02-22T23:00:00Z..2026-03-01T23:00:00Z",
        "2026-03-01T23:00:00Z..2026-03-08T23:00:00Z",
      ]
    )
  }

  @Test func `days are 23 and 25 hours long where the clocks change`() throws {
    #expect(
      try pending(.day, after: "2026-03-27T23:00:00Z", now: "2026-03-30T12:00:00Z") == [
        "2026-03-28T23:00:00Z..2026-03-29T22:00:00Z",
        "2026-03-29T22:00:00Z..2026-03-30T22:00:00Z",
      ]
    )
    #expect(
      try pending(.day, after: "2026-10-23T22:00:00Z", now: "2026-10-25T23:30:00Z") == [
        "2026-10-24T22:00:00Z..2026-10-25T23:00:00Z",
        "2026-10-25T23:00:00Z..2026-10-26T23:00:00Z",
      ]
    )
  }

  @Test func `an instant on the border belongs to the window that begins`() throws {
    #expect(
      try pending(.day, after: "2026-03-13T00:00:00Z", now: "2026-03-14T00:00:00Z", zone: "UTC")
        == ["2026-03-14T00:00:00Z..2026-03-15T00:00:00Z"]
    )
  }

  @Test func `the windows after a stop of many years are limited to the newest`() throws {
    let windows = try pending(
      .day,
      after: "1990-01-01T00:00:00Z",
      now: "2026-03-14T12:00:00Z",
      zone: "UTC"
    )
    #expect(windows.count == CalendarWindows.limit)
    #expect(windows.last == "2026-03-14T00:00:00Z..2026-03-15T00:00:00Z")
  }

  @Test func `a rolling window has no calendar`() throws {
    #expect(try pending(.rolling(.minutes(5)), after: nil, now: "2026-03-14T12:00:00Z") == [])
    let promise = try promise(.rolling(.minutes(5)))
    let calendar = try CalendarWindows([promise.agreement])
    #expect(calendar.window(of: promise, containing: at(0)) == nil)
  }

  @Test func `what is needed reaches to the start of the window before the present one`() throws {
    let now = try instant("2026-03-14T12:00:00Z")
    let day = try promise(.day)
    let month = try promise(.month)
    let rolling = try promise(.rolling(.days(60)))
    let calendar = try CalendarWindows([day.agreement])
    #expect(calendar.earliestNeeded([], now: now) == now)
    #expect(try calendar.earliestNeeded([day], now: now) == instant("2026-03-12T23:00:00Z"))
    #expect(try calendar.earliestNeeded([day, month], now: now) == instant("2026-01-31T23:00:00Z"))
    #expect(calendar.earliestNeeded([day, month, rolling], now: now) == now - .days(60))
  }

  @Test func `a revision holds from the local midnight of its date`() throws {
    let first = try agreement(revision: 1, effective: "2026-01-01")
    let second = try agreement(revision: 2, effective: "2026-03-15")
    let calendar = try CalendarWindows([first, second])
    let held = { (time: String) in
      try calendar.inEffect([second, first], at: instant(time)).map(\.revision)
    }
    #expect(try held("2025-12-31T22:59:59Z") == [])
    #expect(try held("2025-12-31T23:00:00Z") == [1])
    #expect(try held("2026-03-14T22:59:59.999Z") == [1])
    #expect(try held("2026-03-14T23:00:00Z") == [2])
  }

  @Test(
    arguments: [
      // The month in which the second begins is the first one's to its end, and until that is settled.
      ([WindowRule.month], "2026-03-15", "2026-03-31T22:02:00Z"),
      ([.month, .rolling(.days(30))], "2026-03-15", "2026-03-31T22:02:00Z"),
      // Of several lengths the shortest counts.
      ([.month, .day], "2026-03-15", "2026-03-14T23:02:00Z"),
      ([.quarter, .month], "2026-03-01", "2026-02-28T23:02:00Z"),
      // What is over when it begins is settled, too.
      ([.month], "2026-04-01", "2026-03-31T22:02:00Z"),
      // A rolling window has no end to wait for.
      ([.rolling(.days(30))], "2026-03-15", "2026-03-14T23:00:00Z"),
    ] as [([WindowRule], String, String)]
  )
  func `a window is judged to its end by the revision that it began with`(
    windows: [WindowRule],
    effective: String,
    takeover: String
  ) throws {
    let first = try agreement(revision: 1, effective: "2026-01-01", windows: windows)
    let second = try agreement(revision: 2, effective: effective, windows: [.day])
    let calendar = try CalendarWindows([first, second])
    let judging = { (time: Instant) in
      calendar.judging([first, second], at: time, settling: .minutes(2)).map(\.revision)
    }
    let time = try instant(takeover)
    #expect(judging(time - TimeAmount(nanoseconds: 1)) == [1])
    #expect(judging(time) == [2])
    #expect(try judging(instant("2026-01-01T00:00:00Z")) == [1])
    #expect(try judging(instant("2025-12-31T22:00:00Z")) == [])
    #expect(
      calendar.judging([second], at: calendar.start(of: second), settling: .minutes(2)) == [second]
    )
  }

  @Test func `agreements keep their order, each by its own zone and revision`() throws {
    let paris = try agreement(id: "paris", effective: "2026-03-15")
    let auckland = try agreement(
      id: "auckland",
      effective: "2026-03-15",
      timeZone: "Pacific/Auckland"
    )
    let calendar = try CalendarWindows([paris, auckland])
    let held = { (time: String) in
      try calendar.inEffect([paris, auckland], at: instant(time)).map(\.id)
    }
    #expect(try held("2026-03-14T10:59:59Z") == [])
    #expect(try held("2026-03-14T11:00:00Z") == ["auckland"])
    #expect(try held("2026-03-14T23:00:00Z") == ["paris", "auckland"])
  }

  @Test func `an agreement in a zone that the host does not know is refused`() throws {
    let nowhere = try agreement(timeZone: "Atlantis/Capital")
    #expect(throws: ZoneFileError.self) { try CalendarWindows([nowhere]) }
  }
}
