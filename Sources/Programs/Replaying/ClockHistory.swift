package import Chronology
package import Reporting
import StoreFormat

/// What a record says of its clock, in order of time.
///
/// Kept are the readings that say how exact the clock was (one an hour), and those that differ from
/// the one before. Limit: ``limit`` of them, the newest.
package struct ClockHistory: Hashable, Sendable {
  /// How many readings are kept: twenty years of one an hour.
  package static let limit = 200_000

  private struct Reading: Hashable, Sendable {
    let time: Instant
    let isSynchronized: Bool
    let uncertainty: TimeAmount?
    let isStep: Bool
  }

  private var readings: [Reading] = []
  /// When the latest reading was, whether it is kept or not.
  private var latest: Instant?

  /// A history of nothing.
  package init() {}

  mutating func take(_ mark: ClockMark) {
    latest = max(latest ?? mark.time, mark.time)
    let reading = Reading(
      time: mark.time,
      isSynchronized: mark.isSynchronized,
      uncertainty: mark.kernel?.maximumError,
      isStep: mark.step != .zero
    )
    let isNews =
      reading.uncertainty != nil || reading.isStep
      || readings.last?.isSynchronized != reading.isSynchronized
    guard isNews else { return }
    if readings.count == ClockHistory.limit { readings.removeFirst(ClockHistory.limit / 2) }
    readings.append(reading)
  }

  /// How the clock stood in a period.
  package func standing(in period: Interval) -> ClockStanding {
    let first = readings.lastIndex { $0.time <= period.start } ?? 0
    let own = readings.dropFirst(first).prefix { $0.time < period.end }
    let synchronized = own.filter(\.isSynchronized)
    return ClockStanding(
      readings: own.count,
      synchronized: synchronized.count,
      uncertainty: synchronized.compactMap(\.uncertainty).max(),
      unsynchronized: unsynchronized(own, in: period),
      steps: own.count { $0.isStep && period.contains($0.time) }
    )
  }

  /// How long the clock was not synchronized: from each reading that says so to the next one that is kept,
  /// or to the latest one of all.
  private func unsynchronized(_ own: ArraySlice<Reading>, in period: Interval) -> TimeAmount {
    var sum = TimeAmount.zero
    for (place, reading) in zip(own.indices, own) where !reading.isSynchronized {
      let next = place + 1 < readings.endIndex ? readings[place + 1].time : latest ?? reading.time
      sum += Interval(reading.time, next).intersection(period).length
    }
    return sum
  }
}
