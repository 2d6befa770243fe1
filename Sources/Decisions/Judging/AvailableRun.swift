import Chronology
package import Sampling

/// Samples of one series in a row that all found the target available, each of which vouches for the
/// state until the next: what a judge needs of them without reading every one.
///
/// Who makes it promises that every sample after the first starts in a later millisecond than the
/// one before, after that one has ended and within its validity; that all of them are measured here,
/// or all imported; and that the record tells nothing else of the check between them.
package struct AvailableRun: Hashable, Sendable {
  /// The first of them: its series, start, phases, outcome and flags count.
  package var first: Sample
  /// The last of them; equal to the first if it is the only one.
  package var last: Sample
  /// How many they are: 1 or more.
  package var count: Int64
  /// How many of all of them were fast enough, by each threshold for which it is known.
  package var tallies: [ThresholdTally]

  /// A run of these parts.
  package init(first: Sample, last: Sample, count: Int64, tallies: [ThresholdTally] = []) {
    self.first = first
    self.last = last
    self.count = count
    self.tallies = tallies
  }

  /// Whether its parts can be what they promise to be, as far as they show.
  func isPossible(_ rule: SeriesRule) -> Bool {
    guard first.series == last.series, first.outcome.isAvailable, last.outcome.isAvailable,
      first.flags.contains(.imported) == last.flags.contains(.imported), count >= 1
    else { return false }
    if count == 1 { return first == last }
    let milliseconds = last.start.milliseconds - first.start.milliseconds
    return count - 1 <= milliseconds && first.end <= last.start
      && Int128((last.start - first.start).nanoseconds)
        <= Int128(count - 1) * Int128(rule.validity.nanoseconds)
  }

  /// How many of its samples were fast enough by `threshold`; nil unless every one was counted.
  func tally(by threshold: LatencyThreshold) -> ThresholdTally? {
    tallies.first {
      $0.threshold == threshold && $0.seen == count && $0.valid == count
        && (0...count).contains($0.good)
    }
  }
}
