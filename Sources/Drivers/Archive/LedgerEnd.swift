package import Chronology
package import Proving
package import Storage
package import StoreFormat

/// Where the ledger ends: what the next ledger file begins with.
package struct LedgerEnd: Hashable, Sendable {
  /// The tree of all entries.
  package internal(set) var tree = Frontier()
  /// Its root.
  package internal(set) var root = Hash.zero
  /// The SHA-256 of the last ledger file; zeros if there is none.
  package internal(set) var file = Hash.zero
  /// The last commit that is sealed; 0 if none is.
  package internal(set) var lastCommit: UInt64 = 0
  /// When that was put together; 1970 if none is.
  package internal(set) var lastTime = Instant(nanoseconds: 0)
  /// The keys that the last ledger file announced when it was read, as text.
  private(set) var announced: [String] = []

  /// The end of an empty ledger.
  init(using hasher: inout LibraryHasher) {
    root = tree.root(using: &hasher)
  }

  /// Reads the last ledger file of a store.
  package init(of listing: ArchiveListing, on disk: any Disk) throws(ArchiveError) {
    var hasher = LibraryHasher(try LibraryDigest())
    self.init(using: &hasher)
    guard let last = listing.ledgers.last else { return }
    let (ledger, hash) = try LedgerEnd.read(last, on: disk, using: &hasher)
    tree = ledger.after
    root = ledger.root
    file = hash
    lastCommit = ledger.entries.last?.commit ?? 0
    lastTime = ledger.entries.last?.time ?? Instant(nanoseconds: 0)
    announced = ledger.entries.compactMap { entry in
      if case .key(let key)? = (try? entry.record()) ?? nil { key.key } else { nil }
    }
  }

  /// Reads the ledger file of a span.
  ///
  /// - Throws: `damaged` also when it is another store's, or of other log files than its name says.
  static func read(
    _ span: LogSpan,
    on disk: any Disk,
    using hasher: inout LibraryHasher
  ) throws(ArchiveError) -> (LedgerFile, Hash) {
    let name = "\(span.text).led"
    let (file, hash) = try read(name, on: disk, using: &hasher)
    let path = "\(StoreFolder.ledger.rawValue)/\(name)"
    guard file.header.files == span.first...span.last else {
      throw .damaged(file: path, .malformed("range of log files"))
    }
    guard try file.header.store == ArchiveError.identity(of: disk) else {
      throw .damaged(file: path, .malformed("store: it is another one's"))
    }
    return (file, hash)
  }

  /// Reads a ledger file, whose tree is computed again, and its SHA-256.
  static func read(
    _ name: String,
    on disk: any Disk,
    using hasher: inout LibraryHasher
  ) throws(ArchiveError) -> (LedgerFile, Hash) {
    let path = "\(StoreFolder.ledger.rawValue)/\(name)"
    let bytes = try ArchiveError.readingAll(name, in: .ledger, on: disk)
    let hash = hasher.plain(bytes)
    do throws(FormatError) {
      return (try LedgerFile(decoding: bytes, using: &hasher), hash)
    } catch {
      throw .damaged(file: path, error)
    }
  }
}
