import Accounting
import Agreement
package import Chronology
package import Events
import Sampling

/// Compares what is true with what has been said, and says the rest: each fact once, also across
/// restarts.
///
/// What has been said is a value that the keys of the recorded events rebuild. After a restart
/// ``announce(_:at:windows:)`` is called once where the record ends, before new samples are taken: an
/// objective's being no longer at risk is not an event, so only the facts of that moment tell it.
package struct Announcer: Sendable {
  var incidents: [ServiceKey: IncidentMarks] = [:]
  private var objectives: [PromiseKey: ObjectiveMarks] = [:]
  var budgets: [PromiseKey: BudgetMarks] = [:]
  var burns: [PromiseKey: BurnMarks] = [:]
  /// Of each declaration, service and decision whether it has been said.
  var exclusions: Set<EventKey> = []
  /// Of each check what has been said of its certificates.
  var certificates: [String: CertificateMarks] = [:]
  /// What need not be looked at.
  var rests = Rests()
  /// From when on each service has been known; one that is not named always was.
  ///
  /// An incident that was over by then is no news, and is not said.
  package var known: [ServiceKey: Instant] = [:]

  /// An announcer that has said nothing.
  package init() {}

  /// Notes that what `key` stands for has been said; keys come in any order, and those of other
  /// events are passed over.
  ///
  /// What is kept grows with the services and objectives that ever had an event, and with what was
  /// declared, not with the events.
  package mutating func note(_ key: EventKey) {
    rests = Rests()
    let parts = key.description.split(separator: "/", omittingEmptySubsequences: false)
    guard (4...5).contains(parts.count), let kind = EventKind(rawValue: String(parts[0])) else {
      return
    }
    if kind == .exclusionAccepted || kind == .exclusionRejected { exclusions.insert(key) }
    guard let number = Int64(parts[parts.count - 1]) else { return }
    let subject = (agreement: String(parts[1]), other: String(parts[2]))
    let service = ServiceKey(agreement: subject.agreement, service: subject.other)
    let promise = PromiseKey(agreement: subject.agreement, objective: subject.other)
    switch kind {
    case .incidentOpened, .incidentConfirmed, .incidentResolved:
      incidents[service, default: IncidentMarks()].note(kind, number)
    case .objectiveAtRisk, .objectiveBreached, .objectiveRecovered, .objectiveClosed,
      .breachRetracted:
      objectives[promise, default: ObjectiveMarks()].note(kind, number)
    case .budgetThreshold:
      guard let percent = Int(parts[3]) else { return }
      budgets[promise, default: BudgetMarks()].note(percent, number)
    case .burnFiring, .burnResolved, .burnFrozen, .burnThawed:
      burns[promise, default: BurnMarks()].note(kind, ofPair: parts[3], number)
    case .certificateChanged, .certificateExpiring, .certificateExpired:
      noteCertificate(kind, parts, number)
    case .daemonStarted, .daemonStopped, .daemonReloaded, .daemonGap, .storeLoss, .storeSealed,
      .daemonClock, .storeLow, .storeReserve, .storeExhausted, .storeFailed, .storeRecovered,
      .exclusionAccepted, .exclusionRejected, .agreementRecorded,
      .reportSealed, .reportRevised, .creditComputed, .claimDeadlineNear, .storeReverted:
      break
    }
  }

  /// What is true at `now` and has not been said: incidents first, then what was decided on
  /// declarations, then objectives, each in the order of the agreements; an incident's events, and an
  /// objective's, in the order of time.
  ///
  /// An incident is announced when it is confirmed, with two events of different times. Incidents
  /// that began with an imported sample, or were over when their service became ``known``, and windows
  /// without a sample that was measured here, raise no events, and neither does what comes after the
  /// agreement's end. One that was said to be open,
  /// and that the agreements hold against its service no longer, is closed with the reason.
  ///
  /// - Parameters:
  ///   - judge: The facts.
  ///   - now: What silence is measured by.
  ///   - touchedOnly: Look only at what rests on checks that were told something since
  ///     ``Judge/settle()``: cheap after each sample. Silence changes facts too, so everything must be
  ///     looked at every few seconds.
  ///   - windows: The windows of a calendar objective that may have something to say, ascending:
  ///     those that are not closed yet up to the one that contains `now`. Not called for rolling
  ///     objectives.
  package mutating func announce(
    _ judge: Judge,
    at now: Instant,
    touchedOnly: Bool = false,
    windows: (Promise) -> [Interval]
  ) -> [Event] {
    var events: [Event] = []
    let touched = touchedOnly ? judge.touched : []
    let services =
      touchedOnly
      ? judge.resting({ $0.services }, on: touched) : Array(judge.services.indices)
    rests.turn(to: judge, &burns)
    for number in services where !rests.holdsService(number, judge) {
      announceIncidents(of: number, judge, at: now, into: &events)
    }
    if !touchedOnly {
      withdrawIncidents(judge, at: now, into: &events)
      announceExclusions(judge, at: now, into: &events)
      announceCertificates(judge, at: now, into: &events)
    }
    let promises =
      touchedOnly
      ? judge.resting({ $0.promises }, on: touched) : Array(judge.promises.indices)
    for number in promises {
      if rests.holdsPromise(number, judge, at: now) { continue }
      rests.wake(number, &burns)
      let promise = judge.promises[number]
      // Its time is looked at anew each time, and no sample changes it by itself.
      if touchedOnly, promise.objective.indicator.isOfOtherThanSamples { continue }
      if case .rolling(let length) = promise.objective.window {
        announce(rolling: number, length, judge, at: now, into: &events)
      } else {
        announce(calendar: number, windows(promise), judge, at: now, into: &events)
      }
    }
    return events
  }

  /// Which windows are closed, as it has been said.
  package var closedWindows: ClosedWindows { ClosedWindows(objectives) }

  /// The start of the latest calendar window of `promise` whose end has been said, in whole
  /// milliseconds.
  package func lastClosed(of promise: Promise) -> Instant? { closedWindows.last(of: promise) }

  /// The state of `promise` as it was said: `standing`'s, or breached where a breach was announced
  /// that is final (a calendar window) or not yet over (a rolling one).
  package func state(of promise: Promise, _ standing: Standing) -> ObjectiveState {
    guard let marks = objectives[promise.key] else { return standing.state }
    let isBreached =
      if case .rolling = promise.objective.window {
        marks.isBreached
      } else {
        marks.isBreached(in: standing.window)
      }
    return isBreached ? .breached : standing.state
  }

  private mutating func announceIncidents(
    of number: Int,
    _ judge: Judge,
    at now: Instant,
    into events: inout [Event]
  ) {
    let service = judge.service(number)
    guard service.hasIncident else {
      rests.setService(number, judge.disturbances[number])
      return
    }
    let key = service.agreed.key
    // Of another check, before one of this check takes its place in the marks.
    withdraw(key, unlessIn: service, judge, at: now, into: &events)
    var marks = incidents[key] ?? IncidentMarks()
    let end = service.ground.validity.end
    for incident in service.incidents(openedAfter: marks.resolved)
    where !incident.isImported && incident.opened < end {
      let number = incident.opened.milliseconds
      if let known = known[key], let resolved = incident.resolved, resolved <= known,
        marks.pass(number)
      {
        continue
      }
      let isOpened = marks.note(.incidentOpened, number)
      let isConfirmed = marks.note(.incidentConfirmed, number)
      let isOver = incident.isOver && marks.note(.incidentResolved, number)
      guard isOpened || isConfirmed || isOver else { continue }
      var facts = IncidentFacts(key, incident, judge, at: now)
      if isOpened { events.append(.incidentOpened(facts)) }
      if isConfirmed { events.append(.incidentConfirmed(facts)) }
      guard isOver else { continue }
      facts.resolved = incident.resolved
      facts.failures = incident.failures
      events.append(.incidentResolved(facts))
    }
    incidents[key] = marks
    let rests = !marks.isOpen && service.openIncident == nil
    self.rests.setService(number, rests ? judge.disturbances[number] : nil)
  }

  mutating func announceCalendar(
    _ promise: Promise,
    _ standing: Standing,
    _ judge: Judge,
    into events: inout [Event]
  ) {
    guard standing.isMeasured else { return }
    // Only what was declared takes a breach back.
    let isTakenBack =
      standing.state < .breached && judge.mayExclude(promise)
      && objectives[promise.key]?.isBreached(in: standing.window) ?? false
      && judge.excludes(promise, in: standing.window)
    guard standing.isClosed || standing.state > .ok || isTakenBack else { return }
    // Texts, of which mostly none is said.
    lazy var facts = ObjectiveFacts(promise, standing)
    let number = standing.window.start.milliseconds
    let known = objectives[promise.key]
    var marks = known ?? ObjectiveMarks()
    if isTakenBack, let episode = marks.breached, marks.note(.breachRetracted, episode) {
      events.append(.breachRetracted(facts, episode: episode))
    }
    if !standing.isClosed, standing.state > .ok, marks.note(.objectiveAtRisk, number) {
      events.append(.objectiveAtRisk(facts, episode: number))
    }
    if standing.state == .breached, let episode = marks.breachEpisode(in: standing.window) {
      marks.note(.objectiveBreached, episode)
      events.append(.objectiveBreached(facts, episode: episode))
    }
    if standing.isClosed, marks.note(.objectiveClosed, number) {
      events.append(.objectiveClosed(facts))
    }
    if marks != known { objectives[promise.key] = marks }
  }

  /// An episode of a rolling objective is named after the watermark where it began.
  ///
  /// What is breached at once has been at risk too, so that the one event always comes before the
  /// other.
  mutating func announceRolling(
    _ promise: Promise,
    _ standing: Standing,
    into events: inout [Event]
  ) {
    let known = objectives[promise.key]
    var marks = known ?? ObjectiveMarks()
    guard standing.isMeasured, standing.state > .ok || marks.isAtRisk || marks.isBreached else {
      return
    }
    lazy var facts = ObjectiveFacts(promise, standing)
    let begun = standing.judged.end.milliseconds
    if standing.state == .ok {
      marks.isAtRisk = false
    } else if !marks.isAtRisk {
      let episode = marks.episode(.objectiveAtRisk, begun)
      events.append(.objectiveAtRisk(facts, episode: episode))
    }
    if standing.state == .breached, !marks.isBreached {
      let episode = marks.episode(.objectiveBreached, begun)
      events.append(.objectiveBreached(facts, episode: episode))
    } else if marks.isBreached, standing.hasRecovered, let episode = marks.breached {
      marks.note(.objectiveRecovered, episode)
      events.append(.objectiveRecovered(facts, episode: episode))
    }
    if marks != known { objectives[promise.key] = marks }
  }
}

extension ObjectiveFacts {
  /// What events tell of `standing`.
  init(_ promise: Promise, _ standing: Standing) {
    self.init(
      agreement: promise.agreement,
      objective: promise.objective,
      window: standing.window,
      watermark: standing.judged.end,
      budget: standing.budget.amount,
      spent: standing.spent.estimate,
      spentLow: standing.spent.low,
      spentHigh: standing.spent.high,
      unknown: standing.spent.unknown,
      estimateNumber: standing.estimate.number(decimals: 6),
      estimate: standing.estimate.text(decimals: 6),
      verdict: standing.verdict.rawValue,
      exhaustion: standing.exhaustion
    )
  }
}
