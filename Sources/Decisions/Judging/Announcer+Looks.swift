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
    let view = announceBurn(number, window, judge, at: now, into: &events)
    let rest = rest(ofPromise: number, standing, in: window, view, judge, at: now)
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
    if isObserved { return restObserved(number, held, judge, at: now) }
    guard let window = held.last else { return }
    let view = announceBurn(number, window, judge, at: now, into: &events)
    guard let latest, measured == [window], window.contains(now) else { return }
    let rest = rest(ofPromise: number, latest, in: window, view, judge, at: now)
    rests.setPromise(number, promise.key, rest)
  }

  /// For how long an objective on what is observed outside is not looked at, unless something is observed.
  private static let observedRest = TimeAmount.minutes(1)

  /// Lets the promise `number` rest until something is observed, a window or its patience ends, or a
  /// minute has passed: a look goes through all entries of its windows.
  private mutating func restObserved(
    _ number: Int,
    _ windows: [Interval],
    _ judge: Judge,
    at now: Instant
  ) {
    let promise = judge.promises[number]
    let ends = windows.flatMap { [$0.end, $0.end + promise.patience] }.filter { $0 > now }
    let end = ends.reduce(now + Announcer.observedRest) { min($0, $1) }
    let disturbance = judge.disturbances[judge.promiseServices[number]]
    rests.setPromise(number, promise.key, Rest(disturbance: disturbance, end: end))
  }
}
