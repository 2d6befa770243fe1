import Chronology
package import Judging
package import Sampling

/// What a row knows beyond its summary: sparse, of any length.
package struct RollupDetail: Hashable, Sendable {
  /// The time that is judged, ascending; no two stretches touch.
  package var stretches: [JudgedStretch] = []
  /// How many samples do not simply continue the one before.
  ///
  /// A sample continues the one before it in the record of its check if both are of one series,
  /// available, both measured here or both imported; if it starts in a later millisecond, after that
  /// one has ended and within its validity; and if the record tells no gap, and no sample that was
  /// refused, between them.
  package var breaks: Int64 = 0
  /// Whether the first sample continues the one before, which is in another row.
  package var continuesBefore = false
  /// The first sample; nil if there is none.
  package var first: SampleEdge?
  /// The last sample; nil if there is none.
  package var last: SampleEdge?
  /// Bytes of answers' bodies.
  package var bytes: UInt128 = 0
  /// Samples by cause; those that are up, or down without a known cause, are not in it.
  package var causes = KindCounts<Cause>()
  /// Unknown milliseconds by the cause of the gap, as far as the record told it when the row was
  /// made; their sum is the summary's.
  package var unknown = KindCounts<GapCause>()
  /// Exact counts by threshold, ascending by threshold.
  package var tallies: [ThresholdTally] = []
  /// How long the attempts took that found the target available.
  package var latencies = LatencySummary()

  /// Nothing.
  package init() {}

  /// Adds what is known of other samples and other time.
  ///
  /// Order does not matter: sums are sums, the first sample is the earliest, and stretches that touch
  /// become one.
  package mutating func merge(_ other: RollupDetail) {
    stretches = JudgedStretch.union(stretches, other.stretches)
    breaks += other.breaks
    if let theirs = other.first, first.map({ theirs.start < $0.start }) ?? true {
      first = theirs
      continuesBefore = other.continuesBefore
    }
    if let theirs = other.last, last.map({ theirs.start > $0.start }) ?? true { last = theirs }
    bytes += other.bytes
    causes.merge(other.causes)
    unknown.merge(other.unknown)
    latencies.merge(other.latencies)
    for tally in other.tallies { merge(tally) }
  }

  private mutating func merge(_ tally: ThresholdTally) {
    let index = tallies.firstIndex { $0.threshold >= tally.threshold } ?? tallies.count
    if index < tallies.count, tallies[index].threshold == tally.threshold {
      tallies[index].seen += tally.seen
      tallies[index].valid += tally.valid
      tallies[index].good += tally.good
    } else {
      tallies.insert(tally, at: index)
    }
  }
}
