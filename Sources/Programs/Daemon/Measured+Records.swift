import Chronology
import Events
import Replaying
import Sampling
import Scheduling
import StoreFormat

extension Measured {
  /// What goes into the record: the clocks, then gaps, then samples.
  ///
  /// - Parameter now: Log time, at which the clocks were read.
  func records(at now: Instant) -> [Record] {
    var records: [Record] = []
    records.reserveCapacity(samples.count + gaps.count + 1)
    if let reading {
      let step: TimeAmount =
        if case .stepped(let amount) = disturbance { amount } else { .zero }
      records.append(
        .clock(
          ClockMark(
            time: now,
            bootTime: reading.boottime.nanoseconds,
            step: step,
            isSynchronized: isSynchronized
          )
        )
      )
    }
    if let gap = disturbance?.gap(before: now) {
      records.append(.event(Event.daemonGap(gap).recorded))
    }
    for gap in gaps { records.append(.gap(gap)) }
    for sample in samples { records.append(.sample(sample)) }
    return records
  }
}
