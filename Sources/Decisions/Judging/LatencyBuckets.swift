import Agreement
import Chronology

/// Counts of samples between the instants at which a calendar window may begin.
///
/// Every zone's offset has been a multiple of 15 minutes since 1972, so a civil day begins on such a
/// quarter of an hour in UTC, and no more than 15 hours from midnight there. Where no boundary can
/// be, one bucket holds up to a month.
struct LatencyBuckets: Sendable {
  private struct Bucket {
    var start: Int64
    var valid: UInt32
    var good: UInt32
  }

  private static let quarter: Int64 = 900_000
  private let rule: WindowRule
  /// Ascending, in ms.
  private let cuts: [Int64]
  private var buckets: [Bucket] = []
  /// The latest sample stands apart: where everything is judged is where it starts, and it is not
  /// before that.
  private var latest: (start: Int64, isGood: Bool)?

  init(rule: WindowRule, cuts: [Instant]) {
    self.rule = rule
    self.cuts = cuts.map(\.milliseconds)
  }

  mutating func append(start: Int64, isGood: Bool) {
    if let latest {
      let bucket = bucketStart(of: latest.start)
      if buckets.last?.start != bucket {
        buckets.append(Bucket(start: bucket, valid: 0, good: 0))
      }
      buckets[buckets.count - 1].valid += 1
      buckets[buckets.count - 1].good += latest.isGood ? 1 : 0
    }
    latest = (start, isGood)
  }

  func count(in range: Range<Int64>) -> (tally: LatencyTally, lost: Int64) {
    var tally = LatencyTally()
    var lost: Int64 = 0
    for index in buckets.indices where buckets[index].start < range.upperBound {
      let bucket = buckets[index]
      // Its samples lie before the next bucket's start, and before the latest sample.
      let end = min(bucketEnd(of: bucket.start), latest?.start ?? .max)
      guard end > range.lowerBound else { continue }
      if bucket.start >= range.lowerBound, end <= range.upperBound {
        tally.valid += Int64(bucket.valid)
        tally.good += Int64(bucket.good)
      } else {
        lost += min(end, range.upperBound) - max(bucket.start, range.lowerBound)
      }
    }
    if let latest, range.contains(latest.start) {
      tally.valid += 1
      tally.good += latest.isGood ? 1 : 0
    }
    return (tally, lost)
  }

  mutating func forget(before start: Int64) {
    let kept = buckets.firstIndex { bucketEnd(of: $0.start) > start } ?? buckets.count
    buckets.removeFirst(kept)
  }

  private func bucketStart(of start: Int64) -> Int64 {
    max(grain(at: start).lowerBound, cuts.last { $0 <= start } ?? .min)
  }

  private func bucketEnd(of start: Int64) -> Int64 {
    min(grain(at: start).upperBound, cuts.first { $0 > start } ?? .max)
  }

  /// The longest stretch around `start` without a possible boundary inside.
  private func grain(at start: Int64) -> Range<Int64> {
    let day: Int64 = 86_400_000
    let number = floorDivide(start, day)
    let date = CivilDate(daysSinceEpoch: number)
    switch rule {
    case .month where (2..<CivilDate.length(ofMonth: date.month, year: date.year)) ~= date.day:
      let first = number - Int64(date.day) + 1
      let length = Int64(CivilDate.length(ofMonth: date.month, year: date.year))
      return (first + 1) * day..<(first + length - 1) * day
    case .week where (2...6) ~= date.weekday:
      let monday = number - Int64(date.weekday) + 1
      return (monday + 1) * day..<(monday + 6) * day
    case .month, .week, .day, .rolling:
      let quarter = floorDivide(start, LatencyBuckets.quarter) * LatencyBuckets.quarter
      return quarter..<quarter + LatencyBuckets.quarter
    }
  }
}
