import Agreement
package import Chronology

extension Judge {
  /// How `promise` stands in `window`, as far as everything is judged at `now`.
  ///
  /// A window's ends are floored to whole milliseconds. A rolling window ends where everything is
  /// judged, whatever the time of day.
  package func standing(of promise: Promise, in window: Window, at now: Instant) -> Standing {
    let record =
      record(of: promise.service.check)
      ?? CheckRecord(id: promise.service.check, timelineLimit: Timeline.defaultLimit)
    let recorder = promiseNumbers[promise.key].flatMap { recorderNumbers[$0] }
    return standing(of: promise, record: record, recorder: recorder, in: window, at: now)
  }

  /// How the promise `number` stands, without a look-up.
  func standing(ofPromise number: Int, in window: Window, at now: Instant) -> Standing {
    standing(
      of: promises[number],
      record: checks[promiseChecks[number]],
      recorder: recorderNumbers[number],
      in: window,
      at: now
    )
  }

  private func standing(
    of promise: Promise,
    record: CheckRecord,
    recorder: Int?,
    in window: Window,
    at now: Instant
  ) -> Standing {
    let horizon = record.horizon(at: now)
    let whole: Interval
    let isRolling: Bool
    switch window {
    case .fixed(let interval):
      whole = interval.floored
      isRolling = false
    case .rolling(let length):
      whole = Interval((horizon - length).floored, horizon)
      isRolling = true
    }
    let judged = Interval(whole.start, max(whole.start, min(whole.end, horizon)))
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
    case .availability(let target):
      return evaluation.availability(target: target)
    case .latencyShare(let limit):
      let count = recorder.map { recorders[$0].count(in: judged) }
      return evaluation.latencyShare(
        limit,
        count: count?.tally ?? LatencyTally(),
        lost: count?.lost ?? 0
      )
    }
  }

  /// The window of a rolling objective; nil for a calendar one, which takes the rules of its zone.
  package func rollingWindow(of promise: Promise) -> Window? {
    if case .rolling(let length) = promise.objective.window { .rolling(length) } else { nil }
  }
}
