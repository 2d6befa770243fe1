import Chronology
package import Sampling

/// The lines of metric families, one family after the other, valid whatever the samples are.
///
/// The format wants the values of a check together and their timestamps ascending. Of samples of a check
/// that start at one instant the first one that has a value is written.
///
/// Source: OpenMetrics 1.0.0, "MetricPoints within a Metric MUST have monotonically increasing timestamps".
package struct MetricText: Sendable {
  private var family: MetricFamily?
  private var last: (check: CheckID, start: Instant)?
  private var passes = 0
  /// How many samples were left out of the first family.
  package private(set) var leftOut = 0

  /// Nothing is written yet.
  package init() {}

  /// What a family begins with.
  package mutating func begin(_ family: MetricFamily) -> String {
    self.family = family
    last = nil
    passes += 1
    return family.head
  }

  /// The line of a sample; nil where it has no value, or where its instant has one already.
  ///
  /// The samples of a check come together, ascending by start.
  package mutating func line(_ sample: Sample, of check: CheckID) -> String? {
    guard let line = family?.line(sample, of: check) else { return nil }
    if let last, last.check == check, sample.start <= last.start {
      if passes == 1 { leftOut += 1 }
      return nil
    }
    last = (check, sample.start)
    return line
  }
}
