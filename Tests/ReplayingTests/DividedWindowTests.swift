import Agreement
import Chronology
import Events
import Judging
import Sampling
import StoreFormat
import Testing

@testable import Replaying

/// Which part of a window is whose where a revision takes effect inside it.
@Suite struct DividedWindowTests {
  private static let split = Clauses(onChange: .split)

  private func revision(
    _ number: Int,
    _ effective: String,
    _ clauses: Clauses = DividedWindowTests.split,
    windows: [WindowRule] = [.month]
  ) throws -> Agreement {
    try agreement(revision: number, effective: effective, windows: windows, clauses: clauses)
  }

  private func june(_ from: String, _ to: String) throws -> Interval {
    Interval(try instant("2026-\(from)T22:00:00Z"), try instant("2026-\(to)T22:00:00Z"))
  }

  @Test func `each revision judges its part, and the whole of every other window`() throws {
    let all = [
      try revision(1, "2026-01-01"), try revision(2, "2026-06-11"),
      try revision(3, "2026-06-21", Clauses()), try revision(4, "2026-06-26"),
    ]
    let calendar = try CalendarWindows(all)
    let window = try june("05-31", "06-30")
    let parts = all.map { calendar.tenure(of: $0).part(of: window) }
    #expect(try parts[0] == june("05-31", "06-10"))
    #expect(try parts[1] == june("06-10", "06-20"))
    // By its own clause the third judges to the window's end, and the fourth has no part of June.
    #expect(try parts[2] == june("06-20", "06-30"))
    #expect(calendar.tenure(of: all[3]) == .whole)
    let continuing = { calendar.continuing($0, after: $1, among: all) }
    #expect(continuing(window, all[0]) == [all[1], all[2]])
    let (rest, july, may) = (
      try june("06-10", "06-30"), try june("06-30", "07-31"), try june("04-30", "05-31")
    )
    #expect(continuing(rest, all[1]) == [all[2]])
    #expect(continuing(july, all[2]).isEmpty)
    #expect(calendar.tenure(of: all[0]).part(of: july).isEmpty)
    #expect(calendar.tenure(of: all[0]).part(of: may) == may)
    #expect(calendar.tenure(of: all[1]).heldSince == calendar.start(of: all[0]))
    #expect(calendar.tenure(of: all[0]).nextEnd == calendar.start(of: all[2]))
  }

  @Test func `a revision whose own turn has not come divides nothing`() throws {
    let all = [
      try revision(1, "2026-01-01", Clauses()), try revision(2, "2026-06-11"),
      try revision(3, "2026-06-21"),
    ]
    let calendar = try CalendarWindows(all)
    #expect(all.allSatisfy { calendar.tenure(of: $0) == .whole })
    let continuing = { calendar.continuing($0, after: $1, among: all) }
    let june = try june("05-31", "06-30")
    #expect(continuing(june, all[0]).isEmpty)
    // June is the first one's to its end, and then comes the third.
    let end = try instant("2026-06-30T22:02:00Z")
    let judging = { (time: Instant) in
      calendar.judging(all, at: time, settling: .minutes(2)).map(\.revision)
    }
    #expect(judging(end - .milliseconds(1)) == [1])
    #expect(judging(end) == [3])
  }

  @Test func `the revision before closes its part before the next one takes over`() throws {
    let all = [
      try revision(1, "2026-01-01", windows: [.month, .day, .rolling(.days(30))]),
      try revision(2, "2026-06-11"),
    ]
    let calendar = try CalendarWindows(all)
    let cut = try instant("2026-06-10T22:00:00Z")
    let judging = { (time: Instant) in
      calendar.judging(all, at: time, settling: .minutes(2)).map(\.revision)
    }
    #expect(judging(cut + .minutes(2) - .milliseconds(1)) == [1])
    #expect(judging(cut + .minutes(2)) == [2])
    let rolling = try CalendarWindows([
      try revision(1, "2026-01-01", windows: [.rolling(.days(30))]), all[1],
    ])
    let revisions = [try revision(1, "2026-01-01", windows: [.rolling(.days(30))]), all[1]]
    #expect(rolling.judging(revisions, at: cut, settling: .minutes(2)).map(\.revision) == [2])
  }

  @Test func `after a stop over the cut the revision before goes on, and closes its part`() throws {
    let all = [try revision(1, "2026-01-01"), try revision(2, "2026-06-11")]
    let calendar = try CalendarWindows(all)
    let cut = try instant("2026-06-10T22:00:00Z")
    let now = cut + .days(40)
    let judging = { (agreements: [Agreement], end: Instant?) in
      try CalendarWindows(agreements).judging(agreements, measuredBy: [], since: end, at: now)
    }
    #expect(try judging(all, nil).map(\.revision) == [2])
    #expect(try judging(all, cut + .hours(1)).map(\.revision) == [2], "it was judged by then")
    #expect(try judging(all, cut - .hours(1)).map(\.revision) == [1])
    let undivided = [try revision(1, "2026-01-01", Clauses()), all[1]]
    #expect(try judging(undivided, cut - .hours(1)).map(\.revision) == [2])
    var judge = calendar.judge(by: [all[0]])
    let definition = CheckDefinition(
      id: try checkID("web"),
      method: "tcp",
      target: "127.0.0.1:80",
      interval: .minutes(1),
      timeout: .seconds(10),
      confirmation: Confirmation(),
      rules: ""
    )
    judge.define(SeriesID(number: 0), definition)
    for minute in -120 ..< -60 {
      let time = cut + .minutes(Int64(minute))
      judge.take(Sample(series: SeriesID(number: 0), due: time, start: time, outcome: .up))
    }
    var announcer = Announcer()
    let events = announcer.announce(judge, at: now) { promise in
      calendar.pending(promise, after: cut - .days(41), now: now)
    }
    let closed = events.filter { $0.kind == .objectiveClosed }
    #expect(closed.count == 2, "availability and speed of the web: \(events.map(\.recorded))")
    for event in closed {
      let end = event.fields.first { $0.name == "WINDOW_END" }?.value
      #expect(end == cut.rfc3339(decimals: 3), "\(event.recorded)")
    }
  }

  @Test func `each part is looked at until it was said to be closed, and no longer`() throws {
    let all = [try revision(1, "2026-01-01"), try revision(2, "2026-06-11")]
    let calendar = try CalendarWindows(all)
    let first = try #require(calendar.judge(by: [all[0]]).promises.first)
    let second = try #require(calendar.judge(by: [all[1]]).promises.first)
    let cut = try instant("2026-06-10T22:00:00Z")
    let start = try instant("2026-05-31T22:00:00Z")
    let july = try june("06-30", "07-31")
    let parts = [try june("05-31", "06-10"), try june("06-10", "06-30")]
    #expect(calendar.pending(first, after: start - .days(31), now: cut) == [parts[0]])
    #expect(calendar.pending(second, after: start, now: cut) == [parts[1]])
    let now = july.start + .minutes(3)
    #expect(calendar.pending(second, after: start, now: now) == [parts[1], july])
    #expect(calendar.pending(second, after: cut, now: now) == [july])
  }
}
