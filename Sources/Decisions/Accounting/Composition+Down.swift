package import Agreement
package import Chronology
package import Sampling

extension Composition {
  /// When a service of this composition is down, if each of its checks is down in the time given for it
  /// and up in all other: the low bound of ``BoundedTimeline/init(of:from:in:)``, made out by itself.
  ///
  /// A check that is missing is up. Weighted parts are down together.
  ///
  /// - Parameters:
  ///   - checks: In whole milliseconds.
  ///   - stretch: What is outside it is left out; whole milliseconds.
  package func down(_ checks: [CheckID: IntervalSet], in stretch: Interval) -> IntervalSet {
    switch self {
    case .check(let check): (checks[check] ?? IntervalSet()).intersection(stretch)
    case .all(let parts): down(1, of: parts, checks, in: stretch)
    case .any(let parts): down(parts.count, of: parts, checks, in: stretch)
    case .atLeast(let count, let parts):
      down(parts.count - count + 1, of: parts, checks, in: stretch)
    case .weighted(let parts): down(parts.count, of: parts.map(\.part), checks, in: stretch)
    }
  }

  /// When at least `count` of `parts` are down.
  private func down(
    _ count: Int,
    of parts: [Composition],
    _ checks: [CheckID: IntervalSet],
    in stretch: Interval
  ) -> IntervalSet {
    IntervalSet(inAtLeast: count, of: parts.map { $0.down(checks, in: stretch) }, within: stretch)
  }
}

extension IntervalSet {
  /// The union of `parts`, each floored to whole milliseconds.
  package init(flooring parts: [Interval]) {
    self.init(parts.map(\.floored))
  }
}
