import Chronology
import Execution
import Posix
import Sampling
import Scheduling
import StoreFormat
import TestKit
import Testing

@testable import Daemon
@testable import Probing

/// A scheduler whose loops are the test: it takes what is due and answers when it likes.
private final class SchedulerBench: Sendable {
  let submitted = Collected<DueProbe>()
  let measured = Collected<Measured>()
  let scheduler: Scheduler
  private let arrivals: Arrivals
  private let refuses = Lock(false)

  init(_ plan: Plan, isSynchronized: Bool = true) {
    let queue = QueueExecutor(label: "test.schedule")
    let clock = SharedClock()
    clock.begin(after: nil)
    let arrivals = Arrivals(on: queue)
    self.arrivals = arrivals
    scheduler = Scheduler(
      plan,
      on: queue,
      clock: clock,
      isSynchronized: { isSynchronized },
      submit: { [submitted, refuses] due in
        if refuses.withLock({ $0 }) { return due }
        submitted.add(due)
        return []
      },
      finished: arrivals.mailbox,
      expectLook: { arrivals.expectLook(at: $0) },
      output: { [measured] in measured.add([$0]) }
    )
    arrivals.attach(scheduler)
  }

  var samples: [Sample] { measured.all.flatMap(\.samples) }
  var gaps: [Gap] { measured.all.flatMap(\.gaps) }
  /// Without those of a slow machine: slots that came while the test had not answered.
  var shed: [Gap] { gaps.filter { $0.cause == .shed } }

  func refuseAll(_ refuses: Bool) { self.refuses.withLock { $0 = refuses } }

  func begin(at start: Instant? = nil) {
    on(scheduler) { $0.begin(at: start ?? $0.now()) }
  }

  /// Stops the timer, so that nothing comes after the test.
  func end() { on(scheduler) { $0.end() } }

  /// What has become due since the last call; waits for it.
  func due() async -> [DueProbe] {
    while submitted.count == 0 { await Task.yield() }
    return submitted.takeAll()
  }

  func finish(
    _ due: DueProbe,
    _ outcome: Outcome = .up,
    started: Int64? = nil,
    certificate: ServedCertificate? = nil
  ) {
    let started = MonotonicInstant(nanoseconds: started ?? SystemClocks.monotonic())
    let sample = Sample(series: due.series, due: due.due, start: due.due, outcome: outcome)
    arrivals.mailbox.post(
      FinishedProbe(
        due: due,
        started: started,
        ending: .sampled(sample),
        detail: nil,
        certificate: certificate
      )
    )
  }

  func refuse(_ due: DueProbe) { arrivals.mailbox.post(FinishedProbe(refused: due)) }
}

