import Agreement
import Archive
import Chronology
import ConfigFile
import Dispatch
import Events
import Execution
import Journaling
import Judging
import Pcre2
import Posix
import Probing
import Recording
import Replaying
import Sampling
import Scheduling
import Storage
import StoreFormat
import Systemd

/// The daemon's parts, joined by mailboxes: slots to loops, samples to the store, what is durable to
/// the judge, events back to the store, and what is durable of them to the journal.
struct Assembly: Sendable {
  let clock: SharedClock
  let store: Store
  let archivist: Archivist
  let planBook: PlanBook
  let loops: ProbeLoops
  let scheduler: Scheduler
  let judge: JudgeDriver
  /// What is measured at the start.
  let plan: Plan
  let delivery: EventDelivery
  /// Who is shown what happens, if somebody is.
  let foreground: ForegroundPost?
  /// When the record ended at the start; nil if nothing was on record.
  let recordedUntil: Instant?
  /// What the record amounted to at the start, without the facts, which the judge goes on with.
  let replayed: Replay.Result

  /// Opens the store, reads it, and makes everything ready; nothing is measured yet.
  init(_ options: DaemonOptions, _ configuration: Configuration) throws(Failure) {
    let clock = SharedClock()
    let judgeQueue = QueueExecutor(label: "constat.judge")
    let durable = DurableGroups(on: judgeQueue)
    let sealing = Weak<Archivist>()
    let planning = Weak<PlanBook>()
    let store = try Self.openStore(configuration, clock, durable) {
      sealing.value?.look()
      planning.value?.look()
    }
    clock.begin(after: store.recovery.lastTime)
    if store.recovery.isFromLedger {
      Complaint.warn(
        "the newest file of the store's log is missing or damaged: what was not sealed is lost, and the"
          + " record goes on behind what the ledger has"
      )
    }
    archivist = try Sealing.archivist(of: store, configuration, clock)
    sealing.set(archivist)
    let calendar = try Self.calendar(configuration)
    recordedUntil = store.recovery.lastTime
    let replayed = try Self.replay(
      configuration,
      calendar,
      since: recordedUntil,
      at: clock.now()
    )
    planBook = PlanBook(
      PlanAccount(
        since: replayed.recollection.firstTime,
        replayed.recollection.unplanned,
        store.recovery.definitions
      ),
      now: { clock.now() },
      record: { store.append($0) }
    )
    planning.set(planBook)
    let delivery = try Self.delivery(options) { keys in
      store.append(keys.map { .sent($0.description) })
    }
    foreground = options.isForeground ? Self.foreground(store) : nil
    let judge = JudgeDriver(
      replayed,
      calendar: calendar,
      on: judgeQueue,
      record: { store.append($0, urgent: true) },
      deliver: { delivery.post($0, again: $1) },
      watch: { [foreground] judged in foreground?.post(judged) }
    )
    durable.attach(judge)
    let (plan, loops, scheduler) = try Self.measuring(
      configuration,
      store,
      clock,
      CertificateBook(replayed.recollection)
    )
    self.clock = clock
    self.store = store
    self.plan = plan
    self.loops = loops
    self.scheduler = scheduler
    self.judge = judge
    self.delivery = delivery
    self.replayed = replayed.withoutFacts
    CurrentProcess.returnFreeMemory()
  }

  private static func openStore(
    _ configuration: Configuration,
    _ clock: SharedClock,
    _ durable: DurableGroups,
    begun: @escaping @Sendable () -> Void
  ) throws(Failure) -> Store {
    do throws(StoreError) {
      return try Store.open(
        configuration.store,
        .daemon,
        clock: clock.forStore,
        sealed: .ledger,
        observer: Store.Observer(
          committed: { durable.post($0) },
          waiting: { durable.postWaiting($0) },
          settled: { durable.postSettled() },
          changed: { before, now in
            now.said(after: before, at: clock.now()).map { [.event($0.recorded)] } ?? []
          },
          besideLoss: { [.event($0.said)] },
          begun: begun
        )
      )
    } catch {
      throw Failure(error)
    }
  }

