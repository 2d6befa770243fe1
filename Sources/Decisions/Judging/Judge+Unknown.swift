import Accounting
package import Chronology
import Sampling

extension Judge {
  /// What of `stretch` is unknown of a service as far as everything is judged at `now`, ascending, with
  /// its causes: without the time that isn't promised or is excluded, and, for a service of one check,
  /// without that of which only sums are left.
  package func unknownStretches(
    of key: ServiceKey,
    in stretch: Interval,
    at now: Instant
  ) -> [UnknownStretch] {
    guard let service = service(key) else { return [] }
    let end = max(stretch.start, min(stretch.end, service.horizon(at: now)))
    return service.unknownStretches(in: Interval(stretch.start, end))
  }

  /// Of what of `stretch` only sums are left, if a service rests on one check: the timeline tells them.
  package func soleTimeline(of key: ServiceKey) -> Timeline? { service(key)?.single?.timeline }

  /// Until where everything of a service is judged at `now`, floored to a millisecond.
  package func horizon(of key: ServiceKey, at now: Instant) -> Instant {
    service(key)?.horizon(at: now) ?? now.floored
  }
}

extension ServiceRecord {
  fileprivate func unknownStretches(in stretch: Interval) -> [UnknownStretch] {
    guard !stretch.isEmpty else { return [] }
    let parts = records.flatMap { $0.timeline.unknownStretches(in: stretch) }
    let measured = measured(in: stretch)
    if single != nil {
      return parts.flatMap { part in
        measured.intersection(part.interval).intervals.map { UnknownStretch($0, part.cause) }
      }
    }
    let unknown = whole(in: stretch).unknown.intersection(measured)
    return unknown.intervals.map { interval in
      // Of several causes that of the check of which the most is missing there.
      let longest = parts.max {
        $0.interval.intersection(interval).length < $1.interval.intersection(interval).length
      }
      return UnknownStretch(interval, longest?.cause ?? .noSample)
    }
  }
}
