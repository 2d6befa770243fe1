import Agreement
import Chronology

/// Counts of samples between the instants at which a calendar window may begin.
///
/// Every zone's offset has been a multiple of 15 minutes since 1972, so a civil day begins on such a
/// quarter of an hour in UTC, and no more than 15 hours from midnight there. Where no boundary can
/// be, one bucket holds up to a month.
struct LatencyBuckets: Sendable {
  /// What samples come to; sums may go round, their differences don't.
  private struct Counts {
    var valid: UInt32 = 0
    var good: UInt32 = 0
    var unmeasured: UInt32 = 0

    mutating func add(_ speed: Speed) {
      switch speed {
      case .fast:
        valid &+= 1
        good &+= 1
      case .slow: valid &+= 1
      case .unmeasured: unmeasured &+= 1
      }
    }
  }

  private struct Bucket {
    /// The start of its first sample.
    var first: Int64
    /// The start of its last sample.
    var last: Int64
    /// What its samples and those of all buckets before it come to.
    var through: Counts
  }

  private static let quarter: Int64 = 900_000
  private let rule: WindowRule
  private let isCutByMinutes: Bool
  /// Ascending, in ms.
  private let cuts: [Int64]
  private var buckets: [Bucket] = []
  /// What the samples come to that were forgotten.
  private var before = Counts()
  /// The latest sample stands apart: where everything is judged is where it starts, and it is not
  /// before that.
  private var latest: (start: Int64, speed: Speed)?

  init(rule: WindowRule, cuts: [Instant], isCutByMinutes: Bool = false) {
    self.rule = rule
    self.isCutByMinutes = isCutByMinutes
    self.cuts = cuts.map(\.milliseconds)
  }

  mutating func append(start: Int64, _ speed: Speed) {
    if let latest {
      let bucket = buckets.last.map { bucketStart(of: $0.first) }
      if bucket != bucketStart(of: latest.start) {
        let through = buckets.last?.through ?? before
        buckets.append(Bucket(first: latest.start, last: latest.start, through: through))
      }
      buckets[buckets.count - 1].last = latest.start
      buckets[buckets.count - 1].through.add(latest.speed)
    }
    latest = (start, speed)
  }

  /// Whether no window may begin or end after a sample at `first` and before one at `last`.
  func isUndivided(_ first: Int64, _ last: Int64) -> Bool {
    bucketStart(of: first) == bucketStart(of: last)
  }

  /// Takes `count` samples, all valid, between two of which no window may begin or end.
  ///
  /// - Parameters:
  ///   - first: The first of them.
  ///   - last: The last of them, in a later millisecond than the others.
  ///   - good: How many of all of them were good.
  mutating func append(
    _ count: Int64,
    first: (start: Int64, isGood: Bool),
    last: (start: Int64, isGood: Bool),
    good: Int64
  ) {
    append(start: first.start, first.isGood ? .fast : .slow)
    guard count > 1 else { return }
    append(start: last.start, last.isGood ? .fast : .slow)
    let index = buckets.count - 1
    let between = good - (first.isGood ? 1 : 0) - (last.isGood ? 1 : 0)
    buckets[index].through.valid &+= UInt32(count - 2)
    buckets[index].through.good &+= UInt32(between)
    // Nobody asks for a window that ends before the latest sample: where in between does not matter.
    if count > 2 { buckets[index].last = last.start - 1 }
  }

  /// - Complexity: O(log n) for n buckets, however many are inside.
  func count(in range: Range<Int64>) -> (tally: LatencyTally, lost: Int64) {
    var tally = LatencyTally()
    var lost: Int64 = 0
    var first = partition(buckets.count) { buckets[$0].last < range.lowerBound }
    var end = partition(buckets.count) { buckets[$0].first < range.upperBound }
    func lose(_ bucket: Bucket) {
      lost += min(bucket.last + 1, range.upperBound) - max(bucket.first, range.lowerBound)
    }
    if first < end, buckets[first].first < range.lowerBound {
      lose(buckets[first])
      first += 1
    }
    if first < end, buckets[end - 1].last >= range.upperBound {
      end -= 1
      lose(buckets[end])
    }
    if first < end {
      let through = buckets[end - 1].through
      let before = first > 0 ? buckets[first - 1].through : before
      tally.valid = Int64(through.valid &- before.valid)
      tally.good = Int64(through.good &- before.good)
      tally.unmeasured = Int64(through.unmeasured &- before.unmeasured)
    }
    if let latest, range.contains(latest.start) { tally.add(latest.speed) }
    return (tally, lost)
  }

  /// Whether no sample to come can change what is counted of the time before `end`.
  func isSettled(before end: Int64) -> Bool { buckets.last.map { $0.last >= end } ?? false }

  mutating func forget(before start: Int64) {
    let count = partition(buckets.count) { buckets[$0].last < start }
    if count > 0 { before = buckets[count - 1].through }
    buckets.removeFirst(count)
  }

  private func bucketStart(of start: Int64) -> Int64 {
    let next = partition(cuts.count) { cuts[$0] <= start }
    let cut = next > 0 ? cuts[next - 1] : .min
    return max(isCutByMinutes ? floorDivide(start, 60_000) * 60_000 : grain(at: start), cut)
  }

  /// The latest instant at or before `start` at which a window may begin, or after which none may
  /// for days.
  private func grain(at start: Int64) -> Int64 {
    let day: Int64 = 86_400_000
    let number = floorDivide(start, day)
    let date = CivilDate(daysSinceEpoch: number)
    let middle = 2..<CivilDate.length(ofMonth: date.month, year: date.year)
    switch rule {
    case .year where middle ~= date.day, .quarter where middle ~= date.day,
      .month where middle ~= date.day:
      return (number - Int64(date.day) + 2) * day
    case .week where (2...6) ~= date.weekday:
      return (number - Int64(date.weekday) + 2) * day
    case .year, .quarter, .month, .billingMonth, .week, .day, .rolling:
      return floorDivide(start, LatencyBuckets.quarter) * LatencyBuckets.quarter
    }
  }
}
