package import Chronology
import Posix
import Proving
package import Storage
package import StoreFormat

/// Reads of a record only what is wanted of it, sealed or not, without reading the samples.
///
/// What is sealed is read once; a later call reads only what came since. Memory: what is wanted.
package struct RecordSieve: Sendable {
  /// A record that is wanted.
  package struct Find: Hashable, Sendable {
    /// When the commit that made it durable was put together.
    package let time: Instant
    /// What was recorded.
    package let record: Record
  }

  /// How often it begins again when files are sealed under its hands: one is sealed an hour.
  private static let attempts = 10

  private let disk: any Disk
  private let isWanted: @Sendable (Record) -> Bool
  private var sealed: [Find] = []
  /// The last log file of which the ledger was read.
  private var last: UInt64?

  /// A sieve that has read nothing yet.
  ///
  /// - Parameter isWanted: Whether a record is kept; samples and what a log file only repeats are not
  ///   asked for.
  package init(_ disk: any Disk, keeping isWanted: @escaping @Sendable (Record) -> Bool) {
    self.disk = disk
    self.isWanted = isWanted
  }

  /// All that is wanted of the record by now, in its order.
  package mutating func read() throws(ArchiveError) -> [Find] {
    for _ in 0..<Self.attempts {
      let listing = try list()
      try readLedgers(listing)
      var unsealed: [Find] = []
      for number in listing.logs { unsealed += try readLog(number) }
      // What was sealed meanwhile, and removed from the log, stands in the ledger.
      let now = try list()
      if listing.logs.allSatisfy({ now.logs.contains($0) }) { return sealed + unsealed }
    }
    throw .failed("read what was recorded: files are sealed too fast", .wouldBlock)
  }

  private func list() throws(ArchiveError) -> ArchiveListing {
    do throws(StoreError) {
      return try ArchiveListing(disk)
    } catch {
      throw .store(error)
    }
  }

  private mutating func readLedgers(_ listing: ArchiveListing) throws(ArchiveError) {
    var hasher = LibraryHasher(try LibraryDigest())
    // A merged file holds what was read already too.
    for span in listing.ledgers.compactMap({ $0.part(after: last) }) {
      let (file, _) = try LedgerEnd.read(span, on: disk, using: &hasher)
      for entry in file.entries {
        guard let record = (try? entry.record()) ?? nil, isWanted(record) else { continue }
        sealed.append(Find(time: entry.time, record: record))
      }
      last = span.last
    }
  }

  private func readLog(_ number: UInt64) throws(ArchiveError) -> [Find] {
    var found: [Find] = []
    var log = ClosedLogFile(number, on: disk)
    do throws(StoreError) {
      while let item = try log.next() {
        guard case .group(let group) = item, !group.flags.contains(.repetition) else { continue }
        for record in group.records {
          if case .sample = record { continue }
          if isWanted(record) { found.append(Find(time: group.time, record: record)) }
        }
      }
    } catch {
      throw .store(error)
    }
    return found
  }
}
