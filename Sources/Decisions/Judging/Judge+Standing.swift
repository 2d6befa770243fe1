import Accounting
import Agreement
package import Chronology

extension Judge {
  /// How `promise` stands in `window`, as far as everything is judged at `now`.
  ///
  /// A window's ends are floored to whole milliseconds. A rolling window ends where everything is
  /// judged, whatever the time of day. Time before the agreement holds is cut off; the budget of a
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
    if case .fixed(let interval) = window, promises[number].objective.indicator.isObserved {
      return observedStanding(ofPromise: number, in: interval, at: now)
    }
    let start = promiseStarts[number]
    let whole: Interval
    let isRolling: Bool
    switch window {
    case .fixed(let interval):
      let isCut = service.agreed.agreement.clauses.partial == .prorate
      whole = isCut ? interval.floored.within(service.ground.validity) : interval.floored
      isRolling = false
    case .rolling(let length):
      whole = Interval((horizon - length).floored, horizon)
      isRolling = true
    }
    let first = isRolling ? whole.since(start).start : whole.start
    let judged = Interval(first, max(first, min(whole.end, horizon)))
    let terms: AvailabilityTerms? =
      if case .availability(let terms) = promises[number].objective.indicator { terms } else { nil }
    let evaluation = Evaluation(
      service: service,
      window: whole,
      judged: judged,
      isRolling: isRolling,
      isClosed: !isRolling && judged.end == whole.end
        && service.isSettled(before: whole.end, at: now),
      horizon: horizon,
      reckoning: service.reckoning(of: judged, in: whole, by: terms, judgedUntil: horizon),
      disputed: service.disputed(of: judged, in: whole, by: terms, judgedUntil: horizon)
    )
    switch promises[number].objective.indicator {
    case .availability(let terms):
      return evaluation.availability(terms)
    case .latencyShare(let limit):
      let count = count(ofPromise: number, service, in: judged, of: whole, at: now)
      return evaluation.samples(
        target: limit.share,
        failuresCount: limit.failures == .bad,
        count: count.tally,
        lost: count.lost
      )
    case .requests(let target), .correctness(let target):
      let count = count(ofPromise: number, service, in: judged, of: whole, at: now)
      return evaluation.samples(
        target: target,
        failuresCount: SampleRule(promises[number].objective.indicator) == .available,
        count: count.tally,
        lost: count.lost
      )
    case .downtime(let limit): return evaluation.downtime(limit)
    case .longestOutage(let limit):
      return evaluation.longestOutage(limit, judgedUntil: horizon)
    case .incidents(let limit): return evaluation.incidents(limit, at: now)
    case .coverage(let target): return evaluation.coverage(target)
    case .longestGap(let limit): return evaluation.longestGap(limit)
    case .slots(let terms): return evaluation.slots(terms, slotSamples(number, in: judged))
    case .slotMean(let terms): return evaluation.slotMean(terms, slotSamples(number, in: judged))
    case .restore(let terms): return evaluation.restore(terms, at: now)
    case .response(let terms): return evaluation.response(terms, at: now)
    case .ratio, .duration:
      preconditionFailure("what is observed outside is judged over windows with fixed ends")
    }
  }

  /// The samples of all checks of a service that start in its judged time; of several checks each is
  /// counted as far as it is judged itself.
  private func count(
    ofPromise number: Int,
    _ service: ServiceRecord,
    in judged: Interval,
    of whole: Interval,
    at now: Instant
  ) -> (tally: LatencyTally, lost: Int64) {
    var sum = (tally: LatencyTally(), lost: Int64(0))
    for (recorder, record) in zip(recorderNumbers[number], service.records) {
      let end = service.records.count == 1 ? judged.end : min(whole.end, record.horizon(at: now))
      let stretch = Interval(judged.start, max(judged.start, end))
      for interval in service.measured(in: stretch).intervals {
        let count = recorders[recorder].count(in: interval)
        sum.tally.add(count.tally)
        sum.lost += count.lost
      }
    }
    return sum
  }

  private func slotSamples(_ number: Int, in judged: Interval) -> [SlotSample] {
    recorderNumbers[number].flatMap { recorders[$0].samples(in: judged) }
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
