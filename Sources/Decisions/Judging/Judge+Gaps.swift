import Chronology
package import Sampling

extension Judge {
  /// Learns why there are no samples of one series, or of any.
  ///
  /// Damage to one series says exactly of which time samples cannot be read any more; it is told in
  /// any order.
  package mutating func take(_ gap: Gap) {
    let interval = gap.interval.intersection(Judge.span)
    guard !interval.isEmpty else { return }
    if let id = gap.series {
      let index = Int(id.number)
      guard index < series.count, let rule = series[index] else { return }
      for record in records(of: rule.check) {
        if gap.cause == .damaged {
          checks[record].noteDamage(interval)
        } else {
          checks[record].take(interval, gap.cause)
        }
      }
      disturb(rule.check)
      touch(rule.check)
    } else {
      for index in checks.indices {
        checks[index].take(interval, gap.cause)
        disturb(index)
        touch(index)
      }
    }
  }
}
