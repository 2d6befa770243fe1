import Posix
import Proving
import Storage
import StoreFormat

extension StoreVerifier {
  /// Holds the files that have names like those in use, and that no reader takes, against what was sealed
  /// of them: those that others have taken the place of, and segments of which nothing was sealed.
  ///
  /// The log's are among what ``readLog()`` looks at.
  mutating func verifyLeftovers() throws(ArchiveError) {
    for leftover in listing.leftovers {
      do throws(ArchiveError) {
        if let span = LogSpan(leftover.name, ending: ".seg") {
          try checkFile(of: span)
        } else if let span = LogSpan(leftover.name, ending: ".led") {
          try checkLedger(of: span)
        }
      } catch {
        // constatd has cleared it away meanwhile.
        if case .failed(_, .noSuchFile) = error { continue }
        try noteUnreadable(error)
      }
    }
    let isWhole = !result.findings.contains { $0.kind != .unproved }
    for span in listing.strangers {
      result.note(
        .unproved,
        isWhole
          ? "samples/\(span.text).seg has numbers of which nothing was sealed: move it out of the store"
          : "samples/\(span.text).seg, of which no seal can be read: keep it, restore what is damaged or"
            + " missing first, and verify again"
      )
    }
  }

  /// A ledger file that was merged with others must be what the larger one has of it.
  private mutating func checkLedger(of span: LogSpan) throws(ArchiveError) {
    let name = "\(span.text).led"
    let (_, hash) = try LedgerEnd.read(name, on: disk, using: &hasher)
    guard let larger = listing.ledgers.first(where: { $0.contains(span) }),
      // What is wrong with the larger one was told before.
      let (whole, _) = try? LedgerEnd.read("\(larger.text).led", on: disk, using: &hasher)
    else { return }
    guard let part = try? whole.part(of: span.first...span.last, using: &hasher), part.1 == hash
    else {
      throw .damaged(file: "ledger/\(name)", .checksum("file"))
    }
  }
}
