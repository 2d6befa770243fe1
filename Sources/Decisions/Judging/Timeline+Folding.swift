package import Chronology
package import Sampling

/// Many unknown stretches of one cause, of which none is kept by itself.
package struct UnknownSum: Hashable, Sendable {
  /// From the start of the first to the end of the last; boundaries are whole milliseconds.
  package private(set) var interval: Interval
  /// Why nothing is known of them.
  package let cause: GapCause
  /// How long they are all together, at most as long as the interval.
  package private(set) var length: TimeAmount
  /// How many they are.
  package private(set) var count: Int

  /// One stretch.
  init(_ stretch: UnknownStretch) {
    interval = stretch.interval
    cause = stretch.cause
    length = stretch.interval.length
    count = 1
  }

  /// Takes in others of the same cause.
  mutating func add(_ other: UnknownSum) {
    interval.start = min(interval.start, other.interval.start)
    interval.end = max(interval.end, other.interval.end)
    length = length + other.length
    count += other.count
  }
}

/// A stretch of which only sums are left.
struct FoldedStretch {
  var interval: Interval
  var tally: TimeTally
  /// How the unknown part of the tally divides, by the numbers of the causes.
  var unknown: [UnknownSum]

  /// Takes in the stretch just before it.
  mutating func join(_ earlier: FoldedStretch) {
    interval.start = earlier.interval.start
    tally.elapsed += earlier.tally.elapsed
    tally.low += earlier.tally.low
    tally.estimate += earlier.tally.estimate
    tally.high += earlier.tally.high
    tally.unknown += earlier.tally.unknown
    unknown = summed(earlier.unknown + unknown)
  }
}

extension Timeline {
  /// What is unknown inside stretches of which only sums are left and which `stretch` holds whole,
  /// by cause.
  package func unknownSums(in stretch: Interval) -> [UnknownSum] {
    summed(foldedParts(of: stretch).whole.flatMap(\.unknown))
  }

  /// The parts of `stretch`, ascending, that cut a stretch of which only sums are left: how they
  /// divide is not known any more.
  package func onlySums(in stretch: Interval) -> [Interval] { foldedParts(of: stretch).cut }

  /// The folded stretches that lie wholly in the known part of `stretch`, and what it cuts off
  /// others.
  func foldedParts(of stretch: Interval) -> (whole: [FoldedStretch], cut: [Interval]) {
    guard !folded.isEmpty, let knownFrom, knownFrom < stretch.end else { return ([], []) }
    let known = Interval(max(knownFrom, stretch.start), stretch.end)
    var whole: [FoldedStretch] = []
    var cut: [Interval] = []
    for part in folded {
      if known.start <= part.interval.start, part.interval.end <= known.end {
        whole.append(part)
      } else {
        let rest = part.interval.intersection(known)
        if !rest.isEmpty { cut.append(rest) }
      }
    }
    return (whole, cut)
  }

  /// Where the time begins whose runs and unknown stretches are kept one by one: at the earliest
  /// where `known` begins, at the latest where it ends.
  func keptPart(of known: Interval) -> Interval {
    guard let end = folded.last?.interval.end else { return known }
    return Interval(min(max(known.start, end), known.end), known.end)
  }

  /// Replaces the oldest eighth of the runs or unknown stretches by their sums.
  ///
  /// The last cut lies where no bound of a later run begins earlier. A stretch never goes beyond
  /// one of ``cuts``: what lies on both sides of it is divided there, and stays until all of it is
  /// folded.
  mutating func fold() {
    guard let from = knownFrom else { return }
    let count = Int(limit) / 8
    let end = runs.count > limit ? runs[count].high.start : unknown[count - 1].interval.end
    let start = max(folded.last?.interval.end ?? from, from)
    for cut in cuts where start < cut && cut < end {
      fold(Interval(max(folded.last?.interval.end ?? from, from), cut))
    }
    fold(Interval(max(folded.last?.interval.end ?? from, from), end))
    // Of a run that ends later, the rest is in the high bound of the next, which begins here.
    runs.removeFirst(partition(runs.count) { runs[$0].high.start < end })
    while folded.count > max(1, Int(limit) / 64),
      let index = folded.indices.dropLast().first(where: { !isCut(folded[$0].interval.end) })
    {
      folded[index + 1].join(folded[index])
      folded.remove(at: index)
    }
  }

  /// Replaces by its sums what begins where the last folded stretch ends.
  private mutating func fold(_ stretch: Interval) {
    guard !stretch.isEmpty else { return }
    let sums = tally(in: stretch)
    let parts = unknownStretches(in: stretch).map { UnknownSum($0) }
    runs.removeFirst(partition(runs.count) { runs[$0].high.end <= stretch.end })
    unknown.removeFirst(partition(unknown.count) { unknown[$0].interval.end <= stretch.end })
    folded.append(FoldedStretch(interval: stretch, tally: sums, unknown: summed(parts)))
  }

  private func isCut(_ instant: Instant) -> Bool { cuts.contains(instant) }
}

/// One sum for each cause, by the numbers of the causes.
private func summed(_ parts: [UnknownSum]) -> [UnknownSum] {
  var sums: [GapCause: UnknownSum] = [:]
  for part in parts {
    if sums[part.cause]?.add(part) == nil { sums[part.cause] = part }
  }
  return sums.values.sorted { $0.cause.rawValue < $1.cause.rawValue }
}
