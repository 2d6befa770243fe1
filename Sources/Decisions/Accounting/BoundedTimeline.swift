package import Agreement
package import Chronology

/// What is known of the state of a check or of a service in a stretch of time, as four sets of
/// instants, in whole milliseconds.
///
/// `low ⊆ estimate ⊆ high`, and nothing of ``unknown`` is in ``high``. What is in neither
/// ``estimate`` nor ``unknown`` was up, by the estimate: up, estimate and unknown divide the stretch.
/// Of a service ``high`` holds also what only a doubt about two checks together leaves possible.
package struct BoundedTimeline: Hashable, Sendable {
  /// The time that is told of; beyond it nothing is.
  package let stretch: Interval
  /// What is proved to have been down.
  package let low: IntervalSet
  /// The estimate of what was down.
  package let estimate: IntervalSet
  /// What cannot be excluded to have been down, without what is unknown.
  package let high: IntervalSet
  /// Of what no estimate can be made.
  package let unknown: IntervalSet
  /// The confirmed incidents, each from its opening to its resolution: what was down in one of them is one
  /// outage, whatever was seen between.
  package let incidents: IntervalSet
  /// Where incidents may have been of which nobody knows any more.
  package let forgotten: IntervalSet

  /// A timeline of these sets; what of them is outside `stretch` is left out, every boundary is
  /// floored to a millisecond, and where the sets contradict each other, what is down goes before
  /// what is unknown, and what is proved before what is estimated.
  package init(
    in stretch: Interval,
    low: IntervalSet = IntervalSet(),
    estimate: IntervalSet = IntervalSet(),
    high: IntervalSet = IntervalSet(),
    unknown: IntervalSet = IntervalSet(),
    incidents: IntervalSet = IntervalSet(),
    forgotten: IntervalSet = IntervalSet()
  ) {
    let inside = stretch.floored
    self.stretch = inside
    self.low = low.floored.intersection(inside)
    self.estimate = estimate.floored.intersection(inside).union(self.low)
    self.high = high.floored.intersection(inside).union(self.estimate)
    self.unknown = unknown.floored.intersection(inside).subtracting(self.high)
    self.incidents = incidents.floored.intersection(inside)
    self.forgotten = forgotten.floored.intersection(inside)
  }

  /// What is not up by the estimate: down or unknown.
  package var doubtful: IntervalSet { estimate.union(unknown) }

  /// What is not proved to have been up: the most that can have been down.
  package var possible: IntervalSet { high.union(unknown) }

  /// What was up by the estimate.
  package var up: IntervalSet { IntervalSet([stretch]).subtracting(doubtful) }

  /// The timeline inside `other`; of what is outside its own stretch, nothing is known.
  package func extended(to other: Interval) -> BoundedTimeline {
    if other.floored == stretch { return self }
    let missing = IntervalSet([other.floored]).subtracting(IntervalSet([stretch]))
    return BoundedTimeline(
      in: other,
      low: low,
      estimate: estimate,
      high: high,
      unknown: unknown.union(missing),
      incidents: incidents,
      forgotten: forgotten
    )
  }

  /// The timeline for an agreement that ignores failures which never reached a confirmation: they
  /// count as up, and only the high bound has them.
  ///
  /// - Parameter unconfirmed: The estimates of such failures; what is proved of them is in it.
  package func ignoring(_ unconfirmed: IntervalSet) -> BoundedTimeline {
    let ignored = unconfirmed.floored
    return BoundedTimeline(
      in: stretch,
      low: low.subtracting(ignored),
      estimate: estimate.subtracting(ignored),
      high: high,
      unknown: unknown,
      incidents: incidents,
      forgotten: forgotten
    )
  }

  /// The timeline that knows of incidents: of those that are certain, and where some were forgotten.
  package func joined(by incidents: IntervalSet, forgotten: IntervalSet) -> BoundedTimeline {
    BoundedTimeline(
      in: stretch,
      low: low,
      estimate: estimate,
      high: high,
      unknown: unknown,
      incidents: incidents,
      forgotten: forgotten
    )
  }

  /// What it tells of `stretch`.
  func part(in stretch: Interval) -> BoundedTimeline {
    BoundedTimeline(
      in: stretch,
      low: low,
      estimate: estimate,
      high: high,
      unknown: unknown,
      incidents: incidents,
      forgotten: forgotten
    )
  }

  /// What may be part of one outage with what comes after: what is possible, and whole incidents.
  var possiblyOne: IntervalSet { possible.union(incidents).union(forgotten) }
}

extension BoundedTimeline {
  /// The timeline for an agreement by whose `rule` unknown time is up, or down, for certain.
  package func counting(unknown rule: UnknownRule) -> BoundedTimeline {
    switch rule {
    case .undetermined: self
    case .up:
      BoundedTimeline(
        in: stretch,
        low: low,
        estimate: estimate,
        high: high,
        incidents: incidents,
        forgotten: forgotten
      )
    case .down:
      BoundedTimeline(
        in: stretch,
        low: low.union(unknown),
        estimate: estimate.union(unknown),
        high: possible,
        incidents: incidents,
        forgotten: forgotten
      )
    }
  }
}

extension IntervalSet {
  /// The set with every boundary floored to a whole millisecond; what lies within one vanishes.
  var floored: IntervalSet {
    let isWhole = intervals.allSatisfy { $0 == $0.floored }
    return isWhole ? self : IntervalSet(intervals.map(\.floored))
  }

  /// How much time the set holds, in whole milliseconds.
  var milliseconds: Int64 { length.wholeMilliseconds }
}
