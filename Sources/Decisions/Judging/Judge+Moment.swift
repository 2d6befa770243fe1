import Accounting
package import Agreement
package import Chronology
import Sampling

/// One part of a service's composition at one instant.
package struct CompositionState: Hashable, Sendable {
  /// How deep it lies: 0 is the service.
  package let depth: Int
  /// What it is.
  package let part: Composition
  /// What the samples say of it; nil if nothing is known.
  package let level: AccountedStretch.Level?
}

extension Judge {
  /// What the samples say at `instant` of the service of `promise`, as they count for that, of the parts of its composition and of its checks,
  /// each part before what it is made of.
  ///
  /// A composition in proportion is down here only while all of its parts are. Of an objective on certificates
  /// it is what is known of theirs; of the clock there is none.
  package func composition(of promise: Promise, at instant: Instant) -> [CompositionState] {
    guard let number = promiseNumbers[promise.key] else { return [] }
    let service = service(ofPromise: number)
    if service.view?.isOfClock ?? false { return [] }
    let moment = Interval(instant.floored, instant.floored + .milliseconds(1))
    let checks = Dictionary(
      service.records.map { ($0.id, service.bounded($0, in: moment)) },
      uniquingKeysWith: { first, _ in first }
    )
    func states(_ part: Composition, _ depth: Int) -> [CompositionState] {
      let timeline = BoundedTimeline(of: part, from: checks, in: moment)
      let state = CompositionState(depth: depth, part: part, level: timeline.level)
      let parts: [Composition]
      switch part {
      case .check: parts = []
      case .all(let all), .any(let all), .atLeast(_, let all): parts = all
      case .weighted(let weighted): parts = weighted.map(\.part)
      }
      return [state] + parts.flatMap { states($0, depth + 1) }
    }
    return states(service.composition, 0)
  }
}

extension BoundedTimeline {
  /// What is known of a timeline of one millisecond; nil if nothing is.
  fileprivate var level: AccountedStretch.Level? {
    if !unknown.isEmpty { return nil }
    return !low.isEmpty ? .proved : !estimate.isEmpty ? .estimated : !high.isEmpty ? .possible : .up
  }
}
