import Chronology
import Proving
import Sampling
import Storage
import StoreFormat

/// All that one file of the log holds, but of its samples only how many there are.
struct LogDigest: Sendable {
  /// How many samples each series has.
  private(set) var counts: [SeriesID: Int] = [:]
  /// What series stand for, as far as the file says.
  private(set) var definitions: [SeriesID: CheckDefinition] = [:]
  /// The records that are no samples, in order.
  private(set) var entries: [LedgerEntry] = []
  /// What its repetitions say.
  private(set) var repeated: [Record] = []
  /// When the first commit was put together; nil while there is none.
  private(set) var firstTime: Instant?
  /// The first and last commit; nil while there is none.
  private(set) var commits: ClosedRange<UInt64>?
  /// The first commit that the file was to have, as it says itself; nil if that can't be read.
  private(set) var firstCommit: UInt64?
  /// When the file was made, as it says itself.
  private(set) var created = Instant(nanoseconds: 0)
  /// When the last commit was put together.
  private(set) var lastTime = Instant(nanoseconds: 0)
  /// From the earliest start to the latest end; nil while there is no sample.
  private(set) var interval: Interval?
  /// Where commits can't be read.
  private(set) var damages: [Damage] = []

  /// How many samples there are.
  var sampleCount: Int { counts.values.reduce(0, +) }

  /// Takes how the file begins.
  mutating func take(_ header: LogFileHeader) {
    (firstCommit, created) = (header.firstCommit, header.created)
  }

  /// Takes what the ledger says that series stand for, whatever the file itself says.
  mutating func define(_ known: [SeriesID: CheckDefinition]) {
    definitions.merge(known) { _, sealed in sealed }
  }

  /// Takes what comes next in the file.
  mutating func take(_ item: StoreItem) {
    switch item {
    // Of sealed files; this one is a log's.
    case .samples: break
    case .damage(let damage): damages.append(damage)
    case .group(let group):
      if group.flags.contains(.repetition) {
        for case .series(let series, let definition) in group.records {
          definitions[series] = definition
        }
        repeated += group.records
        return
      }
      commits = (commits?.lowerBound ?? group.sequence)...group.sequence
      lastTime = group.time
      firstTime = firstTime ?? group.time
      for record in group.records { take(record, of: group) }
    }
  }

  private mutating func take(_ record: Record, of group: CommitGroup) {
    guard case .sample(let sample) = record else {
      if case .series(let series, let definition) = record { definitions[series] = definition }
      entries.append(LedgerEntry(commit: group.sequence, time: group.time, record: record))
      return
    }
    counts[sample.series, default: 0] += 1
    let (start, end) = (sample.start, max(sample.start, sample.end))
    interval = Interval(
      min(interval?.start ?? start, start),
      max(interval?.end ?? end, end)
    )
  }

  /// The series in ranges of numbers, ascending, each with at most `limit` samples unless it is one
  /// series.
  func batches(limit: Int) -> [ClosedRange<UInt32>] {
    var batches: [ClosedRange<UInt32>] = []
    var size = 0
    for (series, count) in counts.sorted(by: { $0.key.number < $1.key.number }) {
      if let last = batches.last, size + count <= limit {
        batches[batches.count - 1] = last.lowerBound...series.number
        size += count
      } else {
        batches.append(series.number...series.number)
        size = count
      }
    }
    return batches
  }
}
