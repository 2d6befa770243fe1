import Chronology
import Sampling
import Scheduling
import TestKit
import Testing

/// Thirty simulated days: every slot of the timetable must end as a start or in a gap.
@Suite struct TimetableSimulationTests {
  /// What a machine does to its clocks at a moment of the simulation.
  enum Trouble: CaseIterable, Sendable {
    case none, drift, stepForward, stepBack, suspend, stall
  }

  /// The world: three clocks, and the timetable with its driver's rules.
  struct World {
    var realtime: Int64 = 1_774_000_000_000_000_000
    var boottime: Int64 = 5_000_000_000
    var monotonic: Int64 = 5_000_000_000
    var generator: SplitMix64

    var reading: ClockReading {
      ClockReading(
        realtime: Instant(nanoseconds: realtime),
        boottime: TimeAmount(nanoseconds: boottime),
        monotonic: MonotonicInstant(nanoseconds: monotonic)
      )
    }

    mutating func pass(_ amount: TimeAmount, drift: Int64 = 0) {
      realtime += amount.nanoseconds + drift
      boottime += amount.nanoseconds
      monotonic += amount.nanoseconds
    }
  }

  /// What became of one check's slots.
  struct Account {
    var starts: [Int64] = []
    var missed: [ClosedRange<Int64>] = []
    var last: Instant = Instant(seconds: 0)
  }

  @Test(arguments: Trouble.allCases)
  func `every slot of thirty days is accounted for`(trouble: Trouble) throws {
    var world = World(generator: SplitMix64(seed: 42))
    let intervals: [Int64] = [30, 60, 300]
    let checks = try intervals.enumerated().map { number, seconds in
      let probe = Probe.tcp(HostPort(host: "127.0.0.1", port: 1))
      let id = try #require(CheckID("check-\(number)"))
      return PlannedCheck(
        Check(id: id, probe: probe, interval: .seconds(seconds), timeout: .seconds(5)),
        series: SeriesID(number: UInt32(number))
      )
    }
    var clock = LogClock(world.reading, after: nil)
    let begin = clock.now(world.reading)
    var table = Timetable()
    _ = table.replan(checks, now: begin)
    var accounts = [Account](repeating: Account(), count: checks.count)
    var running: [(ends: Instant, id: CheckID)] = []
    let end = begin + .days(30)
    while let due = table.nextDue, due < end {
      let now = clock.now(world.reading)
      let wake = max(TimerGrid.point(atOrAfter: due), now)
      // A driver's timer runs by the monotonic clock, and log time not always as fast.
      world.pass(clock.monotonic(at: wake) - world.reading.monotonic)
      disturb(&world, trouble)
      let excuse = clock.observe(world.reading)?.gapCause
      let at = clock.now(world.reading)
      for ended in running where ended.ends <= at {
        account(table.finish(ended.id, now: at), checks, &accounts, &running, at, &world)
      }
      running.removeAll { $0.ends <= at }
      account(table.advance(to: at, excuse: excuse), checks, &accounts, &running, at, &world)
    }
    let rest = Agenda(gaps: table.end(at: end))
    account(rest, checks, &accounts, &running, end, &world)
    for (check, account) in zip(checks, accounts) {
      verify(account, SlotSeries(id: check.id, interval: check.interval), begin, end)
    }
  }

  private func disturb(_ world: inout World, _ trouble: Trouble) {
    guard Int.random(in: 0..<5_000, using: &world.generator) == 0 || trouble == .drift else {
      return
    }
    let length = Int64.random(in: 2...7_200, using: &world.generator) * 1_000_000_000
    switch trouble {
    case .none: break
    case .drift: world.realtime += Int64.random(in: -20_000...20_000, using: &world.generator)
    case .stepForward: world.realtime += length
    case .stepBack: world.realtime -= length
    case .suspend:
      world.realtime += length
      world.boottime += length
    case .stall: world.pass(TimeAmount(nanoseconds: length))
    }
  }

  private func account(
    _ agenda: Agenda,
    _ checks: [PlannedCheck],
    _ accounts: inout [Account],
    _ running: inout [(ends: Instant, id: CheckID)],
    _ now: Instant,
    _ world: inout World
  ) {
    for start in agenda.starts {
      accounts[start.index].starts.append(start.slot.number)
      #expect(now >= start.slot.due)
      #expect(now >= accounts[start.index].last, "log time goes back")
      accounts[start.index].last = now
      let id = checks[start.index].id
      #expect(!running.contains { $0.id == id && $0.ends > now }, "two attempts at once")
      let took = TimeAmount.milliseconds(Int64.random(in: 1...5_000, using: &world.generator))
      running.append((now + took, id))
    }
    for gap in agenda.gaps {
      guard let index = gap.series.map({ Int($0.number) }) else { continue }
      let slots = SlotSeries(id: checks[index].id, interval: checks[index].interval)
      let first = slots.number(atOrAfter: gap.interval.start)
      #expect(gap.slots > 0)
      accounts[index].missed.append(first...(first + Int64(gap.slots) - 1))
    }
  }

  private func verify(_ account: Account, _ slots: SlotSeries, _ begin: Instant, _ end: Instant) {
    var seen = Set(account.starts)
    #expect(seen.count == account.starts.count, "a slot started twice")
    for range in account.missed {
      for number in range {
        #expect(seen.insert(number).inserted, "a slot both started and missed, or missed twice")
      }
    }
    let first = slots.number(atOrAfter: begin)
    let last = slots.number(atOrAfter: end) - 1
    #expect((first...last).filter { !seen.contains($0) } == [])
  }
}
