package import Chronology
import Sampling

extension Timeline {
  /// Divides `stretch`, of which nothing after the latest sample's validity is known.
  ///
  /// - Parameter stretch: Half-open; its ends are whole milliseconds. It ends no later than where
  ///   everything has been judged.
  /// - Complexity: O(log n) for n kept runs and unknown stretches, however many are inside.
  package func tally(in stretch: Interval) -> TimeTally {
    var tally = TimeTally(elapsed: stretch.length.wholeMilliseconds)
    guard !stretch.isEmpty else { return tally }
    guard let latest, let knownFrom, knownFrom < stretch.end else {
      tally.unknown = tally.elapsed
      return tally
    }
    let known = Interval(max(knownFrom, stretch.start), stretch.end)
    tally.unknown = (known.start - stretch.start).wholeMilliseconds
    addFolded(in: known, to: &tally)
    let kept = keptPart(of: known)
    var covered = kept.start
    addRuns(in: kept, to: &tally, covered: &covered)
    if let openRun { tally.add(openRun.run(endingWith: latest), in: kept, covered: &covered) }
    tally.unknown += unknownBetweenSamples(in: kept)
    tally.unknown += tail(in: kept).length.wholeMilliseconds
    return tally
  }

  /// Adds the ended runs: those that the ends of `kept` cut by themselves, the others by their sum.
  private func addRuns(in kept: Interval, to tally: inout TimeTally, covered: inout Instant) {
    var first = firstRun(endingAfter: kept.start)
    let end = partition(runs.count) { runs[$0].high.start < kept.end }
    while first < end, runs[first].high.start < kept.start {
      tally.add(runs[first], in: kept, covered: &covered)
      first += 1
    }
    var last = max(first, end)
    while last > first, runs[last - 1].high.end > kept.end { last -= 1 }
    if first < last {
      let sum = runs.sum(of: first..<last)
      tally.low += sum.low
      tally.estimate += sum.estimate
      tally.high += sum.high
      covered = runs[last - 1].high.end
    }
    while last < end {
      tally.add(runs[last], in: kept, covered: &covered)
      last += 1
    }
  }

  /// How much of `kept` the unknown stretches between samples cover.
  private func unknownBetweenSamples(in kept: Interval) -> Int64 {
    let first = firstUnknown(endingAfter: kept.start)
    let end = partition(unknown.count) { unknown[$0].interval.start < kept.end }
    guard first < end else { return 0 }
    let head = Interval(unknown[first].interval.start, kept.start)
    let tail = Interval(kept.end, unknown[end - 1].interval.end)
    return unknown[end - 1].through - unknown[first].before
      - head.length.wholeMilliseconds - tail.length.wholeMilliseconds
  }

  /// The runs of failures kept one by one that touch `stretch`, whole, ascending; the last may still
  /// go on.
  package func downRuns(in stretch: Interval) -> [DownRun] {
    var found = Array(
      runs[firstRun(endingAfter: stretch.start)...].prefix { $0.high.start < stretch.end }
    )
    if let openRun, let latest {
      let run = openRun.run(endingWith: latest)
      if run.high.overlaps(stretch) { found.append(run) }
    }
    return found
  }

  /// The unknown parts of `stretch`, ascending, with their causes; without those of which only sums
  /// are left: ``unknownSums(in:)`` and ``onlySums(in:)`` tell those.
  package func unknownStretches(in stretch: Interval) -> [UnknownStretch] {
    guard latest != nil, let knownFrom else {
      return refined([UnknownStretch(stretch, pendingCause)])
    }
    guard knownFrom < stretch.end else { return refined([UnknownStretch(stretch, .noSample)]) }
    let before = Interval(stretch.start, knownFrom)
    let known = Interval(max(knownFrom, stretch.start), stretch.end)
    let kept = keptPart(of: known)
    var found = [UnknownStretch(before, .noSample)]
    for stretch in unknown[firstUnknown(endingAfter: kept.start)...] {
      if stretch.interval.start >= kept.end { break }
      found.append(UnknownStretch(stretch.interval.intersection(kept), stretch.causes.cause))
    }
    found.append(UnknownStretch(tail(in: kept), pendingCause))
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

  private func addFolded(in known: Interval, to tally: inout TimeTally) {
    let parts = foldedParts(of: known)
    for part in parts.whole {
      tally.low += part.tally.low
      tally.estimate += part.tally.estimate
      tally.high += part.tally.high
      tally.unknown += part.tally.unknown
    }
    for cut in parts.cut { tally.unknown += cut.length.wholeMilliseconds }
  }
}

/// The first of `count` ascending indices for which `isBefore` is false.
func partition(_ count: Int, _ isBefore: (Int) -> Bool) -> Int {
  var low = 0
  var high = count
  while low < high {
    let middle = (low + high) / 2
    if isBefore(middle) { low = middle + 1 } else { high = middle }
  }
  return low
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
