/// A half-open stretch of time `[start, end)`.
///
/// An interval whose end is not after its start is empty: it holds no instant and lasts zero.
package struct Interval: Hashable, Sendable {
  /// The first instant inside.
  package var start: Instant
  /// The first instant after it.
  package var end: Instant

  /// The stretch from `start` up to, but without, `end`.
  package init(_ start: Instant, _ end: Instant) {
    self.start = start
    self.end = end
  }

  /// Whether no instant is inside.
  package var isEmpty: Bool { end <= start }

  /// How long it lasts; zero if empty, never negative.
  package var length: TimeAmount { isEmpty ? .zero : end - start }

  /// Whether `instant` is inside.
  package func contains(_ instant: Instant) -> Bool {
    start <= instant && instant < end
  }

  /// What is inside both.
  package func intersection(_ other: Interval) -> Interval {
    Interval(max(start, other.start), min(end, other.end))
  }

  /// Whether some instant is inside both.
  package func overlaps(_ other: Interval) -> Bool {
    !intersection(other).isEmpty
  }
}
