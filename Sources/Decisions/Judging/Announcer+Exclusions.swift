import Accounting
import Agreement
import Chronology
import Events

extension Announcer {
  /// How long after its end a declaration is still looked at.
  private static let memory = TimeAmount.days(100)
  /// How long before its beginning it is.
  private static let foresight = TimeAmount.days(400)

  /// Says what the agreements say to what was declared.
  ///
  /// Of each declaration and service it is said once that it is accepted, and once that it is
  /// rejected. What waits for somebody's acceptance is neither.
  mutating func announceExclusions(_ judge: Judge, at now: Instant, into events: inout [Event]) {
    let recent = Interval(now - Announcer.memory, now + Announcer.foresight)
    for number in judge.services.indices {
      let service = judge.service(number)
      guard let hull = service.declared(in: recent) else { continue }
      let judgement = service.exclusions(around: hull, judgedUntil: service.horizon(at: now))
      for decision in judgement.decisions where decision.interval.overlaps(recent) {
        guard case .declared(let recorded) = decision.origin else { continue }
        let facts = ExclusionFacts(service.agreed.key, recorded, decision, at: now)
        switch decision.status {
        case .accepted:
          guard exclusions.insert(facts.key(.exclusionAccepted)).inserted else { continue }
          events.append(.exclusionAccepted(facts))
        case .rejected(let refusal):
          guard exclusions.insert(facts.key(.exclusionRejected)).inserted else { continue }
          events.append(.exclusionRejected(facts, reason: refusal.rawValue))
        case .claimed, .disputed: continue
        }
      }
    }
  }
}

extension ExclusionFacts {
  fileprivate init(
    _ key: ServiceKey,
    _ recorded: RecordedAnnotation,
    _ decision: ExclusionDecision,
    at now: Instant
  ) {
    self.init(
      agreement: key.agreement,
      service: key.service,
      annotation: recorded.id,
      kind: decision.kind.word,
      interval: decision.interval,
      excluded: decision.excluded.length,
      overCap: decision.excess.length,
      decided: now
    )
  }
}

extension ServiceRecord {
  /// From the first to the last instant of `stretch` that something was declared of; nil if nothing was.
  fileprivate func declared(in stretch: Interval) -> Interval? {
    let parts = ground.annotations.filter { $0.annotation.mayExclude }
      .map { $0.annotation.interval.intersection(stretch) }
      .filter { !$0.isEmpty }
    guard let first = parts.map(\.start).min(), let last = parts.map(\.end).max() else {
      return nil
    }
    return Interval(first, last)
  }
}

extension Judge {
  /// Whether something was declared of the agreement of `promise`.
  func mayExclude(_ promise: Promise) -> Bool {
    !(grounds[promise.agreement.id]?.annotations.isEmpty ?? true)
  }

  /// Whether the agreement accepts something that was declared of the service of `promise` in `window`.
  func excludes(_ promise: Promise, in window: Interval) -> Bool {
    let key = ServiceKey(agreement: promise.agreement.id, service: promise.service.id)
    guard let service = service(key), service.hasExclusions else { return false }
    return service.exclusions(around: window, judgedUntil: nil).decisions.contains { decision in
      guard case .declared = decision.origin, decision.interval.overlaps(window) else {
        return false
      }
      return decision.status == .accepted
    }
  }
}
