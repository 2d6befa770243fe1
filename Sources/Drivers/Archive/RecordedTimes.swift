import Chronology
import Proving
import Storage

/// When the records of segments were committed, each read from the ledger once.
///
/// Limit: one entry for each segment that is there.
struct RecordedTimes: Sendable {
  private var known: [LogSpan: Interval] = [:]

  /// From the first to the last commit of a segment's log files; nil if the ledger has none of them.
  mutating func interval(
    of span: LogSpan,
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(ArchiveError) -> Interval? {
    if let interval = known[span] { return interval }
    let own = listing.ledgers.filter { span.contains($0) || $0.contains(span) }
    guard let first = own.first, let last = own.last else { return nil }
    guard let start = try RecordedTimes.interval(of: first, on: disk)?.start,
      let end = try RecordedTimes.interval(of: last, on: disk)?.end
    else { return nil }
    let interval = Interval(start, end)
    known[span] = interval
    return interval
  }

  /// Forgets segments that are not there any more.
  mutating func keep(_ spans: [LogSpan]) {
    if known.count <= spans.count { return }
    let spans = Set(spans)
    known = known.filter { spans.contains($0.key) }
  }

  private static func interval(
    of ledger: LogSpan,
    on disk: any Disk
  ) throws(ArchiveError) -> Interval? {
    var hasher = LibraryHasher(try LibraryDigest())
    let (file, _) = try LedgerEnd.read(ledger, on: disk, using: &hasher)
    guard let first = file.entries.first, let last = file.entries.last else { return nil }
    return Interval(first.time, last.time)
  }
}
