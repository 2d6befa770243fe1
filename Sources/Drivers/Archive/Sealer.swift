import Chronology
import Posix
package import Proving
import Sampling
package import Storage
package import StoreFormat

/// What became of a file of the log.
package struct SealedLog: Hashable, Sendable {
  /// The seal of its segment.
  package let seal: Seal
  /// The signed checkpoint of the ledger behind it; nil without a key.
  package let checkpoint: SignedNote?

  /// The checkpoint as it leaves the host.
  package var checkpointText: String? {
    checkpoint.map { String(decoding: $0.bytes, as: UTF8.self) }
  }
}

/// Turns files of the log that are never written again into segments and ledger files.
///
/// Every step is a function of the log file and of where the ledger ends: after a crash the same is
/// done again, and gives the same bytes.
package struct Sealer {
  /// The file with the newest checkpoint, in the store.
  package static let checkpoint = "checkpoint"

  let disk: any Disk
  /// The store's identity.
  let store: [UInt8]
  private var keys: SealKeys?
  private let mark: SignedMark?
  /// Where the ledger ends.
  package private(set) var end: LedgerEnd
  /// Whether entries that this sealer has written, or another one before it, are to be signed yet.
  private var owesSignature = false
  /// Whether a ledger file may have got its name although making it failed.
  private var isUncertain = false
  /// The last commit that is known to be lost.
  private(set) var lastLost: UInt64 = 0
  /// Whether it is not known yet where the ledger ends: what tells it could not be read.
  private var isUnread = false
  /// What the ledger says that series stand for; nil before it was asked.
  var definitions: [SeriesID: CheckDefinition]?

  /// Whether all that stands in the ledger is signed, or there is no key.
  var isSettled: Bool { !owesSignature && !isUncertain }

  /// A sealer of a store.
  ///
  /// Where the end of the ledger or the keys can't be read, that is tried again whenever something is to
  /// be sealed, and throws then: who measures need not wait for it.
  ///
  /// - Parameters:
  ///   - store: The store's identity: 16 bytes.
  ///   - signer: Who signs checkpoints; nil signs none.
  ///   - source: Where the key is that is to sign next.
  ///   - mark: What was signed last, outside the store.
  /// - Throws: `older`, `notSigned`, `behindMark` and `exchanged` where a checkpoint was signed that the ledger
  ///   doesn't lead up to: to sign another one would contradict it; `store` with `readOnlyFormat`.
  package init(
    of store: [UInt8],
    on disk: any Disk,
    signer: CheckpointSigner?,
    source: SealKeySource? = nil,
    mark: SignedMark? = nil
  ) throws(ArchiveError) {
    self.disk = disk
    self.store = store
    self.mark = mark
    var hasher = LibraryHasher(try LibraryDigest())
    end = LedgerEnd(using: &hasher)
    keys = signer.map { SealKeys($0, source, on: disk) }
    do throws(ArchiveError) {
      try read()
    } catch {
      if error.isOfAnotherRecord { throw error }
      if case .store(.readOnlyFormat) = error { throw error }
      isUnread = true
    }
  }

  /// Finds out where the ledger ends.
  private mutating func read() throws(ArchiveError) {
    let found = try LedgerEnd(of: try Sealer.listing(disk), on: disk)
    let signed = try Sealer.signed(disk).flatMap { try? Checkpoint($0.text) }
    try Sealer.compare(found, with: signed, of: store)
    try Sealer.compare(found, with: mark, of: store, on: disk)
    end = found
    try keys?.catchUp(with: end)
    if let keys, try keys.isInForce { owesSignature = try leadsBeyond(signed) }
    isUnread = false
  }

  /// Whether the ledger goes on behind what is signed.
  ///
  /// A process before this one may have ended between a ledger file and its signature. What is there
  /// and is no checkpoint of this store stays until the next one.
  private func leadsBeyond(_ signed: Checkpoint?) throws(ArchiveError) -> Bool {
    guard let signed else { return try !Sealer.hasCheckpoint(disk) }
    return signed.origin == CheckpointSigner.origin(of: store) && signed.size < end.tree.size
  }

  /// Seals a file of the log, and leaves it where it is.
  ///
  /// - Parameter damaged: Told of places in the file that can't be read, before anything is made.
  /// - Returns: The seal and the checkpoint behind it; nil if nothing was ever committed to the file.
  package mutating func seal(
    _ number: UInt64,
    damaged: ([Damage]) throws(ArchiveError) -> Void = { _ in }
  ) throws(ArchiveError) -> SealedLog? {
    try reconsider()
    var digest = try digest(number)
    let damages = try missing(before: number, digest) + digest.damages
    try damaged(damages)
    lastLost = damages.map(\.lastCommit).max().map { max($0, lastLost) } ?? lastLost
    try digest.define(definitions(besides: digest))
    guard let commits = digest.commits else { return nil }
    var hasher = LibraryHasher(try LibraryDigest())
    var segment = SegmentBuild.Result(leaves: 0, root: .zero, file: .zero)
    segment.root = hasher.emptyRoot()
    if digest.sampleCount > 0 {
      segment = try SegmentBuild(of: number, digest, on: disk)
        .run(store: store, commits: commits)
    }
    let seal = Seal(
      tier: .segment,
      files: number...number,
      commits: commits,
      interval: digest.interval ?? Interval(digest.lastTime, digest.lastTime),
      samples: UInt64(digest.sampleCount),
      leaves: segment.leaves,
      root: segment.root,
      file: segment.file
    )
    try append(digest, seal, LogSpan(number), using: &hasher)
    return SealedLog(seal: seal, checkpoint: try sign())
  }

  private func digest(_ number: UInt64) throws(ArchiveError) -> LogDigest {
    var digest = LogDigest()
    var log = ClosedLogFile(number, on: disk)
    do throws(StoreError) {
      while let item = try log.next() {
        if let header = log.header {
          if header.isReadOnly {
            throw StoreError.readOnlyFormat(file: "log/\(LogName.file(number))")
          }
          digest.take(header)
        }
        digest.take(item)
      }
    } catch {
      throw .store(error)
    }
    return digest
  }

  /// Writes the ledger file, with which the log file counts as sealed.
  private mutating func append(
    _ digest: LogDigest,
    _ seal: Seal,
    _ span: LogSpan,
    using hasher: inout LibraryHasher
  ) throws(ArchiveError) {
    var encoder = LedgerFileEncoder(
      LedgerFileHeader(
        store: store,
        files: span.first...span.last,
        previous: end.file,
        before: end.tree
      )
    )
    var records: [Record] = []
    let announced = try announcement()
    if let announced { records.append(.key(announced.record)) }
    for entry in digest.entries { encoder.append(entry, using: &hasher) }
    for record in records + [.sealed(seal)] {
      let entry = LedgerEntry(
        commit: seal.commits.upperBound,
        time: digest.lastTime,
        record: record
      )
      encoder.append(entry, using: &hasher)
    }
    let bytes = encoder.finish(using: &hasher)
    let name = "\(span.text).led"
    var output = try ArchiveOutput(name, in: .ledger, on: disk)
    try output.append(bytes)
    let hash = try output.synchronize()
    let (written, found) = try LedgerEnd.read(output.temporary, on: disk, using: &hasher)
    guard found == hash, written.after == encoder.tree else { throw .differs(file: output.path) }
    isUncertain = true
    try output.publish()
    isUncertain = false
    owesSignature = keys != nil
    end.tree = encoder.tree
    end.root = written.root
    end.file = hash
    end.lastCommit = seal.commits.upperBound
    end.lastTime = digest.lastTime
    for entry in digest.entries {
      if let record = (try? entry.record()) ?? nil { _ = definitions?.agree(record) }
    }
    if let next = announced?.next { try keys?.follow(next) }
  }

  /// What is to be said of keys in the next ledger file.
  private func announcement() throws(ArchiveError) -> (
    record: KeyAnnouncement, next: CheckpointSigner?
  )? {
    guard let keys else { return nil }
    // A crash may have come between the ledger file that announces the first key and the file of keys.
    if try KeyFile.read(disk).isEmpty, let known = try announced() {
      if known != keys.signer.verifier.description { throw .foreignKey(known) }
      try keys.name()
    }
    return try keys.announcement(in: store, after: end)
  }

  /// The key that the ledger announced last; nil if it never did.
  private func announced() throws(ArchiveError) -> String? {
    var hasher = LibraryHasher(try LibraryDigest())
    for span in try Sealer.listing(disk).ledgers.reversed() {
      let (ledger, _) = try LedgerEnd.read(span, on: disk, using: &hasher)
      for entry in ledger.entries.reversed() {
        if case .key(let key)? = (try? entry.record()) ?? nil { return key.key }
      }
    }
    return nil
  }

  /// Signs where the ledger ends, and names the key to those who verify.
  ///
  /// - Returns: The checkpoint as it was signed; nil without a key.
  @discardableResult
  package mutating func sign() throws(ArchiveError) -> SignedNote? {
    guard let keys else { return nil }
    try keys.name()
    let note = try keys.signer.note(end)
    var output = try ArchiveOutput(Sealer.checkpoint, in: .root, on: disk)
    try output.append(note.bytes)
    _ = try output.synchronize()
    try output.publish()
    owesSignature = false
    mark?.write(Sealer.checkpoint(end, of: store))
    return note
  }

  /// Signs what an earlier failure has left unsigned.
  mutating func settle() throws(ArchiveError) {
    try reconsider()
    if owesSignature { try sign() }
  }

  /// Finds out where the ledger ends after a file may have got its name although making it failed.
  private mutating func reconsider() throws(ArchiveError) {
    if isUnread { try read() }
    if !isUncertain { return }
    do throws(Errno) {
      // Before anything is signed that stands in it.
      try disk.synchronize(.ledger)
    } catch {
      throw .failed("synchronize the ledger", error)
    }
    let found = try LedgerEnd(of: try Sealer.listing(disk), on: disk)
    if found != end { owesSignature = keys != nil }
    end = found
    try keys?.catchUp(with: end)
    isUncertain = false
  }

  /// What was sealed last, with the checkpoint behind it.
  ///
  /// - Returns: nil if nothing is sealed, or if a key is to sign and has not signed it yet.
  func lastSealed() throws(ArchiveError) -> SealedLog? {
    guard !isUnread, let last = try Sealer.listing(disk).ledgers.last else { return nil }
    var hasher = LibraryHasher(try LibraryDigest())
    let (ledger, _) = try LedgerEnd.read(last, on: disk, using: &hasher)
    let seals = ledger.entries.compactMap { entry -> Seal? in
      if case .sealed(let seal)? = (try? entry.record()) ?? nil { seal } else { nil }
    }
    guard let seal = seals.last(where: { $0.tier == .segment }) else { return nil }
    guard keys != nil else { return SealedLog(seal: seal, checkpoint: nil) }
    guard let note = try Sealer.signed(disk),
      let signed = try? Checkpoint(note.text), signed.size == end.tree.size
    else { return nil }
    return SealedLog(seal: seal, checkpoint: note)
  }

  static func listing(_ disk: any Disk) throws(ArchiveError) -> ArchiveListing {
    do throws(StoreError) {
      return try ArchiveListing(disk)
    } catch {
      throw .store(error)
    }
  }
}
