package import Agreement
import Posix
import Proving
package import Storage
import StoreFormat

/// Reads what was declared, sealed or not, without reading the samples.
///
/// What is sealed is read once; a later call reads only what came since. Memory: what was declared.
package struct AnnotationReader: Sendable {
  /// How often it begins again when files are sealed under its hands: one is sealed an hour.
  private static let attempts = 10

  private let disk: any Disk
  private var sealed: [RecordedAnnotation] = []
  /// The last log file of which the ledger was read.
  private var last: UInt64?
  /// Whether a daemon has ever measured here, as far as was read.
  package private(set) var hasStarted = false

  /// A reader of a disk that has read nothing yet.
  package init(_ disk: any Disk) {
    self.disk = disk
  }

  /// All that is declared by now, in the order of the record.
  package mutating func read() throws(ArchiveError) -> [RecordedAnnotation] {
    for _ in 0..<Self.attempts {
      let listing = try list()
      try readLedgers(listing)
      var unsealed: [RecordedAnnotation] = []
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
        switch (try? entry.record()) ?? nil {
        case .annotated(let annotation)?: sealed.append(annotation)
        case .started?: hasStarted = true
        default: break
        }
      }
      last = span.last
    }
  }

  private mutating func readLog(_ number: UInt64) throws(ArchiveError) -> [RecordedAnnotation] {
    var found: [RecordedAnnotation] = []
    var log = ClosedLogFile(number, on: disk)
    do throws(StoreError) {
      while let item = try log.next() {
        guard case .group(let group) = item, !group.flags.contains(.repetition) else { continue }
        for record in group.records {
          switch record {
          case .annotated(let annotation): found.append(annotation)
          case .started: hasStarted = true
          default: break
          }
        }
      }
    } catch {
      throw .store(error)
    }
    return found
  }
}
