import Chronology
import Sampling
import Scheduling
import Testing

@Suite struct TimetableTests {
  private let second = TimeAmount.seconds(1)

  private func plan(_ ids: [String], interval: TimeAmount, timeout: TimeAmount) -> [PlannedCheck] {
    ids.enumerated().compactMap { number, id in
      guard let id = CheckID(id) else { return nil }
      let probe = Probe.tcp(HostPort(host: "127.0.0.1", port: 1))
      return PlannedCheck(
        Check(id: id, probe: probe, interval: interval, timeout: timeout),
        series: SeriesID(number: UInt32(number))
      )
    }
  }

  /// A table of one check whose first slot is due at the instant returned.
  private func single(interval: TimeAmount = .seconds(10), timeout: TimeAmount = .seconds(2))
    -> (Timetable, Instant, CheckID)
  {
    var table = Timetable()
    let checks = plan(["only"], interval: interval, timeout: timeout)
    _ = table.replan(checks, now: Instant(seconds: 1_700_000_000))
    return (table, table.nextDue ?? Instant(seconds: 0), checks[0].id)
  }

  @Test func `a due slot starts once`() {
    var (table, due, _) = single()
    #expect(table.advance(to: due - .milliseconds(1)) == Agenda())
    let agenda = table.advance(to: due)
    #expect(agenda.starts.map(\.slot.due) == [due])
    #expect(agenda.gaps.isEmpty)
    #expect(table.advance(to: due + .seconds(1)) == Agenda())
    #expect(table.nextDue == due + .seconds(10))
  }

  @Test func `a slot that is too late becomes a gap`() {
    var (table, due, _) = single()
    let agenda = table.advance(to: due + .milliseconds(8_001))
    #expect(agenda.starts.isEmpty)
    #expect(agenda.gaps.map(\.cause) == [.late])
    #expect(agenda.gaps.map(\.interval) == [Interval(due, due + .seconds(10))])
    #expect(agenda.gaps.map(\.slots) == [1])
  }

  @Test func `of many missed slots the last still starts when it is in time`() {
    var (table, due, _) = single()
    let agenda = table.advance(to: due + .seconds(51), excuse: .suspended)
    #expect(agenda.starts.map(\.slot.due) == [due + .seconds(50)])
    #expect(agenda.gaps.map(\.cause) == [.suspended])
    #expect(agenda.gaps.map(\.interval) == [Interval(due, due + .seconds(50))])
    #expect(agenda.gaps.map(\.slots) == [5])
  }

  @Test func `no check runs twice at once`() {
    var (table, due, id) = single()
    _ = table.advance(to: due)
    // The attempt is still running when the next slot comes: the slot waits.
    #expect(table.advance(to: due + .seconds(10)) == Agenda())
    let agenda = table.finish(id, now: due + .seconds(12))
    #expect(agenda.starts.map(\.slot.due) == [due + .seconds(10)])
  }

  @Test func `a slot that waited too long is an overrun`() {
    var (table, due, id) = single()
    _ = table.advance(to: due)
    _ = table.advance(to: due + .seconds(10))
    let agenda = table.finish(id, now: due + .seconds(19))
    #expect(agenda.starts.isEmpty)
    #expect(agenda.gaps.map(\.cause) == [.overrun])
    #expect(agenda.gaps.map(\.interval.start) == [due + .seconds(10)])
  }

  @Test func `a slot that waits when the next one is due is an overrun`() {
    var (table, due, id) = single()
    _ = table.advance(to: due)
    _ = table.advance(to: due + .seconds(10))
    let agenda = table.advance(to: due + .seconds(20))
    #expect(agenda.starts.isEmpty)
    #expect(agenda.gaps.map(\.cause) == [.overrun])
    #expect(table.finish(id, now: due + .seconds(20)).starts.count == 1)
  }

