import Chronology
import Proving
import Sampling
import StoreFormat

/// What a file of the log must begin with, as what stands before it on record says.
struct LogExpectation: Sendable {
  /// The last commit before the file; 0 if there is none.
  private(set) var lastCommit: UInt64 = 0
  /// When that was put together.
  private(set) var lastTime = Instant(nanoseconds: 0)
  /// From where was measured last; nil if nothing says it.
  private(set) var vantage: String?
  /// The least number that no series before the file has had.
  private(set) var nextSeries: UInt32 = 0
  /// What was so before the newest file of the log, if that is sealed, and what was sealed of it but
  /// samples.
  private(set) var newest: Newest?

  private var entries: [LedgerEntry] = []
  private var file = Start()

  /// What stands before a file.
  struct Start: Hashable, Sendable {
    var commit: UInt64 = 0
    var time = Instant(nanoseconds: 0)
    var vantage: String?
    var nextSeries: UInt32 = 0
  }

  /// What the ledger has of the newest file of the log.
  struct Newest: Sendable {
    let start: Start
    let entries: [LedgerEntry]
  }

  /// What stands on record so far.
  var start: Start {
    Start(commit: lastCommit, time: lastTime, vantage: vantage, nextSeries: nextSeries)
  }

  /// Takes the next entry of the ledger, whose seal of a log file is the last one of that file.
  mutating func take(_ entry: LedgerEntry, _ record: Record?, keepingOf newest: UInt64?) {
    if let record { take(record) }
    (lastCommit, lastTime) = (entry.commit, entry.time)
    switch record {
    case .sealed(let seal) where seal.tier == .segment:
      if seal.files.lowerBound == newest { self.newest = Newest(start: file, entries: entries) }
      entries = []
      file = start
    // It comes into the ledger when a file is sealed, and stands in no log.
    case .key: break
    default: entries.append(entry)
    }
  }

  /// Takes what a file of the log that is not sealed has committed.
  mutating func take(_ digest: LogDigest) {
    for entry in digest.entries {
      if let record = (try? entry.record()) ?? nil { take(record) }
    }
    if let commits = digest.commits { lastCommit = max(lastCommit, commits.upperBound) }
    lastTime = max(lastTime, digest.lastTime)
  }

  private mutating func take(_ record: Record) {
    switch record {
    case .vantage(let name): vantage = name
    case .series(let series, _):
      nextSeries = max(nextSeries, series.number == .max ? .max : series.number + 1)
    default: break
    }
  }
}
