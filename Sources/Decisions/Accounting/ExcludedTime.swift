package import Chronology

/// Time that the agreement doesn't hold against the provider, in whole milliseconds, by how it counts.
package struct ExcludedTime: Hashable, Sendable {
  /// Neither as up nor in the whole.
  package let removed: IntervalSet
  /// As available; nothing of it is removed.
  package let available: IntervalSet

  /// Time that is excluded; of what would be both, it is removed.
  package init(removed: IntervalSet = IntervalSet(), available: IntervalSet = IntervalSet()) {
    self.removed = removed.floored
    self.available = available.floored.subtracting(self.removed)
  }

  /// Nothing is excluded.
  package static let none = ExcludedTime()

  /// All of it.
  package var all: IntervalSet { removed.union(available) }
}
