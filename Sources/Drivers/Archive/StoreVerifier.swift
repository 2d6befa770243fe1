import Agreement
import Chronology
import Posix
import Proving
import Sampling
import SegmentFormat
package import Storage
import StoreFormat

/// Computes everything anew that a store says of itself.
///
/// It trusts nothing but the bytes: ledger files must follow each other, hash for hash; each segment
/// must be what its seal says, sample for sample; and the checkpoint must be signed by the key that
/// the ledger names.
package struct StoreVerifier: ~Copyable {
  let disk: any Disk
  let listing: ArchiveListing
  let store: [UInt8]
  var hasher: LibraryHasher
  var result = Verification()
  var tree = MerkleTree()
  var succession: KeySuccession
  var seals: [Seal] = []
  /// How many entries the ledger had when a log file was sealed, and the time of the file's last commit.
  var sealTimes: [(size: UInt64, time: Instant)] = []
  var definitions: [SeriesID: CheckDefinition] = [:]
  /// What the log is held against.
  var ledgerEnd = LogExpectation()
  var expired: Set<UInt64> = []
  var standing = StandingRollups()
  /// The rollup files that there were when the verifying began: what expires meanwhile was there.
  let rollupsBefore: Set<SealBook.RollupKey>
  /// The damaged files whose loss is on record.
  var lossFiles: Set<UInt64> = []
  /// What else is known of the store than it says itself.
  var witness = Witness()
  /// What was signed last, by its mark, when the verifying began: the ledger that is read then has it.
  var signedLast: Checkpoint?
  /// The sealed reports on record, by the names of their JSON.
  var reports: [String: SealedReport] = [:]

  private init(
    _ disk: any Disk,
    of store: [UInt8],
    _ listing: ArchiveListing,
    _ rollups: Set<SealBook.RollupKey>,
    _ hasher: consuming LibraryHasher
  ) {
    self.disk = disk
    self.store = store
    self.listing = listing
    rollupsBefore = rollups
    self.hasher = hasher
    succession = KeySuccession(store: store, origin: CheckpointSigner.origin(of: store))
  }

  /// Verifies a store.
  ///
  /// - Parameters:
  ///   - witness: What else is known of it than it says itself.
  ///   - progress: Told how many samples are verified.
  /// - Throws: When something can't be read at all; what is wrong with it is in the result.
  package static func run(
    on disk: any Disk,
    of store: [UInt8],
    witness: Witness = Witness(),
    progress: (Int) -> Void = { _ in }
  ) throws(ArchiveError) -> Verification {
    let signedLast = witness.mark?.read()
    let listing: ArchiveListing
    let rollups: Set<SealBook.RollupKey>
    do throws(StoreError) {
      rollups = try SealBook.RollupKey.present(on: disk)
      listing = try ArchiveListing(disk)
    } catch {
      throw .store(error)
    }
    let hasher = LibraryHasher(try LibraryDigest())
    var verifier = StoreVerifier(disk, of: store, listing, rollups, hasher)
    verifier.witness = witness
    verifier.signedLast = signedLast
    return try verifier.verify(progress)
  }

  private mutating func verify(
    _ progress: (Int) -> Void
  ) throws(ArchiveError) -> Verification {
    result.origin = succession.origin
    try verifyIdentity()
    try readLedger()
    try readLog()
    try verifySegments(progress)
    try verifyLeftovers()
    try verifyRollups()
    try verifyKeys()
    try verifyCheckpoint()
    verifyWitness()
    try verifyTimeStamps()
    try verifyReports()
    try verifyBystanders()
    return result
  }
}

extension StoreVerifier {
  private mutating func readLedger() throws(ArchiveError) {
    var last: (file: LedgerFile, hash: Hash)?
    for span in listing.ledgers {
      let name = "\(span.text).led"
      do throws(ArchiveError) {
        let (file, hash) = try LedgerEnd.find(span, on: disk, using: &hasher)
        if file.header.store != store {
          result.note(.damaged, "ledger/\(name) is of another store: restore the store's own")
        } else if file.header.files != span.first...span.last {
          result.note(.damaged, "ledger/\(name) has another name than it says: restore its own")
        } else if !follows(file, last) {
          result.note(
            .missing,
            "what stood in the ledger before ledger/\(name): restore the files from a backup"
          )
        }
        take(file)
        last = (file, try file.lastHash(hash, of: name, using: &hasher))
      } catch {
        try noteUnreadable(error)
      }
    }
  }

  private func follows(_ file: LedgerFile, _ last: (file: LedgerFile, hash: Hash)?) -> Bool {
    guard let last else { return file.header.before.size == 0 && file.header.previous == .zero }
    return file.follows(last.file, hash: last.hash)
  }

