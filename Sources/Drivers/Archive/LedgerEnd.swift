package import Chronology
import Posix
package import Proving
package import Storage
package import StoreFormat

/// Where the ledger ends: what the next ledger file begins with.
package struct LedgerEnd: Hashable, Sendable {
  /// The tree of all entries.
  package internal(set) var tree = Frontier()
  /// Its root.
  package internal(set) var root = Hash.zero
  /// The SHA-256 of the last ledger file, as it was before it was merged; zeros if there is none.
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
  ///
  /// - Throws: `store` with `readOnlyFormat` also where nobody but a later version may go on behind it.
  package init(of listing: ArchiveListing, on disk: any Disk) throws(ArchiveError) {
    var hasher = LibraryHasher(try LibraryDigest())
    self.init(using: &hasher)
    guard let last = listing.ledgers.last else { return }
    let (ledger, hash) = try LedgerEnd.read(last, on: disk, using: &hasher)
    if ledger.header.isReadOnly {
      throw .store(.readOnlyFormat(file: "\(StoreFolder.ledger.rawValue)/\(last.text).led"))
    }
    tree = ledger.after
    root = ledger.root
    file = try ledger.lastHash(hash, of: "\(last.text).led", using: &hasher)
    lastCommit = ledger.entries.last?.commit ?? 0
    lastTime = ledger.entries.last?.time ?? Instant(nanoseconds: 0)
    announced = ledger.entries.compactMap { entry in
      if case .key(let key)? = (try? entry.record()) ?? nil { key.key } else { nil }
    }
  }

  /// Reads what the ledger has of a span: its file, or the part of one that has taken its place.
  ///
  /// - Throws: `damaged` also when it is another store's, or of other log files than its name says.
  static func read(
    _ span: LogSpan,
    on disk: any Disk,
    using hasher: inout LibraryHasher
  ) throws(ArchiveError) -> (LedgerFile, Hash) {
    let (file, hash) = try find(span, on: disk, using: &hasher)
    let path = "\(StoreFolder.ledger.rawValue)/\(span.text).led"
    guard file.header.files == span.first...span.last else {
      throw .damaged(file: path, .malformed("range of log files"))
    }
    guard try file.header.store == ArchiveError.identity(of: disk) else {
      throw .damaged(file: path, .malformed("store: it is another one's"))
    }
    return (file, hash)
  }

  /// Reads the ledger file of a span as its name says; where that is gone because it was merged with
  /// others, its part of the larger one.
  static func find(
    _ span: LogSpan,
    on disk: any Disk,
    using hasher: inout LibraryHasher
  ) throws(ArchiveError) -> (LedgerFile, Hash) {
    do throws(ArchiveError) {
      return try read("\(span.text).led", on: disk, using: &hasher)
    } catch {
      guard case .failed(_, .noSuchFile) = error,
        let larger = try Sealer.listing(disk).ledgers.first(where: { $0.contains(span) }),
        larger != span
      else { throw error }
      let name = "\(larger.text).led"
      let (whole, _) = try read(name, on: disk, using: &hasher)
      do throws(FormatError) {
        guard let part = try whole.part(of: span.first...span.last, using: &hasher) else {
          throw .malformed("range of log files")
        }
        return part
      } catch {
        throw .damaged(file: "\(StoreFolder.ledger.rawValue)/\(name)", error)
      }
    }
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

extension LedgerFile {
  /// The hash that the next file has of this one: that of the last file that was merged into it.
  ///
  /// - Parameters:
  ///   - own: The hash of this file.
  ///   - name: How it is called in messages.
  func lastHash(
    _ own: Hash,
    of name: String,
    using hasher: inout LibraryHasher
  ) throws(ArchiveError) -> Hash {
    if !isMerged { return own }
    do throws(FormatError) {
      return try originals(using: &hasher).last?.hash ?? own
    } catch {
      throw .damaged(file: "\(StoreFolder.ledger.rawValue)/\(name)", error)
    }
  }
}
