import Chronology
import Dispatch
package import Execution
import Posix
package import Sampling
package import StoreFormat

/// The one writer of a store.
///
/// Records come from any thread and never wait. They become durable together, at most once per
/// steady interval unless something is urgent; one commit is under way at a time, and what comes
/// meanwhile joins the next. Isolation: the queue `constat.store`, on which the disk is waited for.
package actor Store: QueueActor {
  /// Called on the store's queue, in the order of the commits.
  package struct Observer: Sendable {
    /// Records are durable; where they took several groups, the number is that of the last one.
    package var committed: @Sendable (CommitGroup) -> Void
    /// The condition has changed.
    package var changed: @Sendable (StoreStatus) -> Void

    /// An observer of these parts.
    package init(
      committed: @escaping @Sendable (CommitGroup) -> Void,
      changed: @escaping @Sendable (StoreStatus) -> Void = { _ in }
    ) {
      self.committed = committed
      self.changed = changed
    }
  }

  /// The queue.
  package nonisolated let executor: QueueExecutor
  /// What was found when the store was opened.
  package nonisolated let recovery: Recovery

  private nonisolated let mailbox: Mailbox<Record>
  private nonisolated let published: Lock<StoreStatus>
  private let disk: any Disk
  private let settings: StoreSettings
  private let clock: StoreClock
  private let observer: Observer

  var writer: LogWriter
  private var pending: PendingRecords
  private var inFlight: (records: [Record], time: Instant)?
  private var letters: [Record] = []
  private var numbers: [CheckDefinition: SeriesID] = [:]
  private var definitions: [(SeriesID, CheckDefinition)] = []
  private var nextSeries: UInt32
  private var vantage: String?
  private var damages: [Damage]
  private var status: StoreStatus
  private var timer: QueueTimer?
  private var isArmed = false
  private var lastAttempt: Int64 = 0
  private var lastDrain: Instant
  private var isClosed = false

  /// Opens the store at a path for writing, and makes it if it isn't there.
  ///
  /// - Throws: What `StoreError` lists; its text says what to do.
  package static func open(
    _ path: String,
    _ settings: StoreSettings = StoreSettings(),
    clock: StoreClock = .system,
    observer: Observer
  ) throws(StoreError) -> Store {
    // The clock first: with a wrong one not even an empty store is made.
    if clock.now() < StoreClock.earliest { throw .clockUnset(clock.now()) }
    return try Store(
      on: PosixDisk.writing(path),
      settings,
      clock: clock,
      observer: observer
    )
  }

  /// Opens the store on a disk.
  package init(
    on disk: any Disk,
    _ settings: StoreSettings = StoreSettings(),
    clock: StoreClock = .system,
    observer: Observer
  ) throws(StoreError) {
    let executor = QueueExecutor(label: "constat.store", qos: .utility)
    let recovery = try Recovery.run(on: disk, settings, clock)
    self.executor = executor
    self.recovery = recovery
    self.disk = disk
    self.settings = settings
    self.clock = clock
    self.observer = observer
    writer = LogWriter(recovery, on: disk, settings, clock)
    pending = PendingRecords(limit: settings.pendingLimit)
    nextSeries = recovery.nextSeries
    vantage = recovery.vantage
    damages = recovery.damages
    lastDrain = clock.now()
    for (series, definition) in recovery.definitions.sorted(by: { $0.key < $1.key }) {
      numbers[definition] = series
      definitions.append((series, definition))
    }
    pending.append(recovery.damages.map { .loss($0.loss) })
    var status = StoreStatus()
    status.lastCommit = recovery.lastCommit
    status.lastCommitTime = recovery.lastTime
    self.status = status
    published = Lock(status)
    let wake = WeakStore()
    mailbox = Mailbox(capacity: max(settings.pendingLimit, 16)) { wake.wake() }
    wake.attach(self)
  }

  /// Hands records over, from any thread, without waiting.
  ///
  /// - Parameter urgent: Whether they are to be durable at once: a change of state.
  package nonisolated func append(_ records: [Record], urgent: Bool = false) {
    mailbox.post(contentsOf: records)
    if urgent { executor.queue.async { self.assumeIsolated { $0.commit() } } }
  }

  /// How the store is, from any thread.
  package nonisolated var currentStatus: StoreStatus { published.withLock { $0 } }

  /// The numbers of definitions, in their order; a new definition gets a new number and a record.
  package func define(_ checks: [CheckDefinition]) -> [SeriesID] {
    var added: [Record] = []
    let found = checks.map { definition in
      if let series = numbers[definition] { return series }
      let series = SeriesID(number: nextSeries)
      nextSeries += 1
      numbers[definition] = series
      definitions.append((series, definition))
      added.append(.series(series, definition))
      return series
    }
    pending.append(added)
    return found
  }

  /// Records where the probes run from, if it isn't what was recorded last.
  package func setVantage(_ name: String) {
    if name == vantage { return }
    vantage = name
    pending.append([.vantage(name)])
  }

  /// Makes what was handed over so far durable.
  ///
  /// - Returns: Whether it is; if not, it is tried again every steady interval.
  @discardableResult
  package func flush() -> Bool {
    commit()
    return inFlight == nil
  }

  /// Makes everything durable, marks the end as clean and writes no more.
  ///
  /// - Returns: Whether it is all durable.
  @discardableResult
  package func close() -> Bool {
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
        nextSeries: nextSeries,
        repetition: { self.repetition }
      )
      writer.end()
      disk.release()
      return true
    } catch {
      return false
    }
  }
}

