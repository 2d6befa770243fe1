import Accounting
package import Chronology

extension Judge {
  /// Forgets what no window that starts at `instant` or later needs; resolved incidents that ended
  /// before it are forgotten too.
  package mutating func forget(before instant: Instant) {
    for index in checks.indices { checks[index].forget(before: instant) }
    for index in recorders.indices { recorders[index].forget(before: instant) }
    for name in observed.keys { observed[name]?.forget(before: instant) }
  }
}
