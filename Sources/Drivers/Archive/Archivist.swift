import Annotating
package import Chronology
import Dispatch
package import Execution
import Posix
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

  private let disk: any Disk
  private let observer: Observer
  private let retention: Retention
  private let now: @Sendable () -> Instant
  private var sealer: Sealer
  private var annotations: AnnotationReader
  /// What only a hold keeps: it is old enough to go, and stays as it is.
  private var held: Set<KeptFile> = []
  private var times = RecordedTimes()
  private var size = SizeWatch()
  /// Days of which a segment has features that this version does not know: they are not merged.
  private var daysLeftAlone: Set<Int64> = []

  /// An archivist of a store.
  ///
  /// - Parameters:
  ///   - signer: Made anew for this archivist.
  ///   - source: Where the key is that is to sign next.
  ///   - retention: How long what is kept.
  ///   - now: Log time.
  package init(
    of store: [UInt8],
    on disk: any Disk,
    signer: sending CheckpointSigner?,
    source: SealKeySource? = nil,
    retention: Retention = Retention(),
    now: @escaping @Sendable () -> Instant,
    observer: Observer
  ) throws(ArchiveError) {
    executor = QueueExecutor(label: "constat.archive", qos: .utility)
    self.disk = disk
    self.observer = observer
    self.retention = retention
    self.now = now
    annotations = AnnotationReader(disk)
    sealer = try Sealer(of: store, on: disk, signer: signer, source: source)
  }

  /// Says that the log may have begun another file; from any thread, without waiting.
  package nonisolated func look() {
    executor.queue.async { self.assumeIsolated { $0.sealEnded() } }
  }

  /// Seals all files of the log but the newest, which may still be written.
  package func sealEnded() { work(through: nil) }

  /// Seals everything, the newest file too: nobody writes the log any more.
  ///
  /// - Returns: Whether all is sealed.
  @discardableResult
  package func finish() -> Bool {
    work(through: .max)
    return !sealer.owesSignature && (try? ArchiveListing(disk).logs.isEmpty) ?? false
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

  /// Deletes what is older than it is kept, after that is on record.
  ///
  /// What else the log held stays in the ledger.
  ///
  /// - Returns: Whether nothing more is to expire now.
  private func expire(_ listing: ArchiveListing) throws(ArchiveError) -> Bool {
    times.keep(listing.segments)
    let files = try keptFiles(listing)
    let old = retention.expired(among: files, at: now(), limit: .max)
    held = try heldFiles(among: old, listing)
    let expired = retention.expired(among: files, at: now(), limit: Archivist.expiryLimit) { file in
      held.contains(file)
    }
    if expired.isEmpty { return true }
    guard observer.record(expired.flatMap(\.expiry)) else { return false }
    for file in expired { try remove(file.name, in: file.tier.folder) }
    return expired.count + held.count == old.count
  }

  /// What holds keep.
  ///
  /// What was declared is read from the record when something would go, so that a hold is heeded from
  /// the moment on in which it is durable, and after every restart.
  private func heldFiles(
    among old: [KeptFile],
    _ listing: ArchiveListing
  ) throws(ArchiveError) -> Set<KeptFile> {
    if old.isEmpty { return [] }
    let holds = Holds(try annotations.read())
    if holds.inForce.isEmpty { return [] }
    var held: Set<KeptFile> = []
    for file in old where holds.keep(try file.stretches(listing, on: disk)) { held.insert(file) }
    return held
  }

  /// What has an age at which it goes, each tier ascending.
  private func keptFiles(_ listing: ArchiveListing) throws(ArchiveError) -> [KeptFile] {
    var files: [KeptFile] = []
    if retention.samples != nil {
      for span in listing.segments {
        guard let interval = try times.interval(of: span, listing, on: disk) else { continue }
        files.append(KeptFile(span, recorded: interval))
      }
    }
    for tier in [KeptFile.Tier.hours, .days] where retention.age(of: tier) != nil {
      files += try KeptFile.rollups(tier, on: disk)
    }
    return files
  }

  /// Tells when the store is larger than it may be, and when it isn't any more.
  private func measure() throws(ArchiveError) {
    guard retention.sizeLimit != nil else { return }
    let bytes = try StoreSize.bytes(on: disk)
    if let change = size.look(at: bytes, limit: retention.sizeLimit) {
      observer.sized(change, bytes)
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

  private func remove(_ name: String, in folder: StoreFolder) throws(ArchiveError) {
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
