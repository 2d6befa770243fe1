import Chronology
import Sampling
import Scheduling
import TestKit
import Testing

/// Reloads at random, and a stop: every slot of every plan must end as a start or in a gap.
@Suite struct TimetableReloadTests {
  /// A check as it is planned: each interval is a series of its own.
  struct Line: Hashable {
    let id: Int
    let seconds: Int64

    var series: SeriesID { SeriesID(number: UInt32(id * 100) + UInt32(seconds)) }

    var planned: PlannedCheck? {
      guard let id = CheckID("check-\(id)") else { return nil }
      let probe = Probe.tcp(HostPort(host: "127.0.0.1", port: 1))
      let timeout = TimeAmount.milliseconds(seconds * 900)
      return PlannedCheck(
        Check(id: id, probe: probe, interval: .seconds(seconds), timeout: timeout),
        series: series
      )
    }

    /// When slots are due from `start` up to `end`, without it.
    func dues(from start: Instant, to end: Instant) -> [Instant] {
      guard let planned else { return [] }
      let slots = SlotSeries(id: planned.id, interval: planned.interval)
      let (first, last) = (slots.number(atOrAfter: start), slots.number(atOrAfter: end))
      return first < last ? (first..<last).map { slots.slot($0).due } : []
    }
  }

  /// What is to happen to each slot, and what did.
  struct Account {
    var expected: [SeriesID: [Instant]] = [:]
    var ended: [SeriesID: [Instant]] = [:]

    mutating func expect(_ plan: Set<Line>, from start: Instant, to end: Instant) {
      for line in plan { expected[line.series, default: []] += line.dues(from: start, to: end) }
    }

    mutating func take(_ gaps: [Gap]) {
      for gap in gaps {
        guard let series = gap.series, gap.slots > 0 else { continue }
        let interval = TimeAmount.seconds(Int64(series.number % 100))
        for slot in 0..<Int64(gap.slots) {
          let due = gap.interval.start + TimeAmount(nanoseconds: slot * interval.nanoseconds)
          ended[series, default: []].append(due)
        }
      }
    }

    mutating func take(_ agenda: Agenda) {
      take(agenda.gaps)
      for start in agenda.starts { ended[start.series, default: []].append(start.slot.due) }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `no slot is lost or doubled by reloads and the end`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var now = Instant(seconds: 1_774_000_000)
    var (plan, since) = (Set<Line>(), now)
    var account = Account()
    var table = Timetable()
    var running: [(ends: Instant, id: CheckID)] = []
    for _ in 0..<400 {
      now = now + .milliseconds(Int64.random(in: 1...4_000, using: &random))
      for attempt in running where attempt.ends <= now {
        account.take(table.finish(attempt.id, now: now))
      }
      running.removeAll { $0.ends <= now }
      if Int.random(in: 0..<10, using: &random) == 0 {
        account.expect(plan, from: since, to: now)
        plan = Set(
          (0..<5).compactMap { id in
            let seconds = Int64.random(in: 0...4, using: &random)
            return seconds == 0 ? nil : Line(id: id, seconds: seconds * 3)
          }
        )
        since = now
        account.take(table.replan(plan.sorted { $0.id < $1.id }.compactMap(\.planned), now: now))
      } else {
        let agenda = table.advance(to: now)
        account.take(agenda)
        for start in agenda.starts {
          guard let id = CheckID("check-\(start.series.number / 100)") else { continue }
          let took = Int64.random(in: 1...11_000, using: &random)
          running.append((now + .milliseconds(took), id))
        }
      }
    }
    account.expect(plan, from: since, to: now + TimeAmount(nanoseconds: 1))
    account.take(table.end(at: now))
    #expect(account.ended.values.map(\.count).reduce(0, +) > 300)
    for series in Set(account.expected.keys).union(account.ended.keys) {
      #expect((account.ended[series] ?? []).sorted() == account.expected[series] ?? [])
    }
  }
}