  /// The calendar of a configuration's agreements, with what has been declared by now.
  static func calendar(_ configuration: Configuration) throws(Failure) -> CalendarWindows {
    let annotations = try annotations(in: configuration.store)
    do throws(ZoneFileError) {
      return try CalendarWindows(configuration.agreements, annotations: annotations)
    } catch {
      throw Failure(error)
    }
  }

  /// What has been declared; nothing, with a warning, where that can't be read: measuring goes on.
  private static func annotations(in store: String) throws(Failure) -> [RecordedAnnotation] {
    let disk: PosixDisk
    do throws(StoreError) {
      disk = try PosixDisk.reading(store)
    } catch {
      throw Failure(error)
    }
    do throws(ArchiveError) {
      var reader = AnnotationReader(disk)
      return try reader.read()
    } catch {
      Complaint.warn(
        "what was declared can't be read, so that nothing is excluded until constatd is restarted:"
          + " \(error); look with constat verify"
      )
      return []
    }
  }

  /// Reads the record as far as a window may still need it; only that stays in memory.
  ///
  /// It is judged by the revisions that hold at `now`, or go on from `end` because they have a part of a
  /// window to close: two of one agreement would make one objective of two.
  static func replay(
    _ configuration: Configuration,
    _ calendar: CalendarWindows,
    since end: Instant?,
    at now: Instant
  ) throws(Failure) -> Replay.Result {
    do throws(StoreError) {
      let judge = calendar.judge(
        by: calendar.judging(
          configuration.agreements,
          measuredBy: configuration.checks,
          since: end,
          at: now
        ),
        checkCount: configuration.checks.count
      )
      let promises = judge.promises
      var result = try Replay.read(
        try PosixDisk.reading(configuration.store),
        judge: { judge },
        needed: { calendar.earliestNeeded(promises, now: $0) },
        since: { calendar.earliestNeeded(promises, now: $0) },
        // A long record takes its time: the service manager must not take that for a hang.
        progress: { count in
          _ = try? Notify.send(
            .extendTimeout(.seconds(60)),
            .status("reading the record: \(count) entries so far")
          )
        }
      )
      result.recollection.meetServices(of: configuration.agreements, at: now)
      return result
    } catch {
      throw Failure(error)
    }
  }

  private static func delivery(
    _ options: DaemonOptions,
    delivered: @escaping @Sendable ([EventKey]) -> Void
  ) throws(Failure) -> EventDelivery {
    // In the foreground every event has been shown already when it comes here.
    let last: any EventSink = options.isForeground ? SilentSink() : LineSink(.error, .prefixed)
    do throws(Errno) {
      return try EventDelivery(to: [JournalSink(), last], delivered: delivered)
    } catch {
      throw Failure(error)
    }
  }

  private static func foreground(_ store: Store) -> ForegroundPost {
    let names = store.recovery.definitions.mapValues(\.id)
    return ForegroundPost(
      Foreground(names, colour: StandardStream.output.wantsColour)
    )
  }

  private static func measuring(
    _ configuration: Configuration,
    _ store: Store,
    _ clock: SharedClock,
    _ certificates: CertificateBook
  ) throws(Failure) -> (Plan, ProbeLoops, Scheduler) {
    on(store) { $0.setVantage(configuration.vantage) }
    let plan = try Plan.numbered(configuration, by: store)
    let queue = QueueExecutor(label: "constat.schedule", qos: .userInteractive)
    let arrivals = Arrivals(on: queue)
    let loops: ProbeLoops
    do throws(ProbingError) {
      loops = try ProbeLoops(resolver: configuration.resolver, finished: arrivals.mailbox)
    } catch {
      throw Failure(error)
    }
    let scheduler = Scheduler(
      plan,
      on: queue,
      clock: clock,
      certificates: certificates,
      submit: { loops.submit($0) },
      finished: arrivals.mailbox,
      expectLook: { arrivals.expectLook(at: $0) },
      output: { measured in
        store.append(measured.records(at: clock.now()), urgent: measured.isUrgent)
      }
    )
    arrivals.attach(scheduler)
    return (plan, loops, scheduler)
  }
}
