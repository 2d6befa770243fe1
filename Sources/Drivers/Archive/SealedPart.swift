import Chronology
import Proving
import Storage
import StoreFormat

/// An entry of the ledger whose record was read.
struct SealedEntry: Sendable {
  let commit: UInt64
  let time: Instant
  /// What it says; nil if it is of a kind that this version does not know.
  let record: Record?

  init(_ entry: LedgerEntry) {
    commit = entry.commit
    time = entry.time
    record = (try? entry.record()) ?? nil
  }
}

/// What a ledger file has of one log file.
struct SealedPart: Sendable {
  /// The log file's number.
  let log: UInt64
  /// The last commit of it, and when that was put together.
  let last: (commit: UInt64, time: Instant)
  /// All that is not needed to understand samples, a group a commit.
  let rest: ArraySlice<CommitGroup>
}

extension SealedFile {
  /// What each log file gave, ascending; none where the file can't be read.
  var parts: [SealedPart] {
    var parts: [SealedPart] = []
    var start = entries.startIndex
    for (place, entry) in entries.enumerated() {
      guard case .sealed(let seal) = entry.record, seal.tier == .segment else { continue }
      let own = entries[start...place]
      let rest = SealedFile.grouped(own) { !$0.isNeededBySamples }
      parts.append(
        SealedPart(log: seal.files.lowerBound, last: (entry.commit, entry.time), rest: rest)
      )
      start = place + 1
    }
    // A file of ours ends with a seal; of any other nothing is lost either.
    if let last = entries[start...].last {
      let rest = SealedFile.grouped(entries[start...]) { !$0.isNeededBySamples }
      parts.append(SealedPart(log: span.last, last: (last.commit, last.time), rest: rest))
    }
    return parts
  }
}

extension Record {
  /// Whether a reader must know it to understand samples.
  var isNeededBySamples: Bool {
    switch self {
    case .series, .vantage, .imported: true
    default: false
    }
  }
}
