extension ZoneRules {
  /// The clocks of a zone are set to another offset.
  package struct Change: Hashable, Sendable {
    /// The first instant at which they show the new one.
    package let instant: Instant
    /// Seconds east of UTC until then.
    package let before: Int
    /// Seconds east of UTC from then on.
    package let after: Int

    /// The clocks are set forward by so much; back if it is negative.
    package var shift: TimeAmount { .seconds(Int64(after - before)) }

    /// What the clocks would have shown then.
    package var shownBefore: CivilTime { CivilTime(instant, offset: before) }

    /// What they show.
    package var shownAfter: CivilTime { CivilTime(instant, offset: after) }
  }

  /// The changes of `interval`, ascending; one at its start is among them, one at its end isn't.
  package func changes(in interval: Interval) -> [Change] {
    var found: [Change] = []
    // Parts of a second are never where clocks change.
    var current = stretch(at: interval.start.seconds - 1)
    while let end = current.end, Instant(seconds: end) < interval.end {
      let next = stretch(at: end)
      let instant = Instant(seconds: end)
      if next.offset != current.offset, instant >= interval.start {
        found.append(Change(instant: instant, before: current.offset, after: next.offset))
      }
      current = next
    }
    return found
  }
}
