package import Agreement
package import Chronology

/// What is on record under one name of observations, corrected.
///
/// A fold over the record: the same observations in the same order give the same log. A later entry with
/// the id of an earlier one takes its place. Limit: 64 bytes for each entry, and an
/// index of the ids.
package struct ObservationLog: Sendable {
  /// How many entries a name may have on record.
  package static let entryLimit = 1_000_000

  /// One entry as it stands now.
  package struct Fact: Hashable, Sendable {
    /// What was observed.
    package let entry: ObservedEntry
    /// When that was recorded.
    package let recorded: Instant
    /// How many times it was corrected.
    package let corrections: Int32
    /// The number of its source.
    var source: Int32

    fileprivate var order: (Instant, String) { (entry.interval.start, entry.id) }
  }

  /// The entries as they stand, by start, then by id.
  package private(set) var facts: [Fact] = []
  private var starts: [String: Instant] = [:]
  /// Who or what observed the entries, each once, by their numbers.
  private(set) var sources: [String] = []
  private var sourceNumbers: [String: Int32] = [:]
  private var parts = ObservationParts()

  /// A log of nothing.
  package init() {}

  /// The entry of this id, as it stands; nil if there is none.
  package func fact(_ id: String) -> Fact? {
    index(of: id).map { facts[$0] }
  }

  /// Takes the next observations of the name.
  package mutating func take(_ observations: RecordedObservations) {
    guard let entries = parts.take(observations), !entries.isEmpty else { return }
    var fresh: [String: Fact] = [:]
    for entry in entries {
      let before = fresh[entry.id] ?? fact(entry.id)
      fresh[entry.id] = Fact(
        entry: entry,
        recorded: observations.recorded,
        corrections: before.map { $0.corrections &+ 1 } ?? 0,
        source: 0
      )
    }
    // Whoever records refuses these; a record that has them all the same was not written by constat.
    let count = fresh.values.count { $0.corrections == 0 }
    if facts.count + count > ObservationLog.entryLimit { return }
    let source = number(of: observations.source)
    for id in fresh.keys { fresh[id]?.source = source }
    if fresh.values.contains(where: { $0.corrections > 0 }) {
      facts.removeAll { fresh[$0.entry.id] != nil }
    }
    for fact in fresh.values { starts[fact.entry.id] = fact.entry.interval.start }
    merge(fresh.values.sorted { $0.order < $1.order })
  }

  /// Lets go of what no window that starts at `instant` or later needs: what is over before it.
  package mutating func forget(before instant: Instant) {
    let count = first(from: instant)
    guard count > 0 else { return }
    // A stretch that reaches further covers what it reaches into.
    let kept = facts[..<count].filter { $0.entry.interval.end > instant }
    for fact in facts[..<count] where fact.entry.interval.end <= instant {
      starts[fact.entry.id] = nil
    }
    facts.replaceSubrange(..<count, with: kept)
  }

  /// The entries that start in a stretch of time.
  package func facts(startingIn stretch: Interval) -> ArraySlice<Fact> {
    let start = first(from: stretch.start)
    return facts[start..<max(start, first(from: stretch.end))]
  }

  private mutating func number(of source: String) -> Int32 {
    if let number = sourceNumbers[source] { return number }
    let number = Int32(sources.count)
    sources.append(source)
    sourceNumbers[source] = number
    return number
  }

  private mutating func merge(_ fresh: [Fact]) {
    guard let last = facts.last, let first = fresh.first, first.order < last.order else {
      facts += fresh
      return
    }
    let start = self.first(from: first.entry.interval.start)
    var merged: [Fact] = []
    merged.reserveCapacity(facts.count - start + fresh.count)
    var mine = start
    for fact in fresh {
      while mine < facts.count, facts[mine].order < fact.order {
        merged.append(facts[mine])
        mine += 1
      }
      merged.append(fact)
    }
    merged += facts[mine...]
    facts.replaceSubrange(start..., with: merged)
  }

  private func index(of id: String) -> Int? {
    guard let start = starts[id] else { return nil }
    var index = first(from: start)
    while index < facts.count, facts[index].entry.interval.start == start {
      if facts[index].entry.id == id { return index }
      index += 1
    }
    return nil
  }

  /// The position of the first entry that starts at `instant` or later.
  private func first(from instant: Instant) -> Int {
    var low = 0
    var high = facts.count
    while low < high {
      let middle = (low + high) / 2
      if facts[middle].entry.interval.start < instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
