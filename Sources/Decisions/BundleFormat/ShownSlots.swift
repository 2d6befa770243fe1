import Chronology

/// The slots of a series, told from one of its samples.
struct ShownSlots {
  /// When that sample was due.
  let due: Instant
  /// From one slot to the next; zero if it isn't known, as of a sample that was imported.
  var interval: TimeAmount

  /// Takes a sample that was due at the same instant: of several timetables the densest counts, and
  /// one that isn't known before all.
  mutating func join(_ other: ShownSlots) { interval = min(interval, other.interval) }

  /// Whether one may be due in a stretch of time that isn't empty.
  func mayBeDue(in stretch: Interval) -> Bool {
    if interval <= .zero { return true }
    let step = interval.nanoseconds
    let distance = (stretch.start - due).nanoseconds
    let behind = distance - floorDivide(distance, step) * step
    return behind == 0 || stretch.length.nanoseconds > step - behind
  }
}

extension [ShownSlots] {
  /// Ascending, those of one instant joined.
  var inOrder: [ShownSlots] {
    var ordered: [ShownSlots] = []
    for slots in sorted(by: { $0.due < $1.due }) {
      if ordered.last?.due == slots.due {
        ordered[ordered.count - 1].join(slots)
      } else {
        ordered.append(slots)
      }
    }
    return ordered
  }
}
