package import Agreement

/// How often which latency was seen: counts in buckets that are the same for everybody, so that two
/// histograms merge exactly and in any order.
///
/// Its quantiles are off by at most half a bucket, 0.542 %. A number that an agreement rests on never
/// comes from it: a ``/Judging/ThresholdTally`` counts exactly.
package struct LatencyHistogram: Hashable, Sendable {
  /// A bucket that holds something.
  struct Entry: Hashable, Sendable {
    var number: UInt16
    /// 1 or more.
    var count: UInt64
  }

  /// Ascending by number.
  private(set) var entries: [Entry] = []

  /// A histogram of nothing.
  package init() {}

  /// A histogram of these buckets.
  ///
  /// - Precondition: Ascending, all of them possible, and no count is zero.
  init(_ entries: [Entry]) {
    self.entries = entries
  }

  /// How many values were counted.
  package var count: UInt64 { entries.reduce(0) { $0 + $1.count } }

  /// Whether nothing was counted.
  package var isEmpty: Bool { entries.isEmpty }

  /// The buckets that hold something, ascending, and how much.
  package var buckets: [(bucket: HistogramBucket, count: UInt64)] {
    entries.map { (HistogramBucket(unchecked: $0.number), $0.count) }
  }

  /// Counts a value.
  ///
  /// - Parameter microseconds: At most ``HistogramBucket/greatestValue``.
  package mutating func add(_ microseconds: UInt64) {
    let number = HistogramBucket(holding: microseconds).number
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].number < number { low = middle + 1 } else { high = middle }
    }
    if low < entries.count, entries[low].number == number {
      entries[low].count += 1
    } else {
      entries.insert(Entry(number: number, count: 1), at: low)
    }
  }

  /// Takes in all that `other` has counted.
  package mutating func merge(_ other: LatencyHistogram) {
    if other.entries.isEmpty { return }
    var merged: [Entry] = []
    merged.reserveCapacity(entries.count + other.entries.count)
    var (mine, theirs) = (0, 0)
    while mine < entries.count, theirs < other.entries.count {
      let (left, right) = (entries[mine], other.entries[theirs])
      if left.number <= right.number { mine += 1 }
      if right.number <= left.number { theirs += 1 }
      if left.number == right.number {
        merged.append(Entry(number: left.number, count: left.count + right.count))
      } else {
        merged.append(left.number < right.number ? left : right)
      }
    }
    merged += entries[mine...]
    merged += other.entries[theirs...]
    entries = merged
  }

  /// The bucket in which the quantile by nearest rank lies: that of the ⌈share × n⌉-th value, at
  /// least the first.
  ///
  /// - Parameters:
  ///   - share: 1/2 for the median.
  ///   - beyond: How many values were greater than any, such as failed attempts; they count in n.
  /// - Returns: Nil where there is no value, or the quantile is one of those beyond.
  package func quantile(_ share: Ratio, beyond: UInt64 = 0) -> HistogramBucket? {
    let all = UInt128(count) + UInt128(beyond)
    let denominator = UInt128(share.denominator)
    let rank = max(1, (UInt128(share.numerator) * all + denominator - 1) / denominator)
    var passed: UInt128 = 0
    for entry in entries {
      passed += UInt128(entry.count)
      if passed >= rank { return HistogramBucket(unchecked: entry.number) }
    }
    return nil
  }
}
