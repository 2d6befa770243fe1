import Chronology
import Execution
import Posix
import Probing
import Sampling
import Scheduling

/// Drives the timetable: one timer, due slots to the loops, what came back to the store.
///
/// It waits for nothing: loops and store take what it hands over by mailbox, or refuse it.
actor Scheduler: QueueActor {
  nonisolated let executor: QueueExecutor

  /// At least so often the clocks are compared, and the record says that the daemon lives.
  static let heartbeat = TimeAmount.seconds(60)

  /// At least so often the kernel is asked how exact its clock is.
  static let clockPeriod = TimeAmount.hours(1)

  private let submit: @Sendable ([DueProbe]) -> [DueProbe]
  private let output: @Sendable (Measured) -> Void
  private let finished: Mailbox<FinishedProbe>
  private let expectLook: @Sendable (MonotonicInstant?) -> Void
  private let clock: SharedClock
  private let readsSynchronized: @Sendable () -> Bool
  /// Whether the kernel called the clock synchronized when it was asked last.
  private var isSynchronized: Bool
  private var table = Timetable()
  private var plan: Plan
  private var timer: QueueTimer?
  private var nextHeartbeat: Instant
  private var nextClockQuestion: Instant
  private var isStopping = false
  private var availability = AvailabilityChanges()
  private var certificates: CertificateBook
  private var letters: [FinishedProbe] = []

  /// A scheduler that has not begun.
  ///
  /// - Parameters:
  ///   - clock: Log time, continued from the record.
  ///   - certificates: Which are in force where the record ends.
  ///   - isSynchronized: Asks the kernel whether the clock is synchronized; must not block.
  ///   - submit: Hands due probes to the loops, without waiting; answers those that they refuse.
  ///   - finished: What the loops post; whoever makes it has it wake ``collect()``.
  ///   - expectLook: Told when the timer will have ``collect()`` run without a wake-up; nil is never.
  ///   - output: Takes what was measured; must not block.
  init(
    _ plan: Plan,
    on executor: QueueExecutor,
    clock: SharedClock,
    certificates: CertificateBook = CertificateBook(),
    isSynchronized: @escaping @Sendable () -> Bool = { KernelClock.isSynchronized },
    submit: @escaping @Sendable ([DueProbe]) -> [DueProbe],
    finished: Mailbox<FinishedProbe>,
    expectLook: @escaping @Sendable (MonotonicInstant?) -> Void = { _ in },
    output: @escaping @Sendable (Measured) -> Void
  ) {
    self.plan = plan
    self.executor = executor
    self.clock = clock
    self.certificates = certificates
    readsSynchronized = isSynchronized
    self.isSynchronized = isSynchronized()
    self.submit = submit
    self.finished = finished
    self.expectLook = expectLook
    self.output = output
    nextHeartbeat = clock.now() + Scheduler.heartbeat
    nextClockQuestion = clock.now() + Scheduler.clockPeriod
  }

  /// Begins with the slots that are due at `start` or later: those that have passed since are late.
  func begin(at start: Instant) {
    // Weak: a timer may fire once more while it is dropped with the last scheduler.
    timer = QueueTimer(on: executor) { [weak self] in self?.assumeIsolated { $0.tick() } }
    follow(plan, from: start)
  }

  /// Goes on with a plan from `start` on; unchanged checks keep their slots and their running attempts.
  func follow(_ plan: Plan, from start: Instant) {
    self.plan = plan
    let planned = plan.planned
    availability.keep(Set(planned.map(\.series)))
    give(up: table.replan(planned, now: start))
    arm()
    // The next slot may have moved away, and what arrived before relied on it.
    collect()
  }

  /// Starts nothing more; what runs may still end.
  func end() {
    isStopping = true
    timer?.disarm()
    expectLook(nil)
    collect()
  }

  /// Accounts for every slot up to and including `now` that did not start, after ``end()`` and when
  /// the loops have ended.
  func leave(at now: Instant) {
    // First what was measured: it began before.
    collect()
    give(up: table.end(at: now))
  }

  private func give(up gaps: [Gap]) {
    if !gaps.isEmpty { output(Measured(gaps: gaps)) }
  }

  /// Log time now.
  func now() -> Instant { clock.now() }

  /// Whether slots are taken when they are due: what the watchdog is told.
  ///
  /// - Parameter limit: How late the earliest slot may be.
  func isOnTime(within limit: TimeAmount) -> Bool {
    guard let due = table.nextDue, !isStopping else { return true }
    return now() - due <= limit
  }

  /// Takes what the loops have finished; runs on the scheduler's queue when they have posted.
  func collect() {
    _ = finished.drain(into: &letters)
    guard !letters.isEmpty else { return }
    let now = now()
    var measured = Measured()
    var due: [DueProbe] = []
    for letter in letters {
      note(letter, into: &measured)
      guard !isStopping, let check = letter.due.probe.check else { continue }
      take(table.finish(check, now: now), due: &due, into: &measured)
    }
    letters.removeAll(keepingCapacity: true)
    start(due, now: now, into: &measured)
    output(measured)
  }

  private func tick() {
    // So that what the loops have delivered never stands behind what they are given now.
    collect()
    let reading = ClockReading.now()
    var measured = Measured()
    (measured.disturbance, measured.news) = clock.observe(reading)
    let now = clock.now()
    if measured.disturbance != nil || measured.news != nil || now >= nextHeartbeat {
      isSynchronized = readsSynchronized()
      measured.reading = reading
      measured.isSynchronized = isSynchronized
      nextHeartbeat = now + Scheduler.heartbeat
      if measured.disturbance != nil || now >= nextClockQuestion {
        measured.isClockAsked = true
        nextClockQuestion = now + Scheduler.clockPeriod
      }
    }
    var due: [DueProbe] = []
    take(
      table.advance(to: now, excuse: measured.disturbance?.gapCause),
      due: &due,
      into: &measured
    )
    start(due, now: now, into: &measured)
    if !measured.isEmpty { output(measured) }
    arm()
  }

  private func arm() {
    guard !isStopping else { return }
    let next = min(table.nextDue ?? nextHeartbeat, nextHeartbeat)
    let time = clock.monotonic(at: TimerGrid.point(atOrAfter: next))
    timer?.arm(at: time.nanoseconds)
    expectLook(time)
  }

  private func take(_ agenda: Agenda, due: inout [DueProbe], into measured: inout Measured) {
    measured.gaps += agenda.gaps
    for start in agenda.starts {
      due.append(
        DueProbe(
          probe: plan.prepared[start.index],
          series: start.series,
          due: start.slot.due
        )
      )
    }
  }

  /// Hands due probes to the loops; what they refuse becomes a gap, and the check is free again.
  private func start(_ due: [DueProbe], now: Instant, into measured: inout Measured) {
    guard !due.isEmpty else { return }
    for refused in submit(due) {
      measured.gaps.append(shed(refused))
      // Nothing waits behind a slot that has just been taken, so that nothing starts here.
      if let check = refused.probe.check { _ = table.finish(check, now: now) }
    }
  }

  private func note(_ letter: FinishedProbe, into measured: inout Measured) {
    guard var sample = letter.sample else {
      measured.gaps.append(shed(letter.due))
      return
    }
    sample.start = StartGrid.start(
      ofSlotDue: sample.due,
      began: clock.now(at: letter.started)
    )
    if !isSynchronized { sample.flags.insert(.clockUnsynchronized) }
    measured.samples.append(sample)
    if let served = letter.certificate, let check = letter.due.probe.check,
      let mark = certificates.note(served, of: check, sample.series, at: sample.start)
    {
      measured.certificates.append(mark)
    }
    if availability.isChanged(by: sample) { measured.isUrgent = true }
  }

  private func shed(_ probe: DueProbe) -> Gap {
    .shed(probe.series, due: probe.due, interval: probe.probe.interval)
  }
}
