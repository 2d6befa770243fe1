package import Chronology
import Sampling

/// A stretch of which only sums are left.
struct FoldedStretch {
  var interval: Interval
  var tally: TimeTally

  /// Takes in the stretch just before it.
  mutating func join(_ earlier: FoldedStretch) {
    interval.start = earlier.interval.start
    tally.elapsed += earlier.tally.elapsed
    tally.low += earlier.tally.low
    tally.estimate += earlier.tally.estimate
    tally.high += earlier.tally.high
    tally.unknown += earlier.tally.unknown
  }
}

extension Timeline {
  /// Divides `stretch`, of which nothing after the latest sample's validity is known.
  ///
  /// - Parameter stretch: Half-open; its ends are whole milliseconds. It ends no later than where
  ///   everything has been judged.
  /// - Complexity: O(log n + k) for n kept runs, k of them inside.
  package func tally(in stretch: Interval) -> TimeTally {
    var tally = TimeTally(elapsed: stretch.length.wholeMilliseconds)
    guard !stretch.isEmpty else { return tally }
    guard let latest, let knownFrom, knownFrom < stretch.end else {
      tally.unknown = tally.elapsed
      return tally
    }
    let known = Interval(max(knownFrom, stretch.start), stretch.end)
    tally.unknown = (known.start - stretch.start).wholeMilliseconds
    add(to: &tally, foldedIn: known)
    var covered = known.start
    for run in runs[firstRun(endingAfter: known.start)...] {
      if run.high.start >= known.end { break }
      tally.add(run, in: known, covered: &covered)
    }
    if let openRun { tally.add(openRun.run(endingWith: latest), in: known, covered: &covered) }
    for stretch in unknown[firstUnknown(endingAfter: known.start)...] {
      if stretch.interval.start >= known.end { break }
      tally.unknown += stretch.interval.intersection(known).length.wholeMilliseconds
    }
    tally.unknown += tail(in: known).length.wholeMilliseconds
    return tally
  }

  /// The runs of failures kept one by one that touch `stretch`, whole, ascending; the last may still
  /// go on.
  package func downRuns(in stretch: Interval) -> [DownRun] {
    var found = runs.filter { $0.high.overlaps(stretch) }
    if let openRun, let latest {
      let run = openRun.run(endingWith: latest)
      if run.high.overlaps(stretch) { found.append(run) }
    }
    return found
  }

  /// The unknown parts of `stretch`, ascending, with their causes; without those inside stretches of
  /// which only sums are left.
  package func unknownStretches(in stretch: Interval) -> [UnknownStretch] {
    guard latest != nil, let knownFrom else {
      return refined([UnknownStretch(stretch, pendingCause)])
    }
    guard knownFrom < stretch.end else { return refined([UnknownStretch(stretch, .noSample)]) }
    let before = Interval(stretch.start, knownFrom)
    let known = Interval(max(knownFrom, stretch.start), stretch.end)
    var found = [UnknownStretch(before, .noSample)]
    for part in folded where !known.holds(part.interval) {
      found.append(UnknownStretch(part.interval.intersection(known), .damaged))
    }
    found += unknown.map { UnknownStretch($0.interval.intersection(known), $0.causes.cause) }
    found.append(UnknownStretch(tail(in: known), pendingCause))
    return refined(found)
  }

  /// The stretches that are not empty, those without samples divided where samples are damaged.
  private func refined(_ stretches: [UnknownStretch]) -> [UnknownStretch] {
    stretches.filter { !$0.interval.isEmpty }.flatMap { stretch -> [UnknownStretch] in
      guard stretch.cause == .noSample, !damaged.isEmpty else { return [stretch] }
      let lost = damaged.intersection(stretch.interval)
      let rest = IntervalSet([stretch.interval]).subtracting(lost)
      let parts =
        lost.intervals.map { UnknownStretch($0, .damaged) }
        + rest.intervals.map { UnknownStretch($0, .noSample) }
      return parts.sorted { $0.interval.start < $1.interval.start }
    }
  }

  /// The estimate of the run that goes on, up to `end`, in whole milliseconds; zero if there is none.
  package func openEstimate(until end: Instant) -> TimeAmount {
    guard let openRun, let latest else { return .zero }
    let run = openRun.run(endingWith: latest).estimate
    return Interval(run.start, min(run.end, end.floored)).length
  }

  /// Forgets what no window that starts at `instant` or later needs.
  ///
  /// Time before it is unknown then.
  package mutating func forget(before instant: Instant) {
    guard let latest, let from = knownFrom else { return }
    let limit = min(instant, latest.start).floored
    guard limit > from else { return }
    knownFrom = limit
    runs.removeFirst(firstRun(endingAfter: limit))
    unknown.removeFirst(firstUnknown(endingAfter: limit))
    folded.removeAll { $0.interval.end <= limit }
    damaged.removeAll(before: limit)
  }

  private func tail(in known: Interval) -> Interval {
    guard let latest else { return known }
    return Interval(max(known.start, latest.expiry.floored), known.end)
  }

  private func firstRun(endingAfter instant: Instant) -> Int {
    partition(runs.count) { runs[$0].high.end <= instant }
  }

  private func firstUnknown(endingAfter instant: Instant) -> Int {
    partition(unknown.count) { unknown[$0].interval.end <= instant }
  }

  private func add(to tally: inout TimeTally, foldedIn known: Interval) {
    for part in folded {
      guard known.holds(part.interval) else {
        tally.unknown += part.interval.intersection(known).length.wholeMilliseconds
        continue
      }
      tally.low += part.tally.low
      tally.estimate += part.tally.estimate
      tally.high += part.tally.high
      tally.unknown += part.tally.unknown
    }
  }

  /// Replaces the oldest eighth of the runs or unknown stretches by their sums.
  ///
  /// The cut lies where no bound of a later run begins earlier, so that nothing is counted twice.
  mutating func fold() {
    guard let from = knownFrom else { return }
    let count = Int(limit) / 8
    let cut =
      runs.count > limit ? runs[count].high.start : unknown[count - 1].interval.end
    let stretch = Interval(max(folded.last?.interval.end ?? from, from), cut)
    let sums = tally(in: stretch)
    runs.removeFirst(partition(runs.count) { runs[$0].high.start < cut })
    unknown.removeFirst(partition(unknown.count) { unknown[$0].interval.end <= cut })
    folded.append(FoldedStretch(interval: stretch, tally: sums))
    if folded.count > max(1, Int(limit) / 64) {
      folded[1].join(folded[0])
      folded.removeFirst()
    }
  }
}

/// The first of `count` ascending indices for which `isBefore` is false.
private func partition(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
  var low = 0
  var high = count
  while low < high {
    let middle = (low + high) / 2
    if isBefore(middle) { low = middle + 1 } else { high = middle }
  }
  return low
}

extension Interval {
  fileprivate func holds(_ other: Interval) -> Bool {
    start <= other.start && other.end <= end
  }
}

extension TimeTally {
  /// Adds what of `run` lies in `stretch`; of the high bound only what is after `covered`, because
  /// two runs may both be unable to exclude the attempt between them.
  fileprivate mutating func add(
    _ run: DownRun,
    in stretch: Interval,
    covered: inout Instant
  ) {
    low += run.low.intersection(stretch).length.wholeMilliseconds
    estimate += run.estimate.intersection(stretch).length.wholeMilliseconds
    let part = Interval(max(run.high.start, covered), run.high.end).intersection(stretch)
    high += part.length.wholeMilliseconds
    covered = max(covered, part.end)
  }
}
