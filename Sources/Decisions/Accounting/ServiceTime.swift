package import Agreement
package import Chronology

/// The time of a window in which a service is promised, and how it divides before anything is
/// measured; boundaries are whole milliseconds.
package struct ServiceTime: Hashable, Sendable {
  /// The window.
  package let window: Interval
  /// The promised time: the window's part of the service hours, as far as the agreement holds.
  package let service: IntervalSet
  /// What of it counts neither as up nor in the whole.
  package let removed: IntervalSet
  /// What of it counts as available, whatever was measured.
  package let available: IntervalSet
  /// All that is excluded, inside the window and around it: what is left of an outage is told by it.
  let exclusions: IntervalSet

  /// The promised time of `window`; nil if the agreement doesn't judge a window in which it begins or
  /// ends, and this is one.
  ///
  /// - Parameters:
  ///   - hours: The service hours, at least those in the window.
  ///   - validity: When the agreement, or this revision of it, holds.
  ///   - partial: What of a window counts in which it doesn't hold throughout.
  ///   - excluded: What is excluded, not only in the window: at least as far as an outage reaches
  ///     that is partly in it.
  package init?(
    _ window: Interval,
    hours: IntervalSet,
    validity: Interval,
    partial: PartialWindow = .prorate,
    excluding excluded: ExcludedTime = .none
  ) {
    let promised = hours.floored.intersection(window.floored)
    let held = promised.intersection(validity.floored)
    let rest = promised.subtracting(held)
    if partial == .skip, !rest.isEmpty { return nil }
    self.window = window.floored
    service = partial == .deemAvailable ? promised : held
    removed = held.intersection(excluded.removed)
    let deemed = partial == .deemAvailable ? rest : IntervalSet()
    available = held.intersection(excluded.available).union(deemed)
    exclusions = excluded.all
  }

  /// What is measured: the promised time without what is excluded.
  package var measured: IntervalSet { service.subtracting(removed).subtracting(available) }
}