@Suite(.timeLimit(.minutes(30))) struct SchedulerTests {
  private static func fast(_ name: String) throws -> Check {
    try check(name, interval: .seconds(1), timeout: .milliseconds(400))
  }

  /// A check of which exactly one slot lies in the last 1,000 s, and can still start.
  private static var seldom: Check {
    get throws { try check("a", interval: .seconds(1_000), timeout: .milliseconds(1)) }
  }

  @Test func `a due slot goes to the loops, and its sample to the store`() async throws {
    let bench = SchedulerBench(try plan([Self.fast("a")]))
    bench.begin()
    defer { bench.end() }
    let due = try #require(await bench.due().first)
    #expect(due.series == SeriesID(number: 0))
    bench.finish(due, started: SystemClocks.monotonic() + 123_456)
    while bench.samples.isEmpty { await Task.yield() }
    let sample = try #require(bench.samples.first)
    #expect(sample.due == due.due)
    #expect(sample.start >= sample.due)
    #expect(sample.lateness.nanoseconds % StartGrid.spacing.nanoseconds == 0)
    #expect(!bench.gaps.contains { $0.interval.contains(due.due) })
  }

  @Test func `a certificate that a probe met is recorded before its sample`() async throws {
    let bench = SchedulerBench(try plan([Self.fast("a")]))
    bench.begin()
    defer { bench.end() }
    let served = ServedCertificate(
      Certificate(
        sha256: [UInt8](repeating: 7, count: 32),
        ends: at(1),
        chainStarts: at(0),
        chainEnds: at(1),
        subject: "CN=a.example",
        issuer: "CN=Test"
      )
    )
    bench.finish(try #require(await bench.due().first), certificate: served)
    bench.finish(try #require(await bench.due().first), certificate: served)
    while bench.samples.count < 2 { await Task.yield() }
    let marks = bench.measured.all.flatMap(\.certificates)
    #expect(marks.map(\.served) == [served], "the second time it is no news")
    let sample = try #require(bench.samples.first)
    #expect(marks.first?.met == sample.start && marks.first?.series == sample.series)
    let measured = try #require(bench.measured.all.first { !$0.samples.isEmpty })
    // On a busy machine a slot may have been left out before.
    let records = measured.records(at: at(0)).filter { if case .gap = $0 { false } else { true } }
    guard case .certificate = records.first, case .sample = records.last else {
      Issue.record("\(records)")
      return
    }
  }

  @Test(arguments: [true, false])
  func `a sample says when the kernel did not call the clock synchronized`(
    isSynchronized: Bool
  ) async throws {
    let bench = SchedulerBench(try plan([Self.fast("a")]), isSynchronized: isSynchronized)
    bench.begin()
    defer { bench.end() }
    bench.finish(try #require(await bench.due().first))
    while bench.samples.isEmpty { await Task.yield() }
    #expect(bench.samples.first?.flags == (isSynchronized ? [] : .clockUnsynchronized))
  }

  @Test func `an attempt that began before its slot by the clock stands at its slot`() async throws
  {
    let bench = SchedulerBench(try plan([Self.fast("a")]))
    bench.begin()
    defer { bench.end() }
    let due = try #require(await bench.due().first)
    // When the machine was started, however slow the test is.
    bench.finish(due, started: 0)
    while bench.samples.isEmpty { await Task.yield() }
    #expect(bench.samples.first?.start == due.due)
  }

  @Test func `only a change of state is urgent, and a void sample changes nothing`() async throws {
    let bench = SchedulerBench(try plan([Self.fast("a")]))
    bench.begin()
    defer { bench.end() }
    let outcomes: [(Outcome, Bool)] = [
      (.up, true), (.degraded, false), (.void, false), (.down, true),
    ]
    for (number, (outcome, _)) in outcomes.enumerated() {
      bench.finish(try #require(await bench.due().first), outcome)
      while bench.samples.count <= number { await Task.yield() }
    }
    let measured = bench.measured.all.filter { !$0.samples.isEmpty }
    #expect(measured.map { $0.samples.map(\.outcome) } == outcomes.map { [$0.0] })
    #expect(measured.map(\.isUrgent) == outcomes.map(\.1))
  }

  @Test func `what the loops refuse is a gap, and the next slot is tried again`() async throws {
    let bench = SchedulerBench(try plan([Self.fast("a")]))
    bench.refuseAll(true)
    bench.begin()
    defer { bench.end() }
    while bench.shed.isEmpty { await Task.yield() }
    let gap = try #require(bench.shed.first)
    #expect(gap.slots == 1)
    #expect(gap.interval.length == .seconds(1))
    bench.refuseAll(false)
    let due = try #require(await bench.due().first)
    #expect(due.due >= gap.interval.end)
  }

  @Test func `an attempt that the loop gave up is a gap`() async throws {
    let bench = SchedulerBench(try plan([Self.fast("a")]))
    bench.begin()
    defer { bench.end() }
    let due = try #require(await bench.due().first)
    bench.refuse(due)
    while bench.shed.isEmpty { await Task.yield() }
    #expect(bench.shed.map(\.interval.start) == [due.due])
    #expect(bench.samples.isEmpty)
  }

  @Test func `a check never runs twice at once, also when a reload changes it`() async throws {
    let bench = SchedulerBench(try plan([Self.fast("a")]))
    bench.begin()
    defer { bench.end() }
    let first = try #require(await bench.due().first)
    let shorter = try check("a", interval: .seconds(1), timeout: .milliseconds(300))
    let next = try Plan(configuration([shorter]), series: [SeriesID(number: 7)])
    on(bench.scheduler) { $0.follow(next, from: $0.now()) }
    // Another check's slots pass meanwhile: the timer runs, and this one's does not start.
    while bench.gaps.isEmpty { await Task.yield() }
    #expect(bench.submitted.count == 0)
    bench.finish(first)
    let second = try #require(await bench.due().first)
    #expect(second.series == SeriesID(number: 7))
    #expect(bench.samples.map(\.series) == [SeriesID(number: 0)], "under what it began")
  }

  @Test func `after the end nothing starts, and what runs is still taken`() async throws {
    let bench = SchedulerBench(try plan([Self.fast("a"), Self.fast("b")]))
    bench.begin()
    let due = try #require(await bench.due().first)
    bench.end()
    let late = bench.submitted.takeAll()
    bench.finish(due)
    while bench.samples.isEmpty { await Task.yield() }
    #expect(bench.submitted.count == 0)
    #expect(late.count <= 1)
    #expect(await bench.scheduler.isOnTime(within: .zero), "who has ended is not late")
  }

  @Test func `the end accounts for the slots that came due while attempts ended`() async throws {
    let bench = SchedulerBench(try plan([try Self.seldom]))
    bench.begin(at: on(bench.scheduler) { $0.now() } - .seconds(1_000))
    let due = try #require(await bench.due().first)
    bench.end()
    bench.finish(due)
    while bench.samples.isEmpty { await Task.yield() }
    on(bench.scheduler) { $0.leave(at: due.due + .seconds(2_500)) }
    let gap = try #require(bench.gaps.last)
    #expect(bench.gaps.count == 1)
    #expect(gap.cause == .daemonStopped)
    #expect(gap.slots == 2)
    #expect(gap.interval == Interval(due.due + .seconds(1_000), due.due + .seconds(3_000)))
  }

  @Test func `a slot that a reload drops is a gap`() async throws {
    let bench = SchedulerBench(try plan([try Self.seldom]))
    let empty = try plan([])
    on(bench.scheduler) { scheduler in
      // Its timer cannot fire in here.
      scheduler.begin(at: scheduler.now() - .seconds(1_000))
      scheduler.follow(empty, from: scheduler.now())
    }
    bench.end()
    let gap = try #require(bench.gaps.first)
    #expect(bench.gaps.count == 1)
    #expect(gap.cause == .late)
    #expect(gap.slots == 1)
    #expect(bench.submitted.count == 0)
  }

  @Test func `the slots that passed before it began are late, not forgotten`() async throws {
    let bench = SchedulerBench(try plan([Self.fast("a")]))
    let start = on(bench.scheduler) { $0.now() } - .seconds(5)
    bench.begin(at: start)
    defer { bench.end() }
    while bench.gaps.isEmpty { await Task.yield() }
    let gap = try #require(bench.gaps.first)
    #expect(gap.cause == .late)
    #expect(gap.slots >= 4)
    #expect(gap.interval.start - start < .seconds(1))
  }
}
