import Agreement
package import Chronology

extension Judge {
  /// How `promise` stands in `window`, as far as everything is judged at `now`.
  ///
  /// A window's ends are floored to whole milliseconds. A rolling window ends where everything is
  /// judged, whatever the time of day. Time before the agreement holds is cut off; the budget of a
  /// calendar window is that of what is left, the one of a rolling window that of its whole length.
  package func standing(of promise: Promise, in window: Window, at now: Instant) -> Standing {
    let record =
      record(of: promise.service.check) ?? CheckRecord(id: promise.service.check)
    let number = promiseNumbers[promise.key]
    return standing(
      of: promise,
      record: record,
      recorder: number.flatMap { recorderNumbers[$0] },
      since: number.flatMap { promiseStarts[$0] },
      in: window,
      at: now
    )
  }

  /// How the promise `number` stands, without a look-up.
  func standing(ofPromise number: Int, in window: Window, at now: Instant) -> Standing {
    standing(
      of: promises[number],
      record: checks[promiseChecks[number]],
      recorder: recorderNumbers[number],
      since: promiseStarts[number],
      in: window,
      at: now
    )
  }

  /// The same if everything is judged until `horizon`, a whole millisecond not before the latest
  /// sample.
  func standing(
    ofPromise number: Int,
    in window: Window,
    judgedUntil horizon: Instant
  ) -> Standing {
    standing(
      of: promises[number],
      record: checks[promiseChecks[number]],
      recorder: recorderNumbers[number],
      since: promiseStarts[number],
      in: window,
      at: horizon,
      judgedUntil: horizon
    )
  }

  private func standing(
    of promise: Promise,
    record: CheckRecord,
    recorder: Int?,
    since start: Instant?,
    in window: Window,
    at now: Instant,
    judgedUntil end: Instant? = nil
  ) -> Standing {
    let horizon = end ?? record.horizon(at: now)
    let whole: Interval
    let isRolling: Bool
    switch window {
    case .fixed(let interval):
      whole = interval.floored.since(start)
      isRolling = false
    case .rolling(let length):
      whole = Interval((horizon - length).floored, horizon)
      isRolling = true
    }
    let first = whole.since(start).start
    let judged = Interval(first, max(first, min(whole.end, horizon)))
    let evaluation = Evaluation(
      record: record,
      window: whole,
      judged: judged,
      isRolling: isRolling,
      isClosed: !isRolling && judged.end == whole.end
        && record.isSettled(before: whole.end, at: now),
      time: record.timeline.tally(in: judged)
    )
    switch promise.objective.indicator {
    case .availability(let terms):
      return evaluation.availability(target: terms.target)
    case .latencyShare(let limit):
      let count = recorder.map { recorders[$0].count(in: judged) }
      return evaluation.latencyShare(
        limit,
        count: count?.tally ?? LatencyTally(),
        lost: count?.lost ?? 0
      )
    default:
      preconditionFailure("the reader of the configuration refuses what is not judged")
    }
  }
}

extension Interval {
  /// What is left of the stretch from `start` on: nothing of one that ends before it.
  package func since(_ start: Instant?) -> Interval {
    guard let start, start > self.start else { return self }
    return Interval(start, max(start, end))
  }
}