extension Store {
  /// Arms the timer for the next steady commit.
  func schedule() {
    if isArmed || isClosed { return }
    // Weak: a store that nobody has any more lets go of its lock.
    let timer =
      timer ?? QueueTimer(on: executor) { [weak self] in self?.assumeIsolated { $0.fire() } }
    self.timer = timer
    isArmed = true
    timer.arm(
      at: max(SystemClocks.monotonic(), lastAttempt + settings.steadyInterval.nanoseconds)
    )
  }

  private func fire() {
    isArmed = false
    commit()
    fillReserve()
  }

  private var repetition: [Record] {
    (vantage.map { [Record.vantage($0)] } ?? [])
      + definitions.map { Record.series($0.0, $0.1) }
  }

  /// Takes what has come and tries to make it, after what is still in flight, durable.
  private func commit() {
    if isClosed { return }
    collect()
    lastAttempt = SystemClocks.monotonic()
    while true {
      if inFlight == nil {
        if pending.isEmpty { break }
        inFlight = (pending.take(), clock.now())
      }
      guard attempt() else { break }
    }
    status.pending = pending.count + (inFlight?.records.count ?? 0)
    status.lost = pending.lost
    published.withLock { [status] in $0 = status }
    if inFlight != nil || writer.isReserveShort { schedule() }
  }

  private func collect() {
    let now = clock.now()
    let refused = mailbox.drain(into: &letters)
    pending.append(letters)
    letters.removeAll(keepingCapacity: true)
    if refused > 0 {
      pending.giveUp(refused, Interval(min(lastDrain, now), now + .milliseconds(1)))
    }
    lastDrain = now
  }

  /// - Returns: Whether what is in flight is durable.
  private func attempt() -> Bool {
    guard let batch = inFlight else { return true }
    let files = writer.filesBegun
    do throws(Errno) {
      let commit = try writer.commit(
        batch.records,
        time: batch.time,
        nextSeries: nextSeries,
        repetition: { repetition }
      )
      inFlight = nil
      status.lastCommit = commit
      status.lastCommitTime = batch.time
      change(to: .normal)
      keepDamages()
      observer.committed(
        CommitGroup(sequence: commit, time: batch.time, records: batch.records)
      )
      if writer.filesBegun != files { expire() }
      return true
    } catch {
      change(to: error.isNoSpace ? .full : .failing(error))
      return false
    }
  }

  private func change(to condition: StoreStatus.Condition) {
    if status.condition == condition { return }
    status.condition = condition
    published.withLock { [status] in $0 = status }
    observer.changed(status)
  }

  /// Copies damaged files aside, once their loss is on record.
  ///
  /// What fails is found again at the next
  /// start.
  private func keepDamages() {
    for damage in damages { try? Quarantine.keep(damage, on: disk) }
    damages = []
  }

  /// Deletes whole files that are older than what is kept, once that is on record.
  private func expire() {
    guard let retention = settings.retention else { return }
    let expired = Retention.expired(on: disk, before: clock.now() - retention)
    if expired.isEmpty { return }
    do throws(Errno) {
      status.lastCommit = try writer.commit(
        expired.map { .expired($0) },
        time: clock.now(),
        nextSeries: nextSeries,
        repetition: { repetition }
      )
      for file in expired { try disk.remove(LogName.file(file.number), in: .log) }
      try disk.synchronize(.log)
    } catch {
      // The next new file tries again; what is on record twice is deleted once.
      change(to: error.isNoSpace ? .full : .failing(error))
    }
  }
}