  @Test func `a reload keeps the slots and the attempts of unchanged checks`() {
    var table = Timetable()
    let start = Instant(seconds: 1_700_000_000)
    let before = plan(["a", "b"], interval: .seconds(10), timeout: .milliseconds(1))
    _ = table.replan(before, now: start)
    var dues: [Instant] = []
    while let due = table.nextDue, due < start + .seconds(10) {
      dues += table.advance(to: due).starts.map(\.slot.due)
    }
    #expect(dues.count == 2)
    let added = plan(["a", "b", "c"], interval: .seconds(10), timeout: .milliseconds(1))
    _ = table.replan(added, now: start + .seconds(10))
    var started: [DueSlot] = []
    while let due = table.nextDue, due < start + .seconds(20) {
      started += table.advance(to: due).starts
    }
    // The attempts of `a` and `b` still run, so that only `c` starts; the others wait.
    #expect(started.map(\.index) == [2])
    let waited = table.finish(before[0].id, now: start + .seconds(20)).starts.map(\.slot.due)
    #expect(waited.count == 1 && dues.contains(waited[0] - .seconds(10)))
  }

  @Test func `a slot that waits when a reload drops its check is an overrun`() {
    var (table, due, id) = single()
    _ = table.advance(to: due)
    _ = table.advance(to: due + .seconds(10))
    let gaps = table.replan([], now: due + .seconds(11))
    #expect(gaps.map(\.cause) == [.overrun])
    #expect(gaps.map(\.interval) == [Interval(due + .seconds(10), due + .seconds(20))])
    #expect(gaps.map(\.slots) == [1])
    #expect(table.finish(id, now: due + .seconds(12)) == Agenda())
  }

  @Test func `so is one whose interval a reload changes, and one that was not taken yet is late`() {
    var (table, due, _) = single()
    let changed = plan(["only"], interval: .seconds(7), timeout: .seconds(2))
    var waiting = table
    _ = waiting.advance(to: due)
    _ = waiting.advance(to: due + .seconds(10))
    let waited = waiting.replan(changed, now: due + .seconds(11))
    #expect(waited.map(\.cause) == [.overrun])
    let gaps = table.replan(changed, now: due + .seconds(15))
    #expect(gaps.map(\.cause) == [.late])
    #expect(gaps.map(\.interval) == [Interval(due, due + .seconds(20))])
    #expect(gaps.map(\.slots) == [2])
  }

  @Test func `a reload drops nothing of a check that stays, nor a slot that the new plan has`() {
    var (table, due, _) = single()
    let same = plan(["only"], interval: .seconds(10), timeout: .seconds(3))
    #expect(table.replan(same, now: due + .seconds(1)) == [])
    let agenda = table.advance(to: due + .seconds(1))
    #expect(agenda.starts.map(\.slot.due) == [due])
    #expect(table.replan([], now: due + .seconds(10)) == [])
  }

  @Test func `the end leaves what waits an overrun, and the rest to the stopped daemon`() {
    var (table, due, id) = single()
    _ = table.advance(to: due)
    _ = table.advance(to: due + .seconds(10))
    let first = table.end(at: due + .seconds(30))
    #expect(first.map(\.cause) == [.overrun, .daemonStopped])
    #expect(first.map(\.interval.start) == [due + .seconds(10), due + .seconds(20)])
    #expect(first.map(\.slots) == [1, 2], "one that is due at the end is in it")
    #expect(table.end(at: due + .seconds(39)) == [])
    let last = table.end(at: due + .seconds(40))
    #expect(last.map(\.slots) == [1])
    #expect(table.finish(id, now: due + .seconds(41)) == Agenda(), "nothing starts after the end")
  }

  @Test func `an attempt of a check that was removed can end`() {
    var (table, due, id) = single()
    _ = table.advance(to: due)
    _ = table.replan([], now: due)
    #expect(table.finish(id, now: due + .seconds(1)) == Agenda())
    #expect(table.nextDue == nil)
  }
}
