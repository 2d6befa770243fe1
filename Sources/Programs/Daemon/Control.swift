import Archive
import Chronology
import ConfigFile
import Dispatch
import Events
import Execution
import Journaling
import Posix
import Probing
import Recording
import Replaying
import Sampling
import Scheduling
import Storage
import StoreFormat
import Systemd

/// The life of a daemon that measures: start, signals, an end in order.
struct Control {
  /// How long events may still be said at the end.
  private static let farewell = Duration.seconds(5)

  private let configuration: Configuration
  private let assembly: Assembly
  private let lifeSigns: LifeSigns
  private let ending = DispatchSemaphore(value: 0)
  private let reloader: Reloader
  private let inbox: InboxWatch
  private let sealer: ReportSealer
  private let unwritten: UnwrittenMark
  private let queue: QueueExecutor

  /// Makes everything ready.
  init(_ options: DaemonOptions, _ configuration: Configuration) throws(Failure) {
    let queue = QueueExecutor(label: "constat.control")
    // A queue of their own: the watchdog must not wait for a reload that reads a long record.
    let lifeSigns = LifeSigns(on: QueueExecutor(label: "constat.signs"))
    let assembly = try Assembly(options, configuration)
    let revisions = RevisionBook(assembly.replayed.recollection.revisions)
    if let reason = revisions.contradiction(configuration.agreements) {
      throw Failure(message: reason, status: .configuration)
    }
    reloader = Reloader(options, assembly, lifeSigns, on: queue)
    sealer = ReportSealer(assembly, reloader)
    inbox = InboxWatch(assembly, reloader, sealer)
    unwritten = UnwrittenMark(
      of: assembly.store.recovery.store,
      in: StoreKey.besideFolder(configuration.store)
    )
    unwritten.prepare()
    self.configuration = configuration
    self.queue = queue
    self.lifeSigns = lifeSigns
    self.assembly = assembly
  }

  /// Measures until SIGTERM or SIGINT, then ends in order.
  func run() throws(Failure) {
    let signals = Signals(on: queue, ending: ending, reloader: reloader)
    try begin()
    ending.wait()
    let unwritten = withExtendedLifetime(signals) { end() }
    if let unwritten { throw unwritten }
  }

  private func begin() throws(Failure) {
    let now = assembly.clock.now()
    let store = assembly.store
    store.append(startRecords(now), urgent: true)
    on(assembly.judge) { [replayed = assembly.replayed] judge in
      judge.begin(
        undelivered: replayed.recollection.undelivered,
        at: replayed.recollection.lastTime
      )
    }
    do throws(ProbingError) {
      try assembly.loops.start()
    } catch {
      throw Failure(error)
    }
    // What the last daemon left unsealed, for instance because it was killed.
    assembly.archivist.look()
    // From where the record begins anew: no slot falls between.
    on(assembly.scheduler) { $0.begin(at: now) }
    on(inbox) { $0.begin() }
    on(reloader) { [sealer] reloader in reloader.begin { sealer.look() } }
    on(sealer) { $0.begin() }
    let (scheduler, judge) = (assembly.scheduler, assembly.judge)
    let (reloader, clock) = (reloader, assembly.clock)
    on(lifeSigns) { [configuration] signs in
      signs.tell(.ready, .status("measuring \(counted(configuration.checks.count, "check"))"))
      signs.attend(
        isOnTime: { await scheduler.isOnTime(within: $0) },
        line: {
          await StatusLine(
            checks: reloader.checkCount,
            incidents: judge.openIncidentCount,
            refused: judge.refusedCount,
            store: store.currentStatus.words(at: clock.now()) + clock.leadWords
          ).text
        }
      )
    }
  }

