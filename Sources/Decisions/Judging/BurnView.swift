import Accounting
import Agreement
import Chronology
import Sampling

/// What alerts see of one promise up to where everything is judged.
///
/// Time is service time: hours, the agreement's validity and exclusions are taken from it. Failures count
/// as they were measured, whatever the terms of the objective say of short or unconfirmed ones.
struct BurnView {
  /// Until where everything is judged.
  let end: Instant
  /// The pairs of windows that can be watched.
  let pairs: [BurnPair]

  private let service: ServiceRecord
  private let indicator: Indicator
  private let target: Ratio
  /// The service time of the objective's whole window.
  private let whole: TimeAmount
  /// The service time before the end, of the longest window at least; of one without so much all that
  /// is looked for.
  private let time: IntervalSet
  /// What several checks or a part of the time are; nil where one check's timeline tells it, or what is
  /// settled does.
  private let composed: BoundedTimeline?
  /// Whether all the time was up, and known.
  private let isCalm: Bool
  /// What is settled of the service's time; nil where all is looked at anew.
  private let settled: BurnAccountLook?
  private let recorders: [LatencyRecorder]

  /// What `service` shows of the objective of `promise` before `end`; nil where nothing is watched: the
  /// target has no budget or is no share of time or samples, the window or the record is too short for
  /// every pair, or nothing of it was measured here.
  ///
  /// - Parameters:
  ///   - window: The objective's whole window.
  ///   - recorders: What counts the samples of each check; none of a share of time.
  ///   - settled: What is settled of the service's time.
  ///   - whole: How much of the window is measured, if that is known.
  init?(
    of promise: Promise,
    _ service: ServiceRecord,
    _ recorders: [LatencyRecorder],
    in window: Interval,
    before end: Instant,
    settled: BurnAccountLook? = nil,
    whole: TimeAmount? = nil
  ) {
    guard let target = promise.objective.indicator.burntTarget else { return nil }
    let slowest = service.records.map { $0.definition?.validity ?? .zero }.max() ?? .zero
    let pairs = BurnPair.all.filter { $0.long <= window.length && slowest <= $0.short }
    guard let longest = pairs.map(\.long).max(),
      service.isMeasured(in: Interval(end - longest, end))
    else { return nil }
    let isPlain = service.isPlain(nil)
    let time =
      isPlain
      ? IntervalSet([Interval(end - longest, end)])
      : settled?.time(longest) ?? service.time(longest, before: end)
    let isOfTime = if case .availability = promise.objective.indicator { true } else { false }
    let first = time.intervals.first?.start ?? end
    isCalm =
      isOfTime && time.length == longest && service.isUp(throughout: Interval(first, end))
    if isOfTime, !isPlain, !isCalm, settled == nil, let start = time.intervals.first?.start {
      composed = service.whole(in: Interval(start, end))
    } else {
      composed = nil
    }
    self.end = end
    self.pairs = pairs
    self.service = service
    self.target = target
    self.time = time
    self.recorders = recorders
    indicator = promise.objective.indicator
    self.settled = isPlain ? nil : settled
    self.whole = isPlain ? window.length : whole ?? service.measured(in: window).length
  }

  /// The threshold of `pair`; nil of a window without service time.
  ///
  /// - Parameter less: How much less service time the objective's whole window has.
  func threshold(_ pair: BurnPair, ofLess less: TimeAmount = .zero) -> BurnThreshold? {
    BurnThreshold(pair, target: target, window: whole - less)
  }

  /// Whether all service time of the longest window is found, and will be for `length` more.
  func isWhole(for length: TimeAmount) -> Bool {
    guard let longest = pairs.map(\.long).max(), let first = time.intervals.first?.start else {
      return false
    }
    return time.length == longest && first >= end - ServiceRecord.margin + length
  }

  /// The look at both windows of `pair` at `now`.
  func look(_ pair: BurnPair, at now: Instant) -> BurnLook {
    let long = reading(pair.long)
    return BurnLook(
      at: now,
      watermark: end,
      long: long,
      short: reading(pair.short),
      isConfirmed: long.bad > 0 && isConfirmed(in: pair.long)
    )
  }

  /// What the last `length` of service time says.
  func reading(_ length: TimeAmount) -> BurnReading {
    guard case .availability = indicator else { return samples(length) }
    if isCalm {
      let whole = length.wholeMilliseconds
      return BurnReading(bad: 0, known: whole, expected: whole, failures: 0)
    }
    if let settled {
      return settled.reading(length, of: time, failures: service.records.flatMap(\.failures))
    }
    if let composed {
      return BurnReading(
        last: length,
        before: end,
        of: time,
        down: composed.estimate,
        unknown: composed.unknown,
        failures: service.records.flatMap(\.failures)
      )
    }
    let stretch = Interval(end - length, end)
    guard let single = service.single, service.isPlain(nil) else {
      return BurnReading(bad: 0, known: 0, expected: length.wholeMilliseconds, failures: 0)
    }
    let tally = single.timeline.tally(in: stretch)
    return BurnReading(
      bad: tally.estimate,
      known: tally.elapsed - tally.unknown,
      expected: tally.elapsed,
      failures: single.failures.count { stretch.contains($0) }
    )
  }

  private func samples(_ length: TimeAmount) -> BurnReading {
    var sum = (known: Int64(0), bad: Int64(0))
    for interval in time.last(length, before: end).intervals {
      for recorder in recorders {
        guard let count = recorder.burnt?.count(in: interval) else { continue }
        sum.known += count.known
        sum.bad += count.bad
      }
    }
    let expected = service.records.reduce(Int64(0)) { sum, record in
      guard let interval = record.definition?.interval, interval > .zero else { return sum }
      return sum + length.nanoseconds / interval.nanoseconds
    }
    return BurnReading(
      bad: sum.bad,
      known: sum.known,
      expected: expected,
      failures: Int(sum.bad)
    )
  }

  /// Whether an incident of the service is confirmed in the last `length` of service time.
  ///
  /// No incident confirms that answers are slow: for a share of fast ones the count is enough.
  private func isConfirmed(in length: TimeAmount) -> Bool {
    if case .latencyShare = indicator { return true }
    guard service.hasIncident, let start = time.last(length, before: end).intervals.first?.start
    else { return false }
    return service.hasConfirmedFailure(in: Interval(start, end))
  }
}

extension ServiceRecord {
  /// The last `amount` of service time before `end`, looked for in up to ``margin`` of time; less, if
  /// there isn't so much.
  func time(_ amount: TimeAmount, before end: Instant) -> IntervalSet {
    var reach = amount
    while true {
      let found = measured(in: Interval(end - reach, end))
      if found.length >= amount || reach >= ServiceRecord.margin {
        return found.last(amount, before: end)
      }
      reach = min(reach * 2, ServiceRecord.margin)
    }
  }
}

extension Judge {
  /// What alerts see of the promise `number` in `window` before `end`; nil where nothing is watched.
  func burnView(
    ofPromise number: Int,
    _ service: ServiceRecord,
    in window: Interval,
    before end: Instant
  ) -> BurnView? {
    BurnView(
      of: promises[number],
      service,
      recorderNumbers[number].map { recorders[$0] },
      in: window,
      before: end,
      settled: burnAccounts[promiseServices[number]]?.look(at: service, before: end),
      whole: accounts[number]?.measured(of: window)
    )
  }
}
