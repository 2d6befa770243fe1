import Chronology
import Dispatch
package import Execution
import Posix
package import Sampling
package import StoreFormat
import Upkeep

/// The one writer of a store.
///
/// Records come from any thread and never wait. They become durable together, at most once per
/// steady interval unless something is urgent; one commit is under way at a time, and what comes
/// meanwhile joins the next. Isolation: the queue `constat.store`, on which the disk is waited for.
package actor Store: QueueActor {
  /// The queue.
  package nonisolated let executor: QueueExecutor
  /// What was found when the store was opened.
  package nonisolated let recovery: Recovery

  private nonisolated let intake: Intake
  private nonisolated let published: Lock<StoreStatus>
  /// Where it writes.
  ///
  /// The archive, on its own queue, writes the other folders, removes files of the
  /// log that it has sealed, and copies damaged ones into the quarantine.
  package nonisolated let disk: any Disk
  private let settings: StoreSettings
  private let clock: StoreClock
  let observer: Observer

  var writer: LogWriter
  private var inFlight: CommitBatch?
  private(set) var numbers: SeriesNumbers
  /// The first number whose definition is not on record yet.
  var firstUnrecorded: UInt32
  private var vantage: String?
  /// The one that is on record.
  var recordedVantage: String?
  private var damages: [Damage]
  var status: StoreStatus
  var outlook = DiskOutlook()
  /// Whether something has been told as waiting that is not durable yet.
  private var hasTold = false
  private var timer: QueueTimer?
  private var pace: CommitPace
  private var isClosed = false

  /// Opens the store on a disk.
  ///
  /// - Parameter sealed: Tells where to go on if the log has been lost; without it such a store is
  ///   refused.
  package init(
    on disk: any Disk,
    _ settings: StoreSettings = StoreSettings(),
    clock: StoreClock = .system,
    sealed: SealedCommits? = nil,
    observer: Observer
  ) throws(StoreError) {
    let executor = QueueExecutor(label: "constat.store", qos: .utility)
    let recovery = try Recovery.run(on: disk, settings, clock, sealed: sealed)
    let clock = clock.after(recovery.lastTime)
    self.executor = executor
    self.recovery = recovery
    self.disk = disk
    self.settings = settings
    pace = CommitPace(interval: settings.steadyInterval.nanoseconds)
    self.clock = clock
    self.observer = observer
    writer = LogWriter(recovery, on: disk, settings, clock)
    numbers = SeriesNumbers(recovery, limit: settings.definitionLimit)
    firstUnrecorded = recovery.nextSeries
    vantage = recovery.vantage
    recordedVantage = recovery.vantage
    damages = recovery.damages
    var status = StoreStatus()
    status.lastCommit = recovery.lastCommit
    status.lastCommitTime = recovery.lastTime
    self.status = status
    published = Lock(status)
    // Weak: a store that nobody has any more lets go of its lock.
    let store = Weak<Store>()
    intake = Intake(settings, clock) {
      guard let store = store.value else { return }
      store.executor.queue.async { store.assumeIsolated { $0.schedule() } }
    }
    store.set(self)
    let found = recovery.damages.flatMap { [.loss($0.loss)] + observer.besideLoss($0.loss) }
    intake.add(found, isWaking: false)
  }

  /// Hands records over, from any thread, without waiting.
  ///
  /// - Parameter urgent: Whether they are to be durable at once: a change of state.
  package nonisolated func append(_ records: [Record], urgent: Bool = false) {
    intake.add(records)
    if urgent { executor.queue.async { self.assumeIsolated { $0.commit() } } }
  }

  /// How the store is, from any thread; also while the disk hangs.
  package nonisolated var currentStatus: StoreStatus {
    var status = published.withLock { $0 }
    let (waiting, lost) = intake.figures
    status.pending += waiting
    status.lost = lost
    return status
  }

  /// The numbers of definitions, in their order; a new definition gets a new number and a record,
  /// which goes with what comes next.
  ///
  /// - Throws: `tooManyDefinitions`; then nothing is defined.
  package func define(_ checks: [CheckDefinition]) throws(StoreError) -> [SeriesID] {
    let (series, added) = try numbers.number(checks)
    intake.add(added, isWaking: false)
    return series
  }

  /// Records where the probes run from, if it isn't what was recorded last.
  package func setVantage(_ name: String) {
    if name == vantage { return }
    vantage = name
    intake.add([.vantage(name)], isWaking: false)
  }

  /// Makes what was handed over so far durable.
  ///
  /// - Returns: Whether it is; if not, it is tried again every steady interval, unless the store is
  ///   closed: what is handed over then is dropped.
  @discardableResult
  package func flush() -> Bool {
    commit()
    return !isClosed && inFlight == nil
  }

  /// Makes everything durable, marks the end as clean, writes no more, and lets the next writer in.
  ///
  /// - Parameter keepingLock: Whether the next writer has to wait for ``release()``.
  /// - Returns: Whether it is all durable.
  @discardableResult
  package func close(keepingLock: Bool = false) -> Bool {
    let isDurable = end()
    if isDurable, !keepingLock { release() }
    return isDurable
  }

  /// Lets the next writer in.
  package func release() { disk.release() }

  private func end() -> Bool {
    if isClosed { return inFlight == nil }
    commit()
    timer = nil
    isClosed = true
    guard inFlight == nil else { return false }
    do throws(Errno) {
      _ = try writer.commit(
        [],
        time: clock.now(),
        flags: .cleanClose,
        nextSeries: numbers.next,
        repetition: { self.repetition }
      )
      writer.end()
      return true
    } catch {
      return false
    }
  }
}

