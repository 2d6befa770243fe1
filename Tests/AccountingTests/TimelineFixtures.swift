import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Accounting

/// For each of `count` milliseconds whether it is in the set.
func bits(_ set: IntervalSet, _ count: Int64) -> [Bool] {
  var found = [Bool](repeating: false, count: Int(count))
  for part in set.intervals {
    for millisecond in part.start.milliseconds..<part.end.milliseconds {
      found[Int(millisecond)] = true
    }
  }
  return found
}

/// So many checks, numbered from zero.
func checks(_ count: Int) throws -> [CheckID] {
  try (0..<count).map { try #require(CheckID("c\($0)")) }
}

/// A random timeline of `count` milliseconds, in stretches of a few.
func randomTimeline(_ count: Int64, using random: inout SplitMix64) -> BoundedTimeline {
  func runs(oneIn share: UInt64) -> IntervalSet {
    var set = IntervalSet()
    var at: Int64 = 0
    while at < count {
      let end = min(count, at + Int64(random.next() % 6) + 1)
      if random.next() % share == 0 { set.append(span(at, end)) }
      at = end
    }
    return set
  }
  return BoundedTimeline(
    in: span(0, count),
    low: runs(oneIn: 6),
    estimate: runs(oneIn: 5),
    high: runs(oneIn: 4),
    unknown: runs(oneIn: 3)
  )
}

/// A target such as `99.9`.
func percent(_ text: String) throws -> Ratio {
  try #require(Ratio(percentage: "\(text)%"))
}

/// The outage of an incident of which everything is known up to `now`.
func certain(_ span: IncidentSpan, at now: Instant) -> IncidentOutage {
  let stretch = Interval(span.opened, now)
  return IncidentOutage(of: span, in: BoundedTimeline(in: stretch, low: span.outage(at: now)))
}

extension IntervalSet {
  /// The set with every distance from the beginning of the story so many times as long.
  func scaled(by factor: Int64) -> IntervalSet {
    func scaled(_ instant: Instant) -> Instant {
      let origin = span(0, 1).start
      return origin + .milliseconds((instant - origin).wholeMilliseconds * factor)
    }
    return IntervalSet(intervals.map { Interval(scaled($0.start), scaled($0.end)) })
  }
}

extension BoundedTimeline {
  /// The timeline, likewise.
  func scaled(by factor: Int64) -> BoundedTimeline {
    BoundedTimeline(
      in: IntervalSet([stretch]).scaled(by: factor).intervals[0],
      low: low.scaled(by: factor),
      estimate: estimate.scaled(by: factor),
      high: high.scaled(by: factor),
      unknown: unknown.scaled(by: factor)
    )
  }
}
