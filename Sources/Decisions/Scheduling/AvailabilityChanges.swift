package import Sampling

/// What is known of the targets' availability, and which samples change it.
///
/// A change is urgent: it is made durable at once, because an incident may begin or end with it.
///
/// Limit: one entry for each series that is planned, and for those whose last attempts a reload
/// left running.
package struct AvailabilityChanges: Hashable, Sendable {
  private var last: [SeriesID: Bool] = [:]

  /// Nothing known yet.
  package init() {}

  /// Takes the next sample.
  ///
  /// - Returns: Whether it found its target in another state than the one before; so does the first
  ///   one of a series. One that is void says nothing of its target.
  package mutating func isChanged(by sample: Sample) -> Bool {
    guard sample.outcome != .void else { return false }
    let isAvailable = sample.outcome.isAvailable
    return last.updateValue(isAvailable, forKey: sample.series) != isAvailable
  }

  /// Forgets every series that is not in `series`.
  package mutating func keep(_ series: Set<SeriesID>) {
    last = last.filter { series.contains($0.key) }
  }
}
