import Accounting
import Agreement
import Chronology
import Events

extension Announcer {
  /// Says where the budget of the promise `number` burns too fast, and where that cannot be judged.
  ///
  /// - Parameter window: The objective's whole window.
  /// - Returns: What was seen; nil where nobody looked.
  mutating func announceBurn(
    _ number: Int,
    _ window: Interval,
    _ judge: Judge,
    at now: Instant,
    into events: inout [Event]
  ) -> BurnView? {
    let promise = judge.promises[number]
    guard promise.objective.indicator.burntTarget != nil else { return nil }
    let service = judge.service(ofPromise: number)
    let horizon = service.horizon(at: now)
    guard horizon < service.ground.end else { return nil }
    let key = promise.key
    // What sees no further than the last look is none.
    if let seen = burns[key]?.seen, horizon <= seen { return nil }
    guard let view = judge.burnView(ofPromise: number, service, in: window, before: horizon) else {
      return nil
    }
    let said = burns[key, default: BurnMarks()].take(view, at: now)
    for (action, episode, look, threshold) in said {
      events.append(Event(action, episode, BurnFacts(promise, look, threshold)))
    }
    return view
  }
}

extension Event {
  fileprivate init(_ action: BurnAction, _ episode: Int64, _ facts: BurnFacts) {
    self =
      switch action {
      case .fire: .burnFiring(facts, episode: episode)
      case .resolve: .burnResolved(facts, episode: episode)
      case .freeze(let reason): .burnFrozen(facts, reason: reason.rawValue, episode: episode)
      case .thaw: .burnThawed(facts, episode: episode)
      }
  }
}

extension BurnFacts {
  fileprivate init(_ promise: Promise, _ look: BurnLook, _ threshold: BurnThreshold) {
    self.init(
      agreement: promise.agreement,
      objective: promise.objective,
      urgency: threshold.pair.urgency.rawValue,
      long: threshold.pair.long,
      short: threshold.pair.short,
      burnLong: threshold.rate(of: look.long)?.hundredths ?? "",
      burnShort: threshold.rate(of: look.short)?.hundredths ?? "",
      threshold: threshold.factor.hundredths,
      failures: look.long.failures,
      watermark: look.watermark
    )
  }
}

extension Fraction {
  /// Rounded down to two decimals: `14.40`.
  fileprivate var hundredths: String {
    guard let count = (self * Fraction(100)).floor else { return "" }
    let rest = count % 100
    return "\(count / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}
