import Accounting
import Agreement
import Chronology
import Reporting

/// What a record tells of observations from outside that reports on what is over must know of.
///
/// A fold over the record. Memory: what is on record under each name, corrected, and of each file the
/// stretches that it says something of.
struct ObservedFacts: Sendable {
  /// The files that are whole, in the record's order, as of when their last part became durable.
  private(set) var late: [LateFact] = []
  /// Where the first entry of each name begins.
  private(set) var began: [String: Instant] = [:]
  private var logs: [String: ObservationLog] = [:]
  private var parts: [String: ObservationParts] = [:]

  /// Takes the next observations, which became durable at `time`.
  mutating func take(_ observations: RecordedObservations, at time: Instant) {
    let name = observations.feed.name
    if let entries = parts[name, default: ObservationParts()].take(observations), !entries.isEmpty {
      // What is corrected may have been in another window.
      let before = entries.compactMap { logs[name]?.fact($0.id)?.entry }
      let stretches = IntervalSet((entries + before).map { $0.told(by: observations.feed.kind) })
      late.append(
        LateFact(
          of: observations,
          about: stretches.intervals,
          count: entries.count,
          corrected: before.count,
          recorded: time
        )
      )
      let first = stretches.intervals.first?.start ?? time
      began[name] = min(began[name] ?? first, first)
    }
    logs[name, default: ObservationLog()].take(observations)
  }
}

extension ObservedEntry {
  /// The time of which it says something: of counts all that they are of, which may be asked for, of a
  /// duration its beginning, where it counts.
  fileprivate func told(by kind: ObservationFeed.Kind) -> Interval {
    let least = Interval(interval.start, interval.start + TimeAmount(nanoseconds: 1))
    return kind == .durations || interval.isEmpty ? least : interval
  }
}
