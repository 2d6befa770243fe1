package import Agreement
package import Chronology
package import Sampling

extension BoundedTimeline {
  /// When a service was down, by the timelines of its checks: each instant by itself, in Kleene's
  /// strong logic, in each bound by itself.
  ///
  /// A check of which there is no timeline is unknown. A weighted composition is down here only while
  /// all of its parts are, which is what makes an incident of it; ``ServiceTimeline`` has its share.
  ///
  /// No part of an expression is negated, so that a state that is known stays so however what is
  /// unknown turns out. In one bound a state is a pair of sets, what is down and what is not up, and
  /// `all`, `any` and `atLeast` ask for each of the two alone in how many parts it is. Of the pairs
  /// four sets are needed: the low bound's down, the estimate's both, and the high bound's not up.
  package init(
    of composition: Composition,
    from checks: [CheckID: BoundedTimeline],
    in stretch: Interval
  ) {
    func timelines(_ parts: [Composition]) -> [BoundedTimeline] {
      parts.map { BoundedTimeline(of: $0, from: checks, in: stretch) }
    }
    switch composition {
    case .check(let check):
      let nothing = BoundedTimeline(in: Interval(stretch.start, stretch.start))
      self = (checks[check] ?? nothing).extended(to: stretch)
    case .all(let parts):
      self.init(downWith: 1, of: timelines(parts), in: stretch)
    case .any(let parts):
      self.init(downWith: parts.count, of: timelines(parts), in: stretch)
    case .atLeast(let count, let parts):
      self.init(downWith: parts.count - count + 1, of: timelines(parts), in: stretch)
    case .weighted(let parts):
      self.init(downWith: parts.count, of: timelines(parts.map(\.part)), in: stretch)
    }
  }

  /// What is down while at least `count` of `parts` are, and up while fewer can be.
  private init(downWith count: Int, of parts: [BoundedTimeline], in stretch: Interval) {
    func together(_ set: (BoundedTimeline) -> IntervalSet) -> IntervalSet {
      IntervalSet(inAtLeast: count, of: parts.map(set), within: stretch.floored)
    }
    let estimate = together(\.estimate)
    let unknown = together(\.doubtful).subtracting(estimate)
    self.init(
      in: stretch,
      low: together(\.low),
      estimate: estimate,
      high: together(\.possible).subtracting(unknown),
      unknown: unknown,
      incidents: together(\.incidents),
      forgotten: together { $0.incidents.union($0.forgotten) }
    )
  }
}
