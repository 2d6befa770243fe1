package import Chronology

/// The grid on which the one timer fires, so that slots a few milliseconds apart share a wake-up.
package enum TimerGrid {
  /// The distance of two points: 5 ms.
  ///
  /// Waking up, not the heap, is what scheduling costs.
  package static let spacing = TimeAmount.milliseconds(5)

  /// The first point of the grid at `instant` or later.
  package static func point(atOrAfter instant: Instant) -> Instant {
    let spacing = spacing.nanoseconds
    return Instant(nanoseconds: -floorDivide(-instant.nanoseconds, spacing) * spacing)
  }
}
