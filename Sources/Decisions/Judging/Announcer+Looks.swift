import Agreement
import Chronology
import Events

extension Announcer {
  /// Looks at the promise `number`, whose windows roll.
  mutating func announce(
    rolling number: Int,
    _ length: TimeAmount,
    _ judge: Judge,
    at now: Instant,
    into events: inout [Event]
  ) {
    let promise = judge.promises[number]
    let standing = judge.standing(ofPromise: number, in: .rolling(length), at: now)
    announceRolling(promise, standing, into: &events)
    announceBudget(promise, standing, into: &events)
    let window = Interval(standing.judged.end - length, standing.judged.end)
    announceBurn(number, window, judge, at: now, into: &events)
    let rest = rest(ofPromise: number, standing, in: window, judge, at: now)
    rests.setPromise(number, promise.key, rest)
  }

  /// Looks at the promise `number` in those of `windows` that may have something to say.
  mutating func announce(
    calendar number: Int,
    _ windows: [Interval],
    _ judge: Judge,
    at now: Instant,
    into events: inout [Event]
  ) {
    // A window after the agreement's end, or the next revision's, is none of it, and of one in which nothing
    // was measured there is nothing to say.
    let promise = judge.promises[number]
    let service = judge.service(ofPromise: number)
    let end = service.ground.end
    let held = windows.filter { $0.start < end }
    let isObserved = promise.objective.indicator.isObserved
    let measured = held.filter { isObserved || service.isMeasured(in: $0) }
    var latest: Standing?
    for window in measured {
      let standing = judge.standing(ofPromise: number, in: .fixed(window), at: now)
      announceCalendar(promise, standing, judge, into: &events)
      announceBudget(promise, standing, into: &events)
      latest = standing
    }
    guard let window = held.last else { return }
    announceBurn(number, window, judge, at: now, into: &events)
    guard let latest, measured == [window], window.contains(now) else { return }
    let rest = rest(ofPromise: number, latest, in: window, judge, at: now)
    rests.setPromise(number, promise.key, rest)
  }
}
