package import Chronology
package import Sampling

extension ReportDetail {
  /// How long answers of one check took, day by day.
  package struct Latency: Hashable, Sendable {
    /// The check.
    package let check: CheckID
    /// The first and the last UTC day of the period, in days since 1970.
    package let span: ClosedRange<Int64>
    /// The days on which there were answers, ascending; one at least.
    package let days: [LatencyDay]

    /// The latency of a check on these days.
    package init(of check: CheckID, span: ClosedRange<Int64>, days: [LatencyDay]) {
      self.check = check
      self.span = span
      self.days = days
    }
  }

  /// The percentiles of one UTC day, by nearest rank among the answers that found the target available.
  package struct LatencyDay: Hashable, Sendable {
    /// In days since 1970.
    package let day: Int64
    /// Half of the answers took no longer.
    package let median: TimeAmount
    /// The 95th percentile.
    package let p95: TimeAmount
    /// The 99th percentile.
    package let p99: TimeAmount

    /// A day of these percentiles.
    package init(day: Int64, median: TimeAmount, p95: TimeAmount, p99: TimeAmount) {
      self.day = day
      self.median = median
      self.p95 = p95
      self.p99 = p99
    }
  }
}
