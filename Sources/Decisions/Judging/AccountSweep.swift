import Accounting
import Chronology
import Sampling

/// Divides the time of a window wherever something changes that decides how it counts.
struct AccountSweep {
  /// A part of the service.
  struct Part {
    let weight: Int64
    /// What the samples say.
    let raw: BoundedTimeline
    /// The same without failures that the agreement ignores.
    let taken: BoundedTimeline
    /// What counts of it.
    let counted: CountedDowntime
  }

  private struct PartCursors {
    let weight: Int64
    var low: SetCursor
    var estimate: SetCursor
    var high: SetCursor
    var unknown: SetCursor
    var short: SetCursor
    var raw: LevelCursor
    var taken: LevelCursor

    init(_ part: Part) {
      weight = part.weight
      low = SetCursor(part.counted.low)
      estimate = SetCursor(part.counted.estimate)
      high = SetCursor(part.counted.high)
      unknown = SetCursor(part.counted.unknown)
      short = SetCursor(part.counted.short)
      raw = LevelCursor(part.raw)
      taken = LevelCursor(part.taken)
    }
  }

  /// What one stretch is made of, part by part.
  private struct Sums {
    var low: Int64 = 0
    var estimate: Int64 = 0
    var high: Int64 = 0
    var unknown: Int64 = 0
    var counted = AccountedStretch.Level.up
    var seen = AccountedStretch.Level.up
    var uncounted: Set<AccountedStretch.Uncounted> = []
  }

  private let judged: Interval
  private let bounds: [Instant]
  private var service: SetCursor
  private var removed: SetCursor
  private var available: SetCursor
  private var parts: [PartCursors]
  private let decisions: [ExclusionDecision]
  private var causes: [CauseCursor]

  /// - Parameter unknown: What is unknown of each check, ascending.
  init(
    _ judged: Interval,
    _ time: ServiceTime,
    _ parts: [Part],
    _ decisions: [ExclusionDecision],
    _ unknown: [(CheckID, [UnknownStretch])]
  ) {
    self.judged = judged
    self.decisions = decisions
    service = SetCursor(time.service)
    removed = SetCursor(time.removed)
    available = SetCursor(time.available)
    self.parts = parts.map { PartCursors($0) }
    causes = unknown.map { CauseCursor($0.1) }
    let sets =
      [time.service, time.removed, time.available]
      + parts.flatMap { part in
        [
          part.raw.low, part.raw.estimate, part.raw.high, part.raw.unknown, part.taken.low,
          part.taken.estimate, part.counted.low, part.counted.estimate, part.counted.high,
          part.counted.unknown, part.counted.short,
        ]
      }
    let ends = sets.flatMap(\.intervals) + decisions.map(\.interval)
    let causeEnds = unknown.flatMap { $0.1.map(\.interval) }
    let inside = (ends + causeEnds).flatMap { [$0.start.floored, $0.end.floored] }
      .filter { judged.start < $0 && $0 < judged.end }
    var bounds = [judged.start]
    for instant in inside.sorted() where instant > bounds[bounds.count - 1] {
      bounds.append(instant)
    }
    self.bounds = bounds
  }

  /// The stretches, each as long as it can be.
  mutating func stretches() -> [AccountedStretch] {
    guard !judged.isEmpty else { return [] }
    var found: [AccountedStretch] = []
    for (index, start) in bounds.enumerated() {
      let end = index + 1 < bounds.count ? bounds[index + 1] : judged.end
      let next = stretch(Interval(start, end))
      if let last = found.last, last.says(theSameAs: next) {
        found[found.count - 1].interval.end = end
      } else {
        found.append(next)
      }
    }
    return found
  }

  private mutating func stretch(_ interval: Interval) -> AccountedStretch {
    let start = interval.start
    let isPromised = service.holds(start)
    let isRemoved = removed.holds(start)
    let isDeemed = available.holds(start)
    let basis: AccountedStretch.Basis =
      !isPromised ? .notPromised : isRemoved ? .removed : isDeemed ? .deemed : .measured
    var sums = Sums()
    for index in parts.indices { add(&parts[index], at: start, to: &sums) }
    if basis != .measured {
      let seen = isPromised ? sums.seen : .up
      sums = Sums()
      sums.seen = seen
    }
    var cause: GapCause?
    for index in causes.indices {
      let found = causes[index].cause(at: start)
      if cause == nil, sums.unknown > 0 { cause = found }
    }
    return AccountedStretch(
      interval: interval,
      basis: basis,
      low: sums.low,
      estimate: sums.estimate,
      high: sums.high,
      unknown: sums.unknown,
      counted: sums.counted,
      seen: sums.seen,
      uncounted: AccountedStretch.Uncounted.allCases.filter { sums.uncounted.contains($0) },
      cause: sums.unknown > 0 ? cause ?? .noSample : nil,
      decisions: decisions.indices.filter {
        isPromised && decisions[$0].interval.contains(start)
      }
    )
  }

  private func add(_ part: inout PartCursors, at instant: Instant, to sums: inout Sums) {
    var counted = AccountedStretch.Level.up
    if part.high.holds(instant) {
      sums.high += part.weight
      counted = .possible
    }
    if part.estimate.holds(instant) {
      sums.estimate += part.weight
      counted = .estimated
    }
    if part.low.holds(instant) {
      sums.low += part.weight
      counted = .proved
    }
    if part.unknown.holds(instant) { sums.unknown += part.weight }
    let raw = part.raw.level(at: instant)
    let taken = part.taken.level(at: instant)
    let isShort = part.short.holds(instant)
    if taken < raw { sums.uncounted.insert(.unconfirmed) }
    if isShort { sums.uncounted.insert(.short) }
    if counted < taken, !isShort { sums.uncounted.insert(.partialMinute) }
    sums.counted = max(sums.counted, counted)
    sums.seen = max(sums.seen, raw)
  }
}

/// Asks a set of ascending instants whether it holds them.
struct SetCursor {
  private let intervals: [Interval]
  private var index = 0

  init(_ set: IntervalSet) {
    intervals = set.intervals
  }

  /// Whether the set holds `instant`, which is not before the one that was asked last.
  mutating func holds(_ instant: Instant) -> Bool {
    while index < intervals.count, intervals[index].end <= instant { index += 1 }
    return index < intervals.count && intervals[index].start <= instant
  }
}

/// Asks a timeline of ascending instants what it says of them.
private struct LevelCursor {
  private var low: SetCursor
  private var estimate: SetCursor
  private var high: SetCursor

  init(_ timeline: BoundedTimeline) {
    low = SetCursor(timeline.low)
    estimate = SetCursor(timeline.estimate)
    high = SetCursor(timeline.high)
  }

  mutating func level(at instant: Instant) -> AccountedStretch.Level {
    let isLow = low.holds(instant)
    let isEstimate = estimate.holds(instant)
    let isHigh = high.holds(instant)
    return isLow ? .proved : isEstimate ? .estimated : isHigh ? .possible : .up
  }
}

/// Asks of ascending instants why nothing is known of them.
private struct CauseCursor {
  private let stretches: [UnknownStretch]
  private var index = 0

  init(_ stretches: [UnknownStretch]) {
    self.stretches = stretches
  }

  mutating func cause(at instant: Instant) -> GapCause? {
    while index < stretches.count, stretches[index].interval.end <= instant { index += 1 }
    guard index < stretches.count, stretches[index].interval.start <= instant else { return nil }
    return stretches[index].cause
  }
}
