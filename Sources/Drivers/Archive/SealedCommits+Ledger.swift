import Proving
package import Storage
import StoreFormat

extension SealedCommits {
  /// What stands in the ledger, all of which is read.
  ///
  /// - Throws: `unreadable` where a ledger file is damaged: nobody knows then which numbers were given.
  package static let ledger = SealedCommits { disk, tell throws(StoreError) in
    let listing = try ArchiveListing(disk)
    do throws(ArchiveError) {
      var hasher = LibraryHasher(try LibraryDigest())
      for span in listing.ledgers {
        let (ledger, _) = try LedgerEnd.read(span, on: disk, using: &hasher)
        for entry in ledger.entries {
          let record = (try? entry.record()) ?? nil
          tell(
            CommitGroup(
              sequence: entry.commit,
              time: entry.time,
              records: record.map { [$0] } ?? []
            )
          )
        }
      }
    } catch {
      switch error {
      case .store(let error): throw error
      case .failed(let action, let error): throw .failed(action, error)
      case .damaged(let file, .newer(let part)): throw .newerFormat(file: file, .newer(part))
      case .damaged(let file, _): throw .unreadable(file: file)
      default: throw .unreadable(file: "ledger/")
      }
    }
  }
}
