import BundleFormat
import Chronology
import Posix
import Proving
import Sampling
import Storage
import StoreFormat

/// The ledger as far as it is signed: the whole tree, and what a bundle tells of its entries.
///
/// Memory: 64 bytes an entry, and what is disclosed.
struct SignedLedger: Sendable {
  /// An entry, and its place.
  struct Place<Content: Sendable>: Sendable {
    let index: UInt64
    let entry: LedgerEntry
    let content: Content
  }

  /// The newest checkpoint.
  let note: SignedNote
  /// How many entries it signs.
  let size: UInt64
  /// All entries' leaves, also those behind the checkpoint.
  private(set) var tree = MerkleTree()
  /// The announcements of keys.
  private(set) var keys: [Place<KeyAnnouncement>] = []
  /// The seals of segments.
  private(set) var seals: [Place<Seal>] = []
  /// What else the scope discloses.
  private(set) var disclosed: [Place<Void>] = []
  /// What every series stands for, not only the scope's.
  private(set) var definitions: [SeriesID: CheckDefinition] = [:]
  /// The files whose samples have expired, as is on record.
  private(set) var expired: Set<UInt64> = []
  /// When the first series of the scope was defined; nil if none was.
  private(set) var firstDefinition: Instant?
  /// Until when it is on record that checks of the scope are in no plan, of those that are in none.
  private(set) var unplanned: [CheckID: Instant] = [:]
  /// When the last commit that is signed was put together.
  private(set) var lastTime = Instant(nanoseconds: 0)
  /// When the daemon stopped as asked; nil while it runs, or if it was killed.
  private(set) var stopped: Instant?

  /// Reads the ledger and asks the scope for each entry.
  init(
    _ listing: ArchiveListing,
    on disk: any Disk,
    _ scope: inout EvidenceScope,
    using hasher: inout LibraryHasher
  ) throws(EvidenceError) {
    let (note, checkpoint) = try SignedLedger.checkpoint(disk)
    self.note = note
    size = checkpoint.size
    for span in listing.ledgers {
      let file = try EvidenceError.archived { () throws(ArchiveError) in
        try LedgerEnd.find(span, on: disk, using: &hasher).0
      }
      for entry in file.entries {
        take(entry, &scope)
        tree.append(entry.leaf(using: &hasher), using: &hasher)
      }
    }
    guard tree.size >= size, tree.root(of: size, using: &hasher) == checkpoint.root else {
      throw .otherLedger
    }
  }

  private static func checkpoint(
    _ disk: any Disk
  ) throws(EvidenceError) -> (SignedNote, Checkpoint) {
    let bytes: [UInt8]
    do throws(ArchiveError) {
      bytes = try ArchiveError.readingAll(Sealer.checkpoint, in: .root, on: disk)
    } catch {
      if case .failed(_, .noSuchFile) = error {
        let sealed = try? disk.names(in: .ledger)
        throw sealed?.isEmpty == true ? .unsealed : .unsigned
      }
      throw .archive(error)
    }
    do throws(NoteError) {
      let note = try SignedNote(bytes)
      return (note, try Checkpoint(note.text))
    } catch {
      throw .otherLedger
    }
  }

  private mutating func take(_ entry: LedgerEntry, _ scope: inout EvidenceScope) {
    let index = tree.size
    guard let record = (try? entry.record()) ?? nil else { return }
    if case .series(let number, let definition) = record { definitions[number] = definition }
    // What the checkpoint doesn't sign yet proves nothing.
    guard index < size else { return }
    lastTime = entry.time
    switch record {
    case .started, .reloaded: stopped = nil
    case .stopped(let time): stopped = time
    case .key(let key): keys.append(Place(index: index, entry: entry, content: key))
    case .sealed(let seal) where seal.tier == .segment || seal.tier == .daySegment:
      seals.append(Place(index: index, entry: entry, content: seal))
    default: break
    }
    if case .expired(let file) = record { expired.insert(file.number) }
    if case .unplanned(let time) = record, let check = scope.series[time.series]?.id {
      unplanned[check] = time.isOver ? nil : time.interval.end
    }
    guard scope.discloses(record) else { return }
    if case .series = record, firstDefinition == nil { firstDefinition = entry.time }
    disclosed.append(Place(index: index, entry: entry, content: ()))
  }

  /// The seal of a segment with this span, if it is signed: that of the very file.
  func seal(of span: LogSpan) -> Place<Seal>? {
    seals.last {
      $0.content.files == span.first...span.last
        && ($0.content.tier == .daySegment || span.first == span.last)
    }
  }

  /// The seal that the segment of one log file had.
  func seal(ofFile number: UInt64) -> Place<Seal>? {
    seals.last { $0.content.tier == .segment && $0.content.files == number...number }
  }
}
