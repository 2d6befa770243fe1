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
        if case .stepped(let amount, _) = disturbance { amount } else { .zero }
      records.append(
        .clock(
          ClockMark(
            at: now,
            bootTime: reading.boottime.nanoseconds,
            step: step,
            isSynchronized: isSynchronized,
            isDetailed: isClockAsked
          )
        )
      )
    }
    if let gap = disturbance?.gap(before: now) {
      records.append(.event(Event.daemonGap(gap).recorded))
    }
    if let news { records.append(.event(news.event(at: now).recorded)) }
    for gap in gaps { records.append(.gap(gap)) }
    for mark in certificates { records.append(.certificate(mark)) }
    for sample in samples { records.append(.sample(sample)) }
    return records
  }
}

extension ClockNews {
  /// What is said of it at `now`, in log time.
  func event(at now: Instant) -> Event {
    switch self {
    case .ahead(let lead, let end): .daemonClockAhead(at: now, by: lead, until: end)
    case .doubtful(let amount): .daemonClockDoubtful(at: now, by: amount)
    case .inStep: .daemonClockInStep(at: now)
    }
  }
}