  private mutating func take(_ file: LedgerFile) {
    result.ledgers += 1
    for entry in file.entries {
      let index = tree.size
      tree.append(entry.leaf(using: &hasher), using: &hasher)
      result.entries += 1
      let record = (try? entry.record()) ?? nil
      ledgerEnd.take(entry, record, keepingOf: listing.newestLog)
      guard let record else { continue }
      note(record, at: index)
      if case .sealed(let seal) = record, seal.tier == .segment {
        sealTimes.append((tree.size, entry.time))
      }
    }
  }

  private mutating func note(_ record: Record, at index: UInt64) {
    standing.take(record)
    switch record {
    case .series(let series, _):
      if !definitions.agree(record) {
        result.note(
          .damaged,
          "entry \(index) of the ledger says of series \(series.number) otherwise than one before it"
        )
      }
    case .sealed(let seal): seals.append(seal)
    case .expired(let file): expired.insert(file.number)
    case .loss(let loss) where loss.file > 0: lossFiles.insert(loss.file)
    case .event(let event): take(event)
    case .key(let announcement):
      if announcement.size <= index,
        tree.root(of: announcement.size, using: &hasher) != announcement.root
      {
        result.note(.damaged, "entry \(index) announces a key over another ledger than this one")
      }
      do throws(SuccessionError) {
        try succession.take(announcement, at: index, LibrarySignatures())
      } catch {
        result.note(.damaged, "entry \(index) of the ledger announces a key wrongly (\(error))")
      }
    default: break
    }
  }
}

extension StoreVerifier {
  /// Holds the file `keys` against the keys that the ledger announces.
  private mutating func verifyKeys() throws(ArchiveError) {
    result.keys = succession.links.map {
      Verification.Key(text: $0.key.description, since: $0.index)
    }
    do throws(ArchiveError) {
      let named = try KeyFile.read(disk)
      if named == succession.links.map(\.key), try KeyFile.isAsWritten(named, on: disk) {
        return
      }
      let isMissing = named.isEmpty
      result.note(
        isMissing ? .missing : .damaged,
        "the file `keys` \(isMissing ? "isn't there" : "doesn't name the ledger's keys"): restore it"
          + " from a backup, and believe no key that you know from it alone"
      )
    } catch {
      try noteUnreadable(error)
    }
  }

  /// Whether there is a checkpoint, whatever it says: of a ledger that is gone it tells that there was one.
  private var isSigned: Bool {
    (try? disk.names(in: .root))?.contains(Sealer.checkpoint) ?? false
  }

  private mutating func verifyCheckpoint() throws(ArchiveError) {
    if listing.ledgers.isEmpty, !isSigned {
      if listing.newestLog == nil {
        result.note(
          .missing,
          "the record: there is no file in log/ nor in ledger/. Restore the store from a backup"
        )
      }
      return
    }
    let bytes: [UInt8]
    do throws(ArchiveError) {
      bytes = try ArchiveError.readingAll(Sealer.checkpoint, in: .root, on: disk)
    } catch {
      guard case .failed(_, .noSuchFile) = error else { return try noteUnreadable(error) }
      if succession.links.isEmpty {
        result.note(.unproved, "nothing is signed: give constatd a key (`seal-key`) and start it")
      } else {
        result.note(
          .missing,
          "the file `checkpoint`, although the ledger names a key that signs: restore it from a backup"
        )
      }
      return
    }
    do throws(NoteError) {
      let note = try SignedNote(bytes)
      let checkpoint = try Checkpoint(note.text)
      guard checkpoint.origin == succession.origin else {
        result.note(.damaged, "the checkpoint is of \(checkpoint.origin), another store")
        return
      }
      guard checkpoint.size <= tree.size else {
        result.note(
          .missing,
          "\(checkpoint.size - tree.size) entries that were signed: the store is older than its"
            + " checkpoint. Restore a newer backup, or tell the other party"
        )
        return
      }
      guard checkpoint.root == tree.root(of: checkpoint.size, using: &hasher) else {
        result.note(.damaged, "the ledger is not the one that was signed: restore it from a backup")
        return
      }
      guard let key = succession.link(inForceAt: checkpoint.size)?.key else {
        result.note(.unproved, "the ledger names no key for the checkpoint")
        return
      }
      _ = try note.signers(among: [key], LibrarySignatures())
      result.signer = (key.description, checkpoint.size)
      if checkpoint.size < tree.size {
        result.note(
          .unproved,
          "the last \(tree.size - checkpoint.size) entries of the ledger are not signed yet"
        )
      }
    } catch {
      result.note(.damaged, "the checkpoint (\(error)): restore the file `checkpoint`")
    }
  }
}
