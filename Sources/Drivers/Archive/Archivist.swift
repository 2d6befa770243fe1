import Annotating
package import Chronology
import Dispatch
package import Execution
package import Judging
import Posix
package import Sampling
import SegmentFormat
package import Storage
package import StoreFormat
package import Upkeep

/// Seals what the log leaves behind, and clears away what it has replaced.
///
/// It works on files that nobody writes any more. What fails is tried again when the log begins its
/// next file. Isolation: the queue `constat.archive`, on which the disk is waited for.
package actor Archivist: QueueActor {
  /// What the archivist tells, on its queue.
  package struct Observer: Sendable {
    /// Records that must be durable before it goes on; answers whether they are.
    package var record: @Sendable ([Record]) -> Bool
    /// A file was sealed, or why it could not be.
    package var told: @Sendable (Result<SealedLog, ArchiveError>) -> Void
    /// The store has outgrown its limit, or fits again; and how many bytes it has.
    package var sized: @Sendable (SizeWatch.Change, Int64) -> Void
    /// The event by which that a file was sealed is put on record; nil if that isn't done.
    package var says: @Sendable (SealedLog) -> RecordedEvent?

    /// An observer of these parts.
    package init(
      record: @escaping @Sendable ([Record]) -> Bool,
      told: @escaping @Sendable (Result<SealedLog, ArchiveError>) -> Void,
      sized: @escaping @Sendable (SizeWatch.Change, Int64) -> Void = { _, _ in },
      says: @escaping @Sendable (SealedLog) -> RecordedEvent? = { _ in nil }
    ) {
      self.record = record
      self.told = told
      self.sized = sized
      self.says = says
    }
  }

  /// How many files are deleted at one look.
  static let expiryLimit = 64

  /// The queue.
  package nonisolated let executor: QueueExecutor

  let disk: any Disk
  let observer: Observer
  let retention: Retention
  let now: @Sendable () -> Instant
  private(set) var sealer: Sealer
  var annotations: AnnotationReader
  /// What only a hold keeps: it is old enough to go, and stays as it is.
  var held: Set<KeptFile> = []
  var times = RecordedTimes()
  var size = SizeWatch()
  /// Days of which a segment is damaged, or has features that this version does not know: they are not
  /// merged.
  var daysLeftAlone: Set<Int64> = []
  var rollups: RollupKeeper
  /// The day of which one segment is being made, in days since 1970.
  var merging: (day: Int64, merge: DayMerge)?
  private var ledgers = LedgerMerge()
  /// Whether rollups of another day may be made.
  private var hasMoreDays = false
  /// Whether the store has been left to the next one who seals.
  private var isFinished = false
  /// Whether what was sealed last is on record, or need not be.
  private var isLastSaid = false
  private var thresholds: [CheckID: [LatencyThreshold]]

  /// An archivist of a store.
  ///
  /// - Parameters:
  ///   - signer: Made anew for this archivist.
  ///   - source: Where the key is that is to sign next.
  ///   - mark: What was signed last, outside the store.
  ///   - retention: How long what is kept.
  ///   - thresholds: Which times of a check are counted exactly in rollups.
  ///   - now: Log time.
  package init(
    of store: [UInt8],
    on disk: any Disk,
    signer: sending CheckpointSigner?,
    source: SealKeySource? = nil,
    mark: SignedMark? = nil,
    retention: Retention = Retention(),
    thresholds: [CheckID: [LatencyThreshold]] = [:],
    now: @escaping @Sendable () -> Instant,
    observer: Observer
  ) throws(ArchiveError) {
    executor = QueueExecutor(label: "constat.archive", qos: .utility)
    self.disk = disk
    self.observer = observer
    self.retention = retention
    self.thresholds = thresholds
    self.now = now
    annotations = AnnotationReader(disk)
    sealer = try Sealer(of: store, on: disk, signer: signer, source: source, mark: mark)
    rollups = RollupKeeper(of: store, on: disk)
  }

  /// Says that the log may have begun another file; from any thread, without waiting.
  package nonisolated func look() {
    executor.queue.async {
      self.assumeIsolated {
        $0.sealAndKeepUp()
        $0.hasMoreDays = true
        $0.goOn()
      }
    }
  }

  /// From now on other times are counted exactly in rollups; from any thread, without waiting.
  package nonisolated func count(_ thresholds: [CheckID: [LatencyThreshold]]) {
    executor.queue.async { self.assumeIsolated { $0.thresholds = thresholds } }
  }

  /// Seals all files of the log but the newest, which may still be written, deletes and merges what is
  /// due, and sums one day up.
  package func sealEnded() {
    if isFinished { return }
    sealAndKeepUp()
    while merging != nil { goOnMerging() }
    repeat { sumUp() } while rollups.isUnderway
  }

  private func sealAndKeepUp() {
    if isFinished { return }
    if isDone({ () throws(ArchiveError) in try seal(through: nil) }) { keepUp() }
    isDone(measure)
  }

  /// Whether a day is being merged, or days are being summed up.
  package var isUnderway: Bool { merging != nil || hasMoreDays }

  /// Merges and sums up a part at a time, so that a stop, or the next sealing, need not wait for all.
  private func goOn() {
    guard isUnderway else { return }
    executor.queue.async {
      self.assumeIsolated {
        if $0.merging != nil { $0.goOnMerging() } else { $0.sumUp() }
        $0.goOn()
      }
    }
  }

  /// Makes a part of the rollups of a day that is settled.
  private func sumUp() {
    hasMoreDays = false
    if isFinished { return }
    isDone { () throws(ArchiveError) in
      hasMoreDays = try rollups.work(
        try list(),
        isKept: isKept,
        thresholds: { thresholds[$0] ?? [] },
        record: observer.record
      )
    }
  }

  /// Seals everything, the newest file too: nobody writes the log any more, and this one does nothing
  /// more.
  ///
  /// - Returns: Whether all is sealed and signed.
  @discardableResult
  package func finish() -> Bool {
    isFinished = true
    rollups.giveUp()
    merging?.merge.discard()
    merging = nil
    hasMoreDays = false
    isDone { () throws(ArchiveError) in try seal(through: .max) }
    return sealer.isSettled && (try? ArchiveListing(disk).logs.isEmpty) ?? false
  }

  /// Tells what goes wrong.
  ///
  /// - Returns: Whether nothing does.
  @discardableResult
  private func isDone(_ body: () throws(ArchiveError) -> Void) -> Bool {
    do throws(ArchiveError) {
      try body()
      return true
    } catch {
      observer.told(.failure(error))
      return false
    }
  }

  /// - Parameter last: The highest number that may be sealed; nil for all but the newest.
  private func seal(through last: UInt64?) throws(ArchiveError) {
    try sealer.settle()
    let listing = try list()
    try clear(listing)
    for number in listing.logs {
      guard last.map({ number <= $0 }) ?? (number != listing.newestLog) else { break }
      let seal = try sealer.seal(number) { damages throws(ArchiveError) in try keep(damages) }
      if let seal {
        isLastSaid = true
        observer.told(.success(seal))
      } else if number != listing.newestLog {
        try remove(LogName.file(number), in: .log)
      }
      try clear(try list())
    }
    if last == nil { try sayLast() }
  }

  /// Says of the file that was sealed last that it was, if that is not on record: a daemon that stops
  /// seals when nothing can be said any more, and one that is killed may not have come to it.
  private func sayLast() throws(ArchiveError) {
    if isLastSaid { return }
    isLastSaid = true
    guard let sealed = try sealer.lastSealed(), let event = observer.says(sealed) else { return }
    var log: [RecordedEvent] = []
    for number in try list().logs { log += try events(in: number) }
    if !log.contains(where: { $0.key == event.key }) { observer.told(.success(sealed)) }
  }

  private func events(in number: UInt64) throws(ArchiveError) -> [RecordedEvent] {
    var events: [RecordedEvent] = []
    var log = ClosedLogFile(number, on: disk)
    do throws(StoreError) {
      while let item = try log.next() {
        guard case .group(let group) = item else { continue }
        for case .event(let event) in group.records { events.append(event) }
      }
    } catch {
      throw .store(error)
    }
    return events
  }

  /// Deletes what is due, and begins to merge what is.
  private func keepUp() {
    do throws(ArchiveError) {
      // What is being merged must not expire meanwhile; behind what is still to expire a day may have
      // holes.
      if merging == nil, try expire(try list()) { try beginMerging(try list()) }
      try ledgers.work(try list(), on: disk)
      try clear(try list())
    } catch {
      observer.told(.failure(.upkeep(error)))
    }
  }

  func list() throws(ArchiveError) -> ArchiveListing {
    do throws(StoreError) {
      return try ArchiveListing(disk)
    } catch {
      throw .store(error)
    }
  }

  /// Puts damage that nobody has seen yet on record, and keeps a copy of the file, before the file's
  /// readable rest is sealed.
  private func keep(_ damages: [Damage]) throws(ArchiveError) {
    if damages.isEmpty { return }
    let known: Set<String>
    do throws(StoreError) {
      known = try Quarantine.known(on: disk)
    } catch {
      throw .store(error)
    }
    for damage in damages where !known.contains(damage.copyName) {
      guard observer.record([.loss(damage.loss)]) else {
        throw .failed("put the damage of log file \(damage.file) on record", .inputOutput)
      }
      do throws(Errno) {
        try Quarantine.keep(damage, on: disk)
      } catch {
        throw .failed("copy log file \(damage.file) aside", error)
      }
    }
  }
}
