import Accounting
import Agreement
import Chronology
import Sampling

extension Judge {
  /// Notes that all that was told so far has been looked at: what an ``Announcer`` looks at next is
  /// what comes after it.
  ///
  /// What nothing can change any more is added up, once. No figure depends on it: a judge that has never
  /// settled tells the same, and only takes longer.
  package mutating func settle() {
    for promise in resting({ $0.promises }, on: touched) where !isSettled(promise) {
      let end = settle(promise: promise)
      settled[promise] = end.flatMap { rest(ofPromise: promise, until: $0) }
    }
    for check in touched { subjects[check].isTouched = false }
    touched.removeAll(keepingCapacity: true)
  }

  mutating func touch(_ check: Int) {
    guard !subjects[check].isTouched else { return }
    subjects[check].isTouched = true
    touched.append(check)
  }

  /// Whether nothing has happened to the promise `number` since all of it was settled that could be.
  private func isSettled(_ number: Int) -> Bool {
    let subject = promiseServices[number]
    guard let rest = settled[number] else { return false }
    return rest.disturbance === disturbances[subject] && reached(ofService: subject) < rest.end
  }

  private func rest(ofPromise number: Int, until end: Instant) -> Rest? {
    let subject = promiseServices[number]
    let now = reached(ofService: subject)
    guard steadyHorizon(ofService: subject, at: now) != nil else { return nil }
    return Rest(disturbance: disturbances[subject], end: end)
  }

  /// - Returns: Until when all is settled that can be while the service is up; nil if each sample counts.
  private mutating func settle(promise number: Int) -> Instant? {
    let promise = promises[number]
    let service = service(ofPromise: number)
    switch promise.objective.indicator {
    case .slots(let terms), .slotMean(let terms):
      settleSlots(ofPromise: number, terms, service)
    default: break
    }
    let terms: AvailabilityTerms? =
      if case .availability(let terms) = promise.objective.indicator { terms } else { nil }
    // A certificate that is met, or a clock that is read, later tells of the time before it.
    if service.view != nil { return nil }
    // One check's timeline adds up by itself.
    let isCounted = !recorderNumbers[number].isEmpty
    if service.isPlain(terms) { return isCounted ? nil : Judge.span.end }
    guard let reached = service.records.compactMap({ $0.lastSample?.start }).max() else {
      return nil
    }
    if accounts[number]?.isCurrent(at: reached) != true {
      accounts[number] = PromiseAccount(
        of: promise,
        service,
        in: calendarWindow(ofPromise: number, service, at: reached),
        at: reached
      )
    }
    accounts[number]?.settle(service)
    if isCounted {
      accounts[number]?.settle(recorderNumbers[number].map { recorders[$0] })
    }
    let end = isCounted ? nil : accounts[number]?.end
    guard promise.objective.indicator.burntTarget != nil else { return end }
    let subject = promiseServices[number]
    if burnAccounts[subject]?.isCurrent(at: reached) != true {
      burnAccounts[subject] = BurnAccount(service, at: reached)
    }
    burnAccounts[subject]?.settle(service)
    return end.map { min($0, burnAccounts[subject]?.end ?? $0) }
  }

  /// The calendar's window of the promise `number` that holds `instant`, as it is judged; nil of a rolling
  /// one.
  func calendarWindow(
    ofPromise number: Int,
    _ service: ServiceRecord,
    at instant: Instant
  ) -> Interval? {
    guard let unit = promises[number].objective.window.unit else { return nil }
    let zone = service.ground.zone
    let civil = CivilWindow(unit, containing: instant, in: zone).interval(in: zone)
    return service.ground.part(of: civil, promises[number].agreement.clauses.partial)
  }
}
