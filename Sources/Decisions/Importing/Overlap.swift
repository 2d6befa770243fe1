package import Chronology
import Sampling

/// Where a file of samples says something about time that the store has samples of already.
///
/// Such a file is refused as a whole: what was measured is never replaced, and never doubled.
package struct Overlap: Hashable, Sendable, CustomStringConvertible {
  /// The first sample of the file that stands in recorded time.
  package let first: Instant
  /// The last one.
  package let last: Instant
  /// How many there are: at least 1.
  package let count: Int

  /// The overlap of a file with the record of the same check; nil if there is none.
  ///
  /// Samples of the file that stand between two stretches overlap nothing, so gaps can be filled.
  ///
  /// - Parameters:
  ///   - reading: The file's samples.
  ///   - recorded: The stretches that the store has samples of. They are half-open, so a stretch
  ///     ends after its last sample's start, not at it.
  /// - Complexity: O(stretches × log samples).
  package init?(of reading: ImportReading, with recorded: IntervalSet) {
    var bounds: (first: Int, last: Int)?
    var count = 0
    for stretch in recorded.intervals {
      let inside = reading.count(before: stretch.start)..<reading.count(before: stretch.end)
      guard !inside.isEmpty else { continue }
      count += inside.count
      bounds = (bounds?.first ?? inside.lowerBound, inside.upperBound - 1)
    }
    guard let bounds else { return nil }
    first = reading[bounds.first].start
    last = reading[bounds.last].start
    self.count = count
  }

  /// The overlap in words.
  package var description: String {
    count == 1
      ? "1 sample, at \(first), stands in time that is recorded already"
      : "\(count) samples, from \(first) to \(last), stand in time that is recorded already"
  }
}
