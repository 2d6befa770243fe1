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

    /// An observer of these parts.
    package init(
      record: @escaping @Sendable ([Record]) -> Bool,
      told: @escaping @Sendable (Result<SealedLog, ArchiveError>) -> Void,
      sized: @escaping @Sendable (SizeWatch.Change, Int64) -> Void = { _, _ in }
    ) {
      self.record = record
      self.told = told
      self.sized = sized
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
  private var sealer: Sealer
  var annotations: AnnotationReader
  /// What only a hold keeps: it is old enough to go, and stays as it is.
  var held: Set<KeptFile> = []
  var times = RecordedTimes()
  var size = SizeWatch()
  /// Days of which a segment has features that this version does not know: they are not merged.
  private var daysLeftAlone: Set<Int64> = []
  private var rollups: RollupKeeper
  /// Whether rollups of another day may be made.
  private var hasMoreDays = false
  private var thresholds: [CheckID: [LatencyThreshold]]

  /// An archivist of a store.
  ///
  /// - Parameters:
  ///   - signer: Made anew for this archivist.
  ///   - source: Where the key is that is to sign next.
  ///   - retention: How long what is kept.
  ///   - thresholds: Which times of a check are counted exactly in rollups.
  ///   - now: Log time.
  package init(
    of store: [UInt8],
    on disk: any Disk,
    signer: sending CheckpointSigner?,
    source: SealKeySource? = nil,
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
    sealer = try Sealer(of: store, on: disk, signer: signer, source: source)
    rollups = RollupKeeper(of: store, on: disk)
  }

  /// Says that the log may have begun another file; from any thread, without waiting.
  package nonisolated func look() {
    executor.queue.async {
      self.assumeIsolated {
        $0.sealEnded()
        $0.goOn()
      }
    }
  }

  /// From now on other times are counted exactly in rollups; from any thread, without waiting.
  package nonisolated func count(_ thresholds: [CheckID: [LatencyThreshold]]) {
    executor.queue.async { self.assumeIsolated { $0.thresholds = thresholds } }
  }

  /// Seals all files of the log but the newest, which may still be written, and sums one day up.
  package func sealEnded() {
    work(through: nil)
    sumUp()
  }

  /// Sums up one more day at a time, so that a stop need not wait for all.
  private func goOn() {
    guard hasMoreDays else { return }
    executor.queue.async {
      self.assumeIsolated {
        $0.sumUp()
        $0.goOn()
      }
    }
  }

  /// Makes the rollups of one day that is settled.
  private func sumUp() {
    do throws(ArchiveError) {
      hasMoreDays = false
      hasMoreDays = try rollups.work(
        try list(),
        thresholds: { thresholds[$0] ?? [] },
        record: observer.record
      )
    } catch {
      observer.told(.failure(error))
    }
  }

  /// Seals everything, the newest file too: nobody writes the log any more.
  ///
  /// - Returns: Whether all is sealed and signed.
  @discardableResult
  package func finish() -> Bool {
    work(through: .max)
    return sealer.isSettled && (try? ArchiveListing(disk).logs.isEmpty) ?? false
  }

  /// - Parameter last: The highest number that may be sealed; nil for all but the newest.
  private func work(through last: UInt64?) {
    do throws(ArchiveError) {
      try sealer.settle()
      let listing = try list()
      try clear(listing)
      for number in listing.logs {
        guard last.map({ number <= $0 }) ?? (number != listing.newestLog) else { break }
        let seal = try sealer.seal(number) { damages throws(ArchiveError) in try keep(damages) }
        if let seal {
          observer.told(.success(seal))
        } else if number != listing.newestLog {
          try remove(LogName.file(number), in: .log)
        }
        try clear(try list())
      }
      if last == nil {
        // Behind what is still to expire a day may have holes.
        if try expire(try list()) { try mergeDay(try list()) }
        try clear(try list())
        try measure()
      }
    } catch {
      observer.told(.failure(error))
    }
  }

  /// Makes one segment of the oldest day of which there are several, and after which there is one.
  ///
  /// What only a hold keeps stays as it is: others around it have expired.
  private func mergeDay(_ listing: ArchiveListing) throws(ArchiveError) {
    var day: Int64?
    var spans: [LogSpan] = []
    for span in listing.segments where span.first == span.last {
      guard !held.contains(where: { $0.name == "\(span.text).seg" }) else { continue }
      guard let time = try times.interval(of: span, listing, on: disk) else { return }
      let own = Archivist.day(of: time.start)
      if own != day {
        if let day, spans.count > 1, try merge(spans, of: day, listing) { return }
        (day, spans) = (own, [])
      }
      spans.append(span)
    }
  }

  /// - Returns: Whether that was tried; a day with a segment that must not be rewritten is left alone.
  private func merge(
    _ spans: [LogSpan],
    of day: Int64,
    _ listing: ArchiveListing
  ) throws(ArchiveError) -> Bool {
    if daysLeftAlone.contains(day) { return false }
    for span in spans where try SegmentFile(span, on: disk).reader.footer.isReadOnly {
      daysLeftAlone.insert(day)
      return false
    }
    let merge = DayMerge(of: spans, definitions: try sealer.definitions(listing), on: disk)
    _ = try merge.run(store: sealer.store) { observer.record([.sealed($0)]) }
    return true
  }

  /// Days since 1970, in UTC.
  private static func day(of instant: Instant) -> Int64 { floorDivide(instant.seconds, 86_400) }

  private func list() throws(ArchiveError) -> ArchiveListing {
    do throws(StoreError) {
      return try ArchiveListing(disk)
    } catch {
      throw .store(error)
    }
  }

  private func clear(_ listing: ArchiveListing) throws(ArchiveError) {
    if listing.leftovers.isEmpty { return }
    // What has taken their place may have got its name, and then the folder failed to synchronize.
    for folder in [StoreFolder.ledger, .samples] { try synchronize(folder) }
    for leftover in listing.leftovers { try remove(leftover.name, in: leftover.folder) }
  }

  private func synchronize(_ folder: StoreFolder) throws(ArchiveError) {
    do throws(Errno) {
      try disk.synchronize(folder)
    } catch {
      throw .failed("synchronize \(folder.rawValue)", error)
    }
  }

  func remove(_ name: String, in folder: StoreFolder) throws(ArchiveError) {
    do throws(Errno) {
      try disk.remove(name, in: folder)
      try disk.synchronize(folder)
    } catch {
      if error != .noSuchFile { throw .failed("remove \(folder.rawValue)/\(name)", error) }
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
