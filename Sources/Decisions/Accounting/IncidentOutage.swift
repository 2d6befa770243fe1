package import Chronology

/// One incident, and the time of its outage between what is proved and what can't be excluded:
/// `least ⊆ estimate ⊆ most`, in whole milliseconds.
///
/// The record says when the incident opened and when it was resolved: with a failure, and with a
/// success. When the service failed and came back lies between samples, and unknown time in the
/// incident may have been up.
package struct IncidentOutage: Hashable, Sendable {
  /// The incident.
  package let span: IncidentSpan
  /// What is proved to have been down.
  package let least: IntervalSet
  /// From its opening to its resolution, without pauses and without unknown time.
  package let estimate: IntervalSet
  /// What can't be excluded: from the last success before it, or the unknown time before it, to the end
  /// of the first success after it, without the pauses in which the service was up for certain.
  package let most: IntervalSet

  /// The outage of `span`.
  ///
  /// - Parameters:
  ///   - timeline: Of the service, up to where everything is judged.
  ///   - possible: What of it can't be excluded to have been down, if it is known already.
  ///   - earlier: When the incident before was resolved: the service was up then.
  ///   - later: When the next one opened.
  package init(
    of span: IncidentSpan,
    in timeline: BoundedTimeline,
    possible: IntervalSet? = nil,
    after earlier: Instant? = nil,
    before later: Instant? = nil
  ) {
    let now = max(span.opened, timeline.stretch.end)
    let outage = span.outage(at: now).floored
    let whole = span.whole(at: now).floored
    let possible = possible ?? timeline.possible
    let near = possible.near(whole).intervals
    let first = near.last { $0.start <= whole.start && $0.end >= whole.start }
    let start = max(first?.start ?? whole.start, earlier?.floored ?? .distant)
    let last = near.last { $0.start < whole.end && $0.end >= whole.end }
    let end = min(last?.end ?? whole.end, later ?? now)
    self.span = span
    least = timeline.low.near(whole).intersection(outage)
    estimate = outage.subtracting(timeline.unknown.near(whole))
    most = outage.union(possible.inside(Interval(min(start, whole.start), end)))
  }

  private init(
    _ span: IncidentSpan,
    _ least: IntervalSet,
    _ estimate: IntervalSet,
    _ most: IntervalSet
  ) {
    self.span = span
    self.least = least
    self.estimate = estimate
    self.most = most
  }

  /// What of it lies in `stretch`.
  package func within(_ stretch: Interval) -> IncidentOutage {
    IncidentOutage(
      span,
      least.intersection(stretch),
      estimate.intersection(stretch),
      most.intersection(stretch)
    )
  }

  /// Whether it counts at a bound: a part of it is in the time that counts, or its first failure is.
  package func counts(_ bound: KeyPath<IncidentOutage, IntervalSet>, in counted: IntervalSet)
    -> Bool
  {
    counted.contains(span.opened) || !self[keyPath: bound].intersection(counted).isEmpty
  }
}

extension Instant {
  /// Before everything on record.
  fileprivate static let distant = Instant(nanoseconds: 0)
}
