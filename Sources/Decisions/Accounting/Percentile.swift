package import Agreement

/// The nearest-rank percentile of what was counted.
package enum Percentile: Hashable, Sendable {
  /// This value.
  case value(Int64)
  /// More than any value: so many failed that the rank is one of theirs.
  case failed

  /// The least value that at least the share `rank` of all doesn't exceed; nil if there is nothing.
  ///
  /// Percentiles of parts are never averaged: their counts are put together, and asked again.
  ///
  /// - Parameters:
  ///   - counts: How often each value came, in any order; a value may be named twice.
  ///   - failed: How many had no value, and count as worse than any.
  /// - Precondition: No count is negative.
  package init?(
    _ rank: Ratio,
    of counts: some Sequence<(value: Int64, count: Int64)>,
    failed: Int64 = 0
  ) {
    let ascending = counts.filter { $0.count > 0 }.sorted { $0.value < $1.value }
    let whole = ascending.reduce(failed) { $0 + $1.count }
    guard whole > 0 else { return nil }
    var seen: Int64 = 0
    for (value, count) in ascending {
      seen += count
      if rank.isReached(by: seen, of: whole) {
        self = .value(value)
        return
      }
    }
    self = .failed
  }
}
