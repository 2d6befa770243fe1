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
            at: now,
            bootTime: reading.boottime.nanoseconds,
            step: step,
            isDetailed: isClockAsked
          )
        )
      )
    }
    if let disturbance, disturbance.gap(before: now).interval.length > .zero {
      records.append(.event(Event.daemonGap(disturbance.gap(before: now)).recorded))
    }
    for gap in gaps { records.append(.gap(gap)) }
    for sample in samples { records.append(.sample(sample)) }
    return records
  }
}

extension ClockDisturbance {
  /// The time that was skipped before `now`; empty if the clock was set back.
  fileprivate func gap(before now: Instant) -> Gap {
    let length: TimeAmount =
      switch self {
      case .stepped(let amount), .suspended(let amount): max(amount, .zero)
      }
    return Gap(series: nil, interval: Interval(now - length, now), slots: 0, cause: gapCause)
  }
}
