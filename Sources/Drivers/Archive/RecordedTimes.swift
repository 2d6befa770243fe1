import Chronology
import Proving
import Storage
import StoreFormat

/// When the records of segments were committed, each read from the ledger once.
///
/// Limit: one entry for each segment that is there, and one for each log file of one ledger file.
struct RecordedTimes: Sendable {
  private var known: [LogSpan: Interval] = [:]
  /// When the records of each log file of the ledger file were committed that was read last: a merged
  /// one has those of several segments.
  private var latest: (ledger: LogSpan, times: [(log: UInt64, time: Interval)])?

  /// From the first to the last commit of a segment's log files; nil if the ledger has none of them.
  mutating func interval(
    of span: LogSpan,
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(ArchiveError) -> Interval? {
    if let interval = known[span] { return interval }
    let own = listing.ledgers.filter { $0.part(within: span) != nil }
    guard let first = own.first, let last = own.last else { return nil }
    let start = try times(of: first, on: disk).first { $0.log >= span.first }
    let end = try times(of: last, on: disk).last { $0.log <= span.last }
    guard let start, let end else { return nil }
    let interval = Interval(start.time.start, end.time.end)
    known[span] = interval
    return interval
  }

  /// Forgets segments that are not there any more.
  mutating func keep(_ spans: [LogSpan]) {
    if known.count <= spans.count { return }
    let spans = Set(spans)
    known = known.filter { spans.contains($0.key) }
  }

  private mutating func times(
    of ledger: LogSpan,
    on disk: any Disk
  ) throws(ArchiveError) -> [(log: UInt64, time: Interval)] {
    if let latest, latest.ledger == ledger { return latest.times }
    var hasher = LibraryHasher(try LibraryDigest())
    let (file, _) = try LedgerEnd.read(ledger, on: disk, using: &hasher)
    let parts = try ArchiveError.decoding("\(StoreFolder.ledger.rawValue)/\(ledger.text).led") {
      () throws(FormatError) in try file.parts()
    }
    let times = parts.map { part in
      let (first, last) = (part.entries.lowerBound, part.entries.upperBound - 1)
      return (log: part.log, time: Interval(file.entries[first].time, file.entries[last].time))
    }
    latest = (ledger, times)
    return times
  }
}
