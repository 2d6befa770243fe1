import Accounting
import Agreement
package import Chronology

extension Judge {
  /// How `promise` stands in `window`, as far as everything is judged at `now`.
  ///
  /// A window's ends are floored to whole milliseconds. A rolling window ends where everything is
  /// judged, whatever the time of day, and with the agreement at the latest. Time before the agreement holds is cut off; the budget of a
  /// calendar window is that of what is left, the one of a rolling window that of its whole length.
  package func standing(of promise: Promise, in window: Window, at now: Instant) -> Standing {
    guard let number = promiseNumbers[promise.key] else {
      return Judge(agreements: [promise.agreement]).standing(of: promise, in: window, at: now)
    }
    return standing(ofPromise: number, in: window, at: now)
  }

  /// How the promise `number` stands, without a look-up.
  func standing(ofPromise number: Int, in window: Window, at now: Instant) -> Standing {
    let service = service(ofPromise: number)
    return standing(number, service, in: window, at: now, judgedUntil: service.horizon(at: now))
  }

  /// The same if everything is judged until `horizon`, a whole millisecond not before the latest
  /// sample.
  func standing(
    ofPromise number: Int,
    in window: Window,
    judgedUntil horizon: Instant
  ) -> Standing {
    standing(number, service(ofPromise: number), in: window, at: horizon, judgedUntil: horizon)
  }

  private func standing(
    _ number: Int,
    _ service: ServiceRecord,
    in window: Window,
    at now: Instant,
    judgedUntil horizon: Instant
  ) -> Standing {
    let found = counted(number, service, in: window, at: now, judgedUntil: horizon)
    var whole = found.window
    if case .rolling(let length) = window {
      whole = Interval((horizon - length).floored, horizon)
    }
    return service.skips(whole) ? found.unjudged : found
  }

  private func counted(
    _ number: Int,
    _ service: ServiceRecord,
    in window: Window,
    at now: Instant,
    judgedUntil horizon: Instant
  ) -> Standing {
    if case .fixed(let interval) = window, promises[number].objective.indicator.isObserved {
      return observedStanding(ofPromise: number, in: interval, at: now)
    }
    var service = service
    let start = promiseStarts[number]
    let whole: Interval
    let isRolling: Bool
    switch window {
    case .fixed(let interval):
      whole = service.ground.part(of: interval, service.agreed.agreement.clauses.partial)
      isRolling = false
    case .rolling(let length):
      // Nothing after the agreement's end, or the next revision's date, is judged: the last window ends there.
      let end = min(horizon, service.ground.end)
      whole = Interval((end - length).floored, end)
      isRolling = true
      service.view?.knownUntil = end
    }
    let first = isRolling ? whole.since(start).start : whole.start
    let judged = Interval(first, max(first, min(whole.end, horizon)))
    let terms: AvailabilityTerms? =
      if case .availability(let terms) = promises[number].objective.indicator { terms } else { nil }
    // While the agreement doesn't hold, no outage is one of its own.
    let isOfOutages = promises[number].objective.indicator.isOfOutages
    let time = WindowTime(
      service,
      in: whole,
      by: terms,
      judgedUntil: horizon,
      account: accounts[number]
    )
    let evaluation = Evaluation(
      service: service,
      window: whole,
      judged: isOfOutages ? judged.within(service.ground.validity) : judged,
      isRolling: isRolling,
      isClosed: !isRolling && judged.end == whole.end
        && service.isSettled(before: whole.end, at: now)
        && service.isViewSettled(before: whole.end, at: now),
      horizon: horizon,
      windowTime: time,
      reckoning: time.reckoning(of: judged),
      disputed: time.disputed(of: judged)
    )
    return standing(number, by: evaluation, at: now)
  }

  private func standing(_ number: Int, by evaluation: Evaluation, at now: Instant) -> Standing {
    switch promises[number].objective.indicator {
    case .availability(let terms):
      return evaluation.availability(terms)
    case .latencyShare(let limit):
      let failuresCount = limit.failures == .bad
      return samples(number, evaluation, limit.share, failuresCount: failuresCount, at: now)
    case .requests(let target), .correctness(let target):
      let failuresCount = SampleRule(promises[number].objective.indicator) == .available
      return samples(number, evaluation, target, failuresCount: failuresCount, at: now)
    case .downtime(let limit): return evaluation.downtime(limit)
    case .longestOutage(let limit): return evaluation.longestOutage(limit)
    case .incidents(let limit): return evaluation.incidents(limit)
    case .coverage(let target): return evaluation.coverage(target)
    case .longestGap(let limit): return evaluation.longestGap(limit)
    case .certificateValidity(let terms): return evaluation.certificates(terms)
    case .clock(let terms): return evaluation.clock(terms)
    case .slots(let terms):
      return evaluation.slots(terms, slotTally(ofPromise: number, terms, evaluation))
    case .slotMean(let terms):
      return evaluation.slotMean(terms, slotTally(ofPromise: number, terms, evaluation))
    case .restore(let terms): return evaluation.restore(terms)
    case .response(let terms): return evaluation.response(terms)
    case .ratio, .duration:
      preconditionFailure("what is observed outside is judged over windows with fixed ends")
    }
  }

  /// A share of the samples of all checks of a service that start in its judged time; of several checks
  /// each is counted as far as it is judged itself.
  private func samples(
    _ number: Int,
    _ evaluation: Evaluation,
    _ target: Ratio,
    failuresCount: Bool,
    at now: Instant
  ) -> Standing {
    let (service, judged, whole) = (evaluation.service, evaluation.judged, evaluation.window)
    var sum = (tally: LatencyTally(), lost: Int64(0))
    var start = judged.start
    if let account = accounts[number], account.isOf(whole), let samples = account.samples,
      samples.end <= judged.end
    {
      sum = (samples.tally, samples.lost)
      start = samples.end
    }
    for (recorder, record) in zip(recorderNumbers[number], service.records) {
      let end = service.records.count == 1 ? judged.end : min(whole.end, record.horizon(at: now))
      let stretch = Interval(start, max(start, end))
      for interval in evaluation.windowTime.measured(in: stretch).intervals {
        let count = recorders[recorder].count(in: interval)
        sum.tally.add(count.tally)
        sum.lost += count.lost
      }
    }
    return evaluation.samples(
      target: target,
      failuresCount: failuresCount,
      count: sum.tally,
      lost: sum.lost
    )
  }
}

extension Interval {
  /// What is left of the stretch inside `other`: nothing, at its nearer end, of one beside it.
  func within(_ other: Interval) -> Interval {
    let start = min(max(self.start, other.start), other.end)
    return Interval(start, max(start, min(end, other.end)))
  }

  /// What is left of the stretch from `start` on: nothing of one that ends before it.
  package func since(_ start: Instant?) -> Interval {
    guard let start, start > self.start else { return self }
    return Interval(start, max(start, end))
  }
}