  /// The start, the gap since the record ended, and the agreements that it doesn't tell of yet.
  private func startRecords(_ now: Instant) -> [Record] {
    let start = DaemonStart(
      time: now,
      version: Version.text,
      configuration: Array(configuration.sha256.utf8)
    )
    let started = Event.daemonStarted(
      at: now,
      vantage: configuration.vantage,
      checks: configuration.checks.count,
      store: configuration.store
    )
    var records: [Record] = []
    var silentSince = assembly.store.recovery.silentSince
    if let known = unwritten.read(),
      let lost = known.interval(since: silentSince, until: now)
    {
      let loss = Loss(cause: .lost, interval: lost, count: known.count)
      records += [.loss(loss), .event(loss.said)]
      silentSince = lost.end
    }
    // Where commands alone have written so far, no daemon has stopped.
    let hasStarted = assembly.replayed.recollection.hasStarted
    if hasStarted, let gap = Gap.daemonStopped(since: silentSince, until: now) {
      records += [.gap(gap), .event(Event.daemonGap(gap).recorded)]
    }
    let mark = ClockMark(at: now, bootTime: SystemClocks.boottime(), isDetailed: true)
    records += [.started(start), .clock(mark), .event(started.recorded)]
    let agreements = configuration.agreements
    records += on(reloader) { $0.revisionRecords(of: agreements, at: now) }
    return records + assembly.planBook.follow(assembly.plan, at: now)
  }

  /// - Returns: How the process is to end, if not all is written.
  private func end() -> Failure? {
    // A reload may have brought another one than the start's.
    let configuration = on(reloader) { reloader in
      reloader.leave()
      return reloader.configuration
    }
    let longest = configuration.checks.map(\.timeout).max() ?? .zero
    on(lifeSigns) { signs in
      signs.leave()
      signs.tell(
        .stopping,
        .status("ending: waiting for what is in flight"),
        .extendTimeout(.nanoseconds(longest.nanoseconds) + Self.farewell + .seconds(20))
      )
    }
    inbox.end()
    sealer.end()
    on(assembly.scheduler) { $0.end() }
    finishLoops()
    on(inbox) { $0.leave() }
    let now = assembly.clock.now()
    on(assembly.scheduler) { $0.leave(at: now) }
    let stopped = Event.daemonStopped(at: now, reason: "asked to end by a signal")
    assembly.store.append(
      assembly.planBook.end(at: now) + [.event(stopped.recorded), .stopped(now)]
    )
    // A sample may make an event, which becomes durable in a commit of its own and is then said.
    for _ in 0..<3 {
      on(assembly.store) { $0.flush() }
      on(assembly.judge) { _ in }
    }
    let begun = SystemClocks.monotonic()
    assembly.delivery.settle(within: Self.farewell)
    let rest = Self.farewell - .nanoseconds(SystemClocks.monotonic() - begun)
    let failure = closeRecord(at: now)
    let unsaid = assembly.delivery.finish(within: max(rest, .zero))
    if unsaid > 0 {
      Complaint.warn("\(unsaid) events could not be said; they will be at the next start")
    }
    if let foreground = assembly.foreground {
      foreground.finish()
      ClosingReport(assembly, configuration).say(at: now)
    }
    return failure
  }

  /// Says how many records could not be written, and leaves that for the next start.
  private func leaveUnwritten(at now: Instant) -> Failure {
    let count = UInt64(clamping: assembly.store.currentStatus.pending)
    let isKept = count == 0 || unwritten.write(UnwrittenMark.Loss(count: count, end: now))
    let cause = isKept ? "lost" : "daemon-stopped"
    let message =
      count == 0
      ? "the record could not be ended as it should be: see the store's disk"
      : "the last \(counted(Int(clamping: count), "record")) could not be written: see the store's disk."
        + " The next start records that time as \(cause)"
    return Failure(message: message, status: .inputOutput)
  }

  /// Seals the record to its end, and posts the last checkpoint, which leaves the host with it.
  ///
  /// It can't be put on record any more: the next start does that, and says it again by the same key.
  ///
  /// - Returns: What kept the record from being ended; nil if nothing did.
  private func closeRecord(at now: Instant) -> Failure? {
    guard on(assembly.store, { $0.close(keepingLock: true) }) else {
      return leaveUnwritten(at: now)
    }
    let (isSealed, last) = on(assembly.archivist) { ($0.finish(), $0.sealedAtEnd) }
    if !isSealed {
      Complaint.warn("the record is not sealed to its end; that is done at the next start")
    }
    if let last, let event = Event(last.said) { assembly.delivery.post([event]) }
    on(assembly.store) { $0.release() }
    return nil
  }

  private func finishLoops() {
    let done = DispatchSemaphore(value: 0)
    let loops = assembly.loops
    Task {
      await loops.finish()
      done.signal()
    }
    done.wait()
    loops.stop()
  }
}
