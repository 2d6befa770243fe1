package import Chronology

/// The grid behind a slot on which a recorded attempt starts.
///
/// The hundred microseconds below it are the noise of a busy machine's wake-ups, and cost as much in
/// the record as a phase. What a phase took is never rounded.
package enum StartGrid {
  /// The distance of two points: 100 µs.
  package static let spacing = TimeAmount.microseconds(100)

  /// The start to record of an attempt that began at `instant` for a slot due at `due`.
  ///
  /// - Returns: The last point of the slot's grid at `instant` or before, so that no attempt is recorded
  ///   to have begun later than it did; the slot itself if the attempt began before it by the clock.
  package static func start(ofSlotDue due: Instant, began instant: Instant) -> Instant {
    let lateness = max(instant - due, .zero).nanoseconds
    return due + TimeAmount(nanoseconds: lateness - lateness % spacing.nanoseconds)
  }
}