extension Store {
  /// Arms the timer for the next steady commit.
  func schedule() {
    guard !isClosed, let time = pace.arm(at: SystemClocks.monotonic()) else { return }
    // Weak: a store that nobody has any more lets go of its lock.
    let timer =
      timer ?? QueueTimer(on: executor) { [weak self] in self?.assumeIsolated { $0.fire() } }
    self.timer = timer
    timer.arm(at: time)
  }

  private func fire() {
    pace.fire()
    commit()
    fillReserve()
  }

  /// Tries to make what is still in flight durable, and then what has come by now.
  private func commit() {
    if isClosed { return }
    pace.attempt(at: SystemClocks.monotonic())
    if attempt() {
      inFlight = takeIn()
      // Before the disk is waited for: it may hang.
      publish()
      _ = attempt()
    }
    if inFlight == nil { settle() } else { tellWaiting() }
    publish()
    if inFlight != nil || writer.isReserveShort { schedule() }
  }

  /// Tells what can't be made durable now.
  private func tellWaiting() {
    guard var batch = inFlight else { return }
    let records = Array(batch.untold) + intake.takeUntold()
    if records.isEmpty { return }
    batch.untold = []
    inFlight = batch
    hasTold = true
    observer.waiting(CommitGroup(sequence: 0, time: clock.now(), records: records))
  }

  private func settle() {
    guard hasTold else { return }
    hasTold = false
    observer.settled()
  }

  func publish() {
    status.pending = inFlight?.records.count ?? 0
    published.withLock { [status] in $0 = status }
  }

  /// What has come, behind the loss of what there was no room for; nil for nothing.
  private func takeIn() -> CommitBatch? {
    let taken = intake.take()
    let lost = taken.loss.map { [.loss($0)] + observer.besideLoss($0) } ?? []
    if lost.isEmpty && taken.records.isEmpty { return nil }
    let records = lost + taken.records
    let untold =
      taken.toldCount == 0
      ? records[...] : (lost + taken.records.dropFirst(taken.toldCount))[...]
    return CommitBatch(records: records, time: clock.now(), untold: untold)
  }

  /// - Returns: Whether what is in flight is durable.
  private func attempt() -> Bool {
    guard let batch = inFlight else { return true }
    let files = writer.filesBegun
    do throws(Errno) {
      let commit = try writer.commit(
        batch.records,
        time: batch.time,
        nextSeries: numbers.next,
        repetition: { repetition }
      )
      inFlight = nil
      note(batch.records)
      outlook.records += Int64(batch.records.count)
      status.lastCommit = commit
      status.lastCommitTime = batch.time
      note(.normal)
      keepDamages()
      observer.committed(
        CommitGroup(sequence: commit, time: batch.time, records: batch.records)
      )
      if writer.filesBegun != files { observer.begun() }
      return true
    } catch {
      note(error.isNoSpace ? .full : .failing(error))
      return false
    }
  }

  /// Notes what came of a commit, and tells if that is news.
  private func note(_ condition: StoreStatus.Condition) {
    let before = currentStatus
    status.condition = condition
    look(isAnew: before.condition != condition)
    publish()
    let now = currentStatus
    guard before.condition != now.condition || before.disk != now.disk else { return }
    intake.add(observer.changed(before, now))
  }

  /// Copies damaged files aside, once their loss is on record.
  ///
  /// What fails is found again at the next start.
  private func keepDamages() {
    for damage in damages { try? Quarantine.keep(damage, on: disk) }
    damages = []
  }
}
