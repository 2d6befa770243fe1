import Posix
import Proving
import Storage
import StoreFormat

/// Makes one ledger file of those of 64 log files, so that a reader of a long record opens few.
///
/// Which ones is told by their numbers alone: those of which the number divided by 64 is the same,
/// once the ledger goes on behind them. The larger file gives each of them back, byte for byte; one
/// that it would not give back stays as it is, and so do those beside it.
struct LedgerMerge: Sendable {
  /// How many log files one ledger file stands for at most.
  static let groupLength: UInt64 = 64
  /// How many groups are merged at one look.
  static let stepLimit = 8
  /// How many bytes a group may have: it is read at once.
  static let sizeLimit: Int64 = 64 << 20

  /// Groups that are not merged while this runs.
  private var passed: Set<UInt64> = []

  /// Merges what can be, up to ``stepLimit`` groups.
  mutating func work(
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(ArchiveError) {
    var steps = 0
    for (group, spans) in LedgerMerge.groups(listing.ledgers) where !passed.contains(group) {
      if steps == LedgerMerge.stepLimit { return }
      steps += 1
      if try !LedgerMerge.merge(spans, on: disk) { passed.insert(group) }
    }
  }

  /// Which files are to be merged, ascending, by the numbers of their groups.
  static func groups(_ ledgers: [LogSpan]) -> [(group: UInt64, spans: [LogSpan])] {
    var groups: [(group: UInt64, spans: [LogSpan])] = []
    for span in ledgers {
      let group = span.first / groupLength
      if groups.last?.group == group {
        groups[groups.count - 1].spans.append(span)
      } else {
        groups.append((group, [span]))
      }
    }
    // Behind the last one the ledger still grows.
    return groups.dropLast().filter { $0.spans.count > 1 }
  }

  /// - Returns: Whether the files were merged; not if they are damaged, too large, or what they say
  ///   would not all be kept.
  private static func merge(
    _ spans: [LogSpan],
    on disk: any Disk
  ) throws(ArchiveError) -> Bool {
    var hasher = LibraryHasher(try LibraryDigest())
    var files: [(file: LedgerFile, hash: Hash)] = []
    var size: Int64 = 0
    for span in spans {
      size += try length(of: span, on: disk)
      if size > sizeLimit { return false }
      do throws(ArchiveError) {
        files.append(try LedgerEnd.read(span, on: disk, using: &hasher))
      } catch {
        if case .damaged = error { return false }
        throw error
      }
    }
    let bytes = LedgerFile.merging(files.map(\.file), using: &hasher)
    let span = LogSpan(spans[0].first, through: spans[spans.count - 1].last)
    var output = try ArchiveOutput("\(span.text).led", in: .ledger, on: disk)
    try output.append(bytes)
    let hash = try output.synchronize()
    let (written, found) = try LedgerEnd.read(output.temporary, on: disk, using: &hasher)
    guard found == hash else { throw .differs(file: output.path) }
    guard given(back: files, by: written, using: &hasher) else {
      output.discard()
      return false
    }
    try output.publish()
    return true
  }

  /// Whether a file has all that others have: it gives the same bytes.
  private static func given(
    back files: [(file: LedgerFile, hash: Hash)],
    by merged: LedgerFile,
    using hasher: inout LibraryHasher
  ) -> Bool {
    guard let originals = try? merged.originals(using: &hasher) else { return false }
    var rest = originals[...]
    for (file, hash) in files {
      // One that was merged before gives back several.
      guard let own = try? file.originals(using: &hasher) else { return false }
      guard file.isMerged || own.last?.hash == hash else { return false }
      guard rest.prefix(own.count).map(\.hash) == own.map(\.hash) else { return false }
      rest = rest.dropFirst(own.count)
    }
    return rest.isEmpty
  }

  private static func length(of span: LogSpan, on disk: any Disk) throws(ArchiveError) -> Int64 {
    let name = "\(span.text).led"
    do throws(Errno) {
      return try disk.open(name, in: .ledger).size()
    } catch {
      throw .failed("open \(StoreFolder.ledger.rawValue)/\(name)", error)
    }
  }
}
