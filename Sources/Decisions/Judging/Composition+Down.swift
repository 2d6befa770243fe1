import Agreement
import Chronology
import Sampling

extension Composition {
  /// When the service is down if its checks are down in these sets and up otherwise.
  ///
  /// In proportion it is down only while no part is up.
  func down(_ checks: [CheckID: IntervalSet]) -> IntervalSet {
    switch self {
    case .check(let check): return checks[check] ?? IntervalSet()
    case .all(let parts): return Composition.down(1, parts.map { $0.down(checks) })
    case .any(let parts): return Composition.down(parts.count, parts.map { $0.down(checks) })
    case .atLeast(let count, let parts):
      return Composition.down(parts.count - count + 1, parts.map { $0.down(checks) })
    case .weighted(let parts):
      return Composition.down(parts.count, parts.map { $0.part.down(checks) })
    }
  }

  /// When at least `count` of `sets` hold an instant.
  private static func down(_ count: Int, _ sets: [IntervalSet]) -> IntervalSet {
    var steps: [(at: Instant, by: Int)] = []
    for set in sets {
      for interval in set.intervals { steps += [(interval.start, 1), (interval.end, -1)] }
    }
    steps.sort { ($0.at, $0.by) < ($1.at, $1.by) }
    var found = IntervalSet()
    var depth = 0
    var since: Instant?
    for step in steps {
      depth += step.by
      if depth >= count {
        if since == nil { since = step.at }
      } else if let start = since {
        found.append(Interval(start, step.at))
        since = nil
      }
    }
    return found
  }
}
