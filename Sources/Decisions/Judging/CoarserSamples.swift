package import Chronology
package import Sampling

/// Keeps of the samples of each check those that a coarser schedule would have taken: of each length of
/// time from an origin on the first that was due in it.
///
/// Samples of a check come in the order of their starts. A regular schedule that the length is a multiple
/// of loses all but every n-th sample; where it began anew, the first of its samples counts.
package struct CoarserSamples: Sendable {
  /// The time from one sample to the next.
  package let interval: TimeAmount
  /// Where the lengths begin.
  package let origin: Instant
  /// Of each check the length that the latest kept sample lies in.
  private var cells: [CheckID: Int64] = [:]
  /// How long after the beginning of its length the first sample of each check was due that was kept from
  /// the origin on.
  package private(set) var offsets: [CheckID: TimeAmount] = [:]

  /// - Precondition: The interval is more than zero.
  package init(every interval: TimeAmount, from origin: Instant) {
    precondition(interval > .zero, "a schedule goes on")
    self.interval = interval
    self.origin = origin
  }

  /// Whether the next sample of `check` is kept.
  package mutating func keeps(_ sample: Sample, of check: CheckID) -> Bool {
    let elapsed = (sample.due - origin).nanoseconds
    let cell = floorDivide(elapsed, interval.nanoseconds)
    guard cells[check] != cell else { return false }
    cells[check] = cell
    if offsets[check] == nil, elapsed >= 0 {
      offsets[check] = TimeAmount(nanoseconds: floorRemainder(elapsed, interval.nanoseconds))
    }
    return true
  }
}
