import Accounting
import Agreement
import Chronology
import DequeModule

/// The latest samples of one check, as alerts count them: 24 bytes each.
///
/// Of a run of good samples that was read as one, only the first and the last stand here, and the others
/// lie evenly between them.
struct BurnSamples: Sendable {
  /// How many samples are kept: 6 MB.
  ///
  /// Beyond it the oldest are dropped, and are not known.
  static let capacity = 262_144

  private struct Entry {
    let start: Int64
    /// How many samples there were up to and with this one.
    let known: Int64
    /// How many of them were bad.
    let bad: Int64
  }

  private var entries: Deque<Entry> = []
  /// How many bad ones were dropped.
  private var dropped: Int64 = 0
  private let length: Int64
  private let capacity: Int

  /// No samples yet, of which those of the last `length` will be kept.
  init(length: TimeAmount, capacity: Int = BurnSamples.capacity) {
    self.length = length.wholeMilliseconds
    self.capacity = capacity
  }

  /// How long samples are kept for the alerts of a promise; nil if none counts samples.
  static func length(for promise: Promise) -> TimeAmount? {
    if case .availability = promise.objective.indicator { return nil }
    guard promise.objective.indicator.burntTarget != nil else { return nil }
    let longest = BurnPair.all.map(\.long).max() ?? .zero
    let recurring = promise.agreement.clauses.exclusions.maintenance?.recurring ?? []
    let isAlways = promise.service.hours == .always && recurring.isEmpty
    return isAlways ? longest + .days(1) : ServiceRecord.margin
  }

  /// Takes the next sample, with so many good ones since the one before.
  mutating func append(start: Int64, isBad: Bool, after between: Int64 = 0) {
    let last = entries.last
    entries.append(
      Entry(
        start: start,
        known: (last?.known ?? 0) + between + 1,
        bad: (last?.bad ?? dropped) + (isBad ? 1 : 0)
      )
    )
    forget(before: start - length)
    if entries.count > capacity { removeFirst() }
  }

  /// Whether a sample that starts at `start` is forgotten when one is taken that starts at `later`.
  func forgets(_ start: Int64, at later: Int64) -> Bool { start < later - length }

  /// Forgets what starts before `start`, but for the last of it.
  mutating func forget(before start: Int64) {
    while entries.count > 1, entries[1].start <= start { removeFirst() }
  }

  private mutating func removeFirst() { dropped = entries.removeFirst().bad }

  /// How many samples start in `stretch`, and how many of them are bad.
  ///
  /// - Complexity: O(log n) for n samples.
  func count(in stretch: Interval) -> (known: Int64, bad: Int64) {
    let before = count(before: stretch.start.milliseconds)
    let until = count(before: max(stretch.start, stretch.end).milliseconds)
    return (until.known - before.known, until.bad - before.bad)
  }

  private func count(before start: Int64) -> (known: Int64, bad: Int64) {
    let index = partition(entries.count) { entries[$0].start < start }
    guard index > 0 else { return ((entries.first?.known ?? 1) - 1, dropped) }
    let last = entries[index - 1]
    guard index < entries.count else { return (last.known, last.bad) }
    let next = entries[index]
    let between = next.known - last.known - 1
    guard between > 0, next.start > last.start else { return (last.known, last.bad) }
    let gone = (start - last.start) * (between + 1)
    let steps = (gone + next.start - last.start - 1) / (next.start - last.start)
    return (last.known + min(between, steps - 1), last.bad)
  }
}
