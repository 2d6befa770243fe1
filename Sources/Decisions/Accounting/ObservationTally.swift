package import Agreement
package import Chronology

/// What the entries that belong to one window come to.
///
/// An entry belongs to the window in which it starts, whole. It counts if its service was promised
/// then and not excluded: of a stretch of counts if any of it was, of a duration if its start was.
package struct ObservationTally: Hashable, Sendable {
  /// How many entries count.
  package private(set) var entries: Int64 = 0
  /// How many cases they are.
  package private(set) var valid: Int64 = 0
  /// How many of those are good.
  package private(set) var good: Int64 = 0
  /// How many of the entries were corrected.
  package private(set) var corrected: Int64 = 0
  /// How many entries begin in the window and reach beyond it.
  package private(set) var reaching: Int64 = 0
  /// How many entries don't count, because they are outside the promised time or excluded.
  package private(set) var leftOut: Int64 = 0
  /// Who or what observed them, each once, in order.
  package private(set) var sources: [String] = []
  /// When the last of them was recorded; nil if there is none.
  package private(set) var lastRecorded: Instant?
  /// The part of the promised time of which somebody gave counts, and the whole of it, in ms.
  package private(set) var covered: Share = Share(0, of: 0)

  /// Counts what `log` has of a window.
  ///
  /// - Parameters:
  ///   - window: The part of it that is judged.
  ///   - end: Where the whole window ends.
  ///   - measured: The promised time of `window`, without what is excluded.
  ///   - limit: The longest duration that is good, inclusive; nil of counts.
  package init(
    of log: ObservationLog,
    in window: Interval,
    ending end: Instant,
    measured: IntervalSet,
    within limit: TimeAmount?
  ) {
    var isSource = [Bool](repeating: false, count: log.sources.count)
    var stretches: [Interval] = []
    var gate = Gate(measured)
    for fact in log.facts(startingIn: window) {
      let entry = fact.entry
      guard gate.admits(entry.interval, whole: limit == nil) else {
        leftOut += 1
        continue
      }
      entries += 1
      valid += entry.valid
      if let limit {
        good += entry.interval.length <= limit ? entry.valid : 0
      } else {
        good += entry.good
        stretches.append(entry.interval)
      }
      if fact.corrections > 0 { corrected += 1 }
      if entry.interval.end > end { reaching += 1 }
      lastRecorded = max(lastRecorded ?? fact.recorded, fact.recorded)
      isSource[Int(fact.source)] = true
    }
    sources = zip(log.sources, isSource).compactMap { $1 ? $0 : nil }.sorted()
    if limit == nil {
      // A stretch that began before the window covers what it reaches into.
      let earlier = Interval(window.start - ObservedEntry.longest, window.start)
      stretches += log.facts(startingIn: earlier).map(\.entry.interval)
        .filter { $0.end > window.start }
    }
    covered = Share(
      measured.intersection(IntervalSet(stretches)).length.wholeMilliseconds,
      of: measured.length.wholeMilliseconds
    )
  }

  /// The nearest-rank percentile of the durations that count; nil if there is none.
  package static func percentile(
    _ rank: Ratio,
    of log: ObservationLog,
    in window: Interval,
    measured: IntervalSet
  ) -> TimeAmount? {
    var gate = Gate(measured)
    let lengths = log.facts(startingIn: window).filter {
      gate.admits($0.entry.interval, whole: false)
    }.map { (value: $0.entry.interval.length.nanoseconds, count: Int64(1)) }
    guard case .value(let length)? = Percentile(rank, of: lengths) else { return nil }
    return TimeAmount(nanoseconds: length)
  }

  /// The entries that belong to a window, each with whether it counts, as the tally has them.
  ///
  /// - Parameter isWhole: Whether any part of an entry suffices, as of counts, or only its start.
  package static func counted(
    _ log: ObservationLog,
    in window: Interval,
    measured: IntervalSet,
    whole isWhole: Bool
  ) -> [CountedEntry] {
    var gate = Gate(measured)
    return log.facts(startingIn: window).map { fact in
      CountedEntry(
        fact: fact,
        source: log.sources[Int(fact.source)],
        counts: gate.admits(fact.entry.interval, whole: isWhole)
      )
    }
  }

  /// Whether stretches, asked by their starts, lie in promised time.
  private struct Gate {
    private let intervals: [Interval]
    private var index = 0

    init(_ measured: IntervalSet) { intervals = measured.intervals }

    /// - Parameter whole: Whether any part of it suffices, or only its start.
    mutating func admits(_ stretch: Interval, whole: Bool) -> Bool {
      while index < intervals.count, intervals[index].end <= stretch.start { index += 1 }
      guard index < intervals.count else { return false }
      return intervals[index].contains(stretch.start)
        || (whole && intervals[index].overlaps(stretch))
    }
  }
}

/// An entry that belongs to a window, and whether it counts there.
package struct CountedEntry: Hashable, Sendable {
  /// The entry as it stands.
  package let fact: ObservationLog.Fact
  /// Who or what observed it.
  package let source: String
  /// Whether some of it was promised and not excluded.
  package let counts: Bool

  /// An entry of these parts.
  package init(fact: ObservationLog.Fact, source: String, counts: Bool) {
    self.fact = fact
    self.source = source
    self.counts = counts
  }
}
