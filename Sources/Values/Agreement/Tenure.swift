package import Chronology

/// What of each window is one revision's own: all of it, unless the window is divided where a revision
/// takes effect inside it (`on-change: split`).
package struct Tenure: Hashable, Sendable {
  /// Where the revision before leaves off; nil if no window is divided there.
  package let start: Instant?
  /// Where the next one takes over; nil if no window is divided there.
  package let end: Instant?
  /// From when the agreement holds whose windows are divided; nil where ``start`` is.
  package let heldSince: Instant?
  /// Where the part after this one ends, of every window that holds both; nil if only the window ends it.
  package let nextEnd: Instant?

  /// All of each window.
  package static let whole = Tenure()

  /// A tenure between these instants; whole milliseconds.
  package init(
    start: Instant? = nil,
    end: Instant? = nil,
    heldSince: Instant? = nil,
    nextEnd: Instant? = nil
  ) {
    self.start = start?.floored
    self.end = end?.floored
    self.heldSince = heldSince?.floored
    self.nextEnd = nextEnd?.floored
  }

  /// The revision's own part of `window`: an empty one, at the window's nearer end, of a window without
  /// any.
  package func part(of window: Interval) -> Interval {
    let first = max(window.start, min(start ?? window.start, window.end))
    return Interval(first, max(first, min(window.end, end ?? window.end)))
  }
}
