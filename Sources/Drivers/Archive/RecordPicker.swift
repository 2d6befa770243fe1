import Posix
import Proving
import Storage
import StoreFormat

/// Picks some records out of all that are no samples, sealed or not, without reading the samples.
///
/// What is sealed is read once; a later call reads only what came since. Memory: what was picked.
struct RecordPicker<Found: Sendable>: Sendable {
  /// How often it begins again when files are sealed under its hands: one is sealed an hour.
  private static var attempts: Int { 10 }

  private let disk: any Disk
  private let pick: @Sendable (Record) -> Found?
  private var sealed: [Found] = []
  /// The last log file of which the ledger was read.
  private var last: UInt64?
  /// Whether a daemon has ever measured here, as far as was read.
  private(set) var hasStarted = false

  /// A picker that has read nothing yet.
  ///
  /// - Parameter pick: What becomes of a record; nil passes over it.
  init(_ disk: any Disk, pick: @escaping @Sendable (Record) -> Found?) {
    self.disk = disk
    self.pick = pick
  }

  /// All that is picked by now, in the order of the record.
  mutating func read() throws(ArchiveError) -> [Found] {
    for _ in 0..<Self.attempts {
      let listing = try list()
      try readLedgers(listing)
      var unsealed: [Found] = []
      for number in listing.logs { unsealed += try readLog(number) }
      // What was sealed meanwhile, and removed from the log, stands in the ledger.
      let now = try list()
      if listing.logs.allSatisfy({ now.logs.contains($0) }) { return sealed + unsealed }
    }
    throw .failed("read what was declared: files are sealed too fast", .wouldBlock)
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
        if let record = (try? entry.record()) ?? nil, let found = take(record) {
          sealed.append(found)
        }
      }
      last = span.last
    }
  }

  private mutating func readLog(_ number: UInt64) throws(ArchiveError) -> [Found] {
    var found: [Found] = []
    var log = ClosedLogFile(number, on: disk)
    do throws(StoreError) {
      while let item = try log.next() {
        guard case .group(let group) = item, !group.flags.contains(.repetition) else { continue }
        for record in group.records {
          if let picked = take(record) { found.append(picked) }
        }
      }
    } catch {
      throw .store(error)
    }
    return found
  }

  private mutating func take(_ record: Record) -> Found? {
    if case .started = record { hasStarted = true }
    return pick(record)
  }
}
