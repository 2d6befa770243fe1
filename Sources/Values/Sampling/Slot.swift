package import Chronology

/// The n-th scheduled instant of a check: a pure function of the check and of time.
package struct Slot: Hashable, Sendable {
  /// Which one: the number of whole intervals since the check's first slot of 1970.
  package let number: Int64
  /// When it is due, in UTC.
  package let due: Instant

  /// The slot `number`, due at `due`.
  package init(number: Int64, due: Instant) {
    self.number = number
    self.due = due
  }
}
