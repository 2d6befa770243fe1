import Chronology
import Posix
import Proving
import Sampling
import Storage
import StoreFormat

extension Sealer {
  /// The commits between the end of the ledger and a log file that is to follow it, if some are missing
  /// and nobody has seen that yet: whole files are, or all that could be read was their headers.
  func missing(before number: UInt64, _ digest: LogDigest) throws(ArchiveError) -> [Damage] {
    let last = max(end.lastCommit, lastLost)
    guard end.lastCommit > 0, let first = digest.firstCommit, first > last + 1 else { return [] }
    if try isKnown(before: number) { return [] }
    return [
      Damage(
        file: number - 1,
        offset: 0,
        firstCommit: last + 1,
        lastCommit: first - 1,
        interval: Interval(end.lastTime, max(end.lastTime, digest.created))
      )
    ]
  }

  /// Whether damage of a log file from the last one that is sealed to the one before `number` has its
  /// copy: then it is on record.
  private func isKnown(before number: UInt64) throws(ArchiveError) -> Bool {
    let first = try Sealer.listing(disk).ledgers.last?.last ?? 0
    do throws(StoreError) {
      return try Quarantine.known(on: disk).contains { name in
        let file = LogName.number(of: "\(name.prefix { $0 != "-" }).log")
        return file.map { first <= $0 && $0 < number } ?? false
      }
    } catch {
      throw .store(error)
    }
  }

  /// What the ledger says that series stand for, which holds against what a log file repeats: who
  /// verifies takes it from the ledger.
  ///
  /// Limit: the definitions of all series that the store has had.
  ///
  /// - Throws: `damaged` where the ledger itself can't be read and may have said it of samples whose
  ///   definition can't be read in the log file.
  mutating func definitions(
    besides digest: LogDigest
  ) throws(ArchiveError) -> [SeriesID: CheckDefinition] {
    if let definitions { return definitions }
    var found: [SeriesID: CheckDefinition] = [:]
    do throws(ArchiveError) {
      var hasher = LibraryHasher(try LibraryDigest())
      for span in try Sealer.listing(disk).ledgers {
        let (ledger, _) = try LedgerEnd.read(span, on: disk, using: &hasher)
        for entry in ledger.entries {
          if let record = (try? entry.record()) ?? nil { _ = found.agree(record) }
        }
      }
    } catch {
      if digest.counts.keys.contains(where: { digest.definitions[$0] == nil }) { throw error }
      return found
    }
    definitions = found
    return found
  }
}
