import Chronology
import Sampling

/// When samples of one check were due, and what may be concluded from it.
///
/// A sample accounts for one and a half intervals of its own series from when it was due, the first one
/// of the period for as much before it too, a gap for its own time. What is left of the period is a
/// hole if a slot may have been due there: a block that isn't shown would be one. No interval of another
/// series counts, or a definition with a long one, shown for no other reason, could cover what was left
/// out.
struct CheckCoverage {
  /// How many stretches are kept of all checks; more can't be looked at.
  static let stretchLimit = 1_000_000

  /// Samples of which each was due within the reach of those before it.
  struct Stretch {
    /// From when the first one was due to where the last reach ends.
    var reach: Interval
    /// Where the last interval ends: when the slot after them would be due.
    var next: Instant
    /// The one that was due first.
    var first: ShownSlots
    /// The one that was due last.
    var last: ShownSlots
  }

  /// Times the check had samples.
  private(set) var stretches: [Stretch] = []
  /// The series numbers of the check.
  var series: Set<SeriesID> = []
  /// The first sample that was due in the period, and its reach.
  private var first: (due: Instant, reach: TimeAmount)?

  /// How long one sample of a check with this interval accounts for.
  static func reach(of interval: TimeAmount) -> TimeAmount {
    interval + TimeAmount(nanoseconds: interval.nanoseconds / 2)
  }

  /// Takes a sample that was due at `due` in a series with this interval.
  ///
  /// - Parameter isImported: Whether nothing follows from it about other slots.
  /// - Returns: Whether it began a new stretch.
  mutating func take(
    _ due: Instant,
    every interval: TimeAmount,
    isImported: Bool = false,
    in period: Interval
  ) -> Bool {
    let reach = CheckCoverage.reach(of: interval)
    if due >= period.start, first.map({ (due, reach) < $0 }) ?? true { first = (due, reach) }
    let slots = ShownSlots(due: due, interval: isImported ? .zero : interval)
    let index = stretches.count - 1
    guard index >= 0, due >= stretches[index].reach.start, due <= stretches[index].reach.end else {
      let all = Interval(due, due + reach)
      stretches.append(Stretch(reach: all, next: due + interval, first: slots, last: slots))
      return true
    }
    stretches[index].reach.end = max(stretches[index].reach.end, due + reach)
    stretches[index].next = max(stretches[index].next, due + interval)
    if due == stretches[index].first.due { stretches[index].first.join(slots) }
    if due == stretches[index].last.due {
      stretches[index].last.join(slots)
    } else if due > stretches[index].last.due {
      stretches[index].last = slots
    }
    return false
  }

  /// The parts of the period for which nothing accounts, and in which a sample may have been due.
  func holes(in period: Interval, gaps: [Gap]) -> [Interval] {
    var known = gaps.filter { gap in gap.series.map { series.contains($0) } ?? true }
      .map(\.interval)
    if let first { known.append(Interval(first.due - first.reach, first.due)) }
    let all = IntervalSet([period])
    let holes = all.subtracting(IntervalSet(known + stretches.map(\.reach))).intervals
    if holes.isEmpty { return [] }
    let taken = stretches.map { Interval($0.reach.start, $0.next) }
    let silences = all.subtracting(IntervalSet(known + taken)).intervals.filter(mayMissOne())
    var next = silences.startIndex
    return holes.filter { hole in
      while next < silences.endIndex, silences[next].end < hole.end { next += 1 }
      return next < silences.endIndex && silences[next].start <= hole.start
    }
  }

  /// Says of silences, asked in their order, whether a slot may have been due in them: by the timetable
  /// of the sample after it; where there is none, of the last one before.
  private func mayMissOne() -> (Interval) -> Bool {
    let firsts = stretches.map(\.first).inOrder[...]
    let ends = stretches.sorted { $0.first.due < $1.first.due }[...]
    var (after, rest, before) = (firsts, ends, ShownSlots?.none)
    return { silence in
      while let slots = after.first, slots.due < silence.end { _ = after.popFirst() }
      while let stretch = rest.first, stretch.first.due < silence.end {
        _ = rest.popFirst()
        guard let known = before, known.due >= stretch.last.due else {
          before = stretch.last
          continue
        }
        if known.due == stretch.last.due { before?.join(stretch.last) }
      }
      return (after.first ?? before)?.mayBeDue(in: silence) ?? true
    }
  }
}
