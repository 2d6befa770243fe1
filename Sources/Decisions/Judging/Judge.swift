import Accounting
package import Agreement
package import Chronology
package import Sampling

/// Folds what was recorded into facts: timelines, incidents, and how every objective stands.
///
/// A pure function of the agreements, the definitions, the samples and the gaps, in the order in
/// which they were recorded: who feeds it the same gets the same, one by one or all at once. It knows
/// no clock; an evaluation is told its instant. A change of the agreements is a new judge that reads
/// the record again.
package struct Judge: Sendable {
  /// The numbers that a store may give to series; ``define(_:_:)`` refuses others.
  package static let seriesLimit: UInt32 = 1_048_576
  /// Samples and gaps outside it are refused, so that no sum of instants can overflow.
  package static let span = Interval(
    Instant(nanoseconds: 0),
    Instant(seconds: 7_258_118_400)
  )

  /// Every service of every agreement, in the order of the files.
  package let services: [AgreedService]
  /// Every objective of every agreement, in the order of the files.
  package let promises: [Promise]
  /// How many samples were refused because they do not start after the latest of their check, have
  /// no definition, or lie outside ``span``.
  package private(set) var refused: Int64 = 0

  var checks: [CheckRecord] = []
  private var numbers: [CheckID: Int] = [:]
  var series: [SeriesRule?] = []
  var definitions: [SeriesID: CheckDefinition] = [:]
  var recorders: [LatencyRecorder] = []
  /// The recorders of each promise, in the order of its service's checks.
  private(set) var recorderNumbers: [[Int]] = []
  /// The service of each promise.
  private(set) var promiseServices: [Int] = []
  private(set) var promiseNumbers: [PromiseKey: Int] = [:]
  /// What each service stands on; behind them, what promises do whose failures count otherwise.
  var serviceBases: [ServiceBasis] = []
  /// The records of each service, in the order of its composition's checks.
  var serviceRecords: [[Int]] = []
  private(set) var serviceNumbers: [ServiceKey: Int] = [:]
  /// The records of each check that count it by the responsibilities of an agreement, by the number of
  /// the one that doesn't.
  var attributed: [Int: [Int]] = [:]
  /// What is followed of each promise; empty if nothing is.
  var breachLogs: [BreachLog?] = []
  /// What is settled of the window of each promise that ``settle()`` has met.
  var accounts: [Int: PromiseAccount] = [:]
  /// What is settled of the slots of each promise that counts them in calendar windows.
  var slotAccounts: [Int: SlotAccount] = [:]
  /// What is settled of the time of each service that alerts watch.
  var burnAccounts: [Int: BurnAccount] = [:]
  /// From when each promise holds; nil where it always has.
  private(set) var promiseStarts: [Instant?] = []
  /// What rests on each check.
  var subjects: [Subjects] = []
  /// The checks that were told something since ``settle()``, each once.
  var touched: [Int] = []
  /// What is observed outside, by the names that services are fed by.
  var observed: [String: ObservationLog] = [:]
  /// How the measurer's clock was read, where an objective asks for it (``watchesClock``).
  var clock = ClockLog()
  let watchesClock: Bool
  /// The same of all copies of a judge, and of no other one.
  let origin = Disturbance()
  /// What has happened last to each service, and to each promise that has a place of its own.
  var disturbances: [Disturbance] = []
  /// What each record of a check has heard last.
  var pulses: [Pulse] = []
  /// Up to where ``settle()`` has nothing to do for each promise.
  var settled: [Rest?] = []
  /// What each agreement stands on, by its id.
  private(set) var grounds: [String: Ground] = [:]
  private let timelineLimit: Int32
  private let incidentLimit: Int
  private let watchesAlerts: Bool
  /// Where windows begin or end that are no objective's own, ascending.
  private let cuts: [Instant]

  /// A judge that has been told nothing.
  ///
  /// - Parameters:
  ///   - agreements: What is promised; ids are unique.
  ///   - starts: From when an agreement holds, by its id: no objective of it is judged on the time
  ///     before. One that is not named has always held.
  ///   - tenures: What of each window is a revision's own, by its agreement's id; all if it isn't named.
  ///   - zones: The rules of the agreements' zones, by name; UTC for one that is missing.
  ///   - annotations: What has been declared. What is declared later is a new judge's.
  ///   - cuts: Where windows begin or end that are not days, weeks or months of their objective, as
  ///     in a report on any period: counts of samples and sums of time are exact for those too.
  ///   - breaches: Where windows end whose breaches are followed, of rolling objectives; nil
  ///     follows none, and costs nothing.
  ///   - watchesAlerts: Whether samples are kept for alerts, which an ``Announcer`` asks for; a report on
  ///     a period has none.
  ///   - timelineLimit: How many runs of failures are kept one by one for each check: at least 8.
  ///   - incidentLimit: How many resolved incidents are kept whole for each check; 4,096 if it isn't said.
  ///   - checkCount: How many checks will be defined, if that is known: their records are large, and
  ///     an array that grows into them needs two and a half times their memory for a moment.
  package init(
    agreements: [Agreement],
    since starts: [String: Instant] = [:],
    within tenures: [String: Tenure] = [:],
    zones: [String: ZoneRules] = [:],
    annotations: [RecordedAnnotation] = [],
    cuts: [Instant] = [],
    breaches: Interval? = nil,
    watchesAlerts: Bool = true,
    timelineLimit: Int32 = Timeline.defaultLimit,
    incidentLimit: Int? = nil,
    checkCount: Int = 0
  ) {
    self.timelineLimit = timelineLimit
    self.incidentLimit = incidentLimit ?? CheckRecord.incidentLimit
    self.watchesAlerts = watchesAlerts
    for agreement in agreements {
      grounds[agreement.id] = Ground(
        of: agreement,
        in: zones[agreement.timeZone] ?? .utc,
        since: starts[agreement.id],
        within: tenures[agreement.id] ?? .whole,
        annotations: annotations
      )
    }
    let declared = grounds.values.flatMap(\.annotations).map(\.annotation.interval)
    let ends = grounds.values.map(\.end) + declared.flatMap { [$0.start, $0.end] }
    self.cuts = (cuts + starts.values + ends).map(\.floored).sorted()
    checks.reserveCapacity(checkCount)
    series.reserveCapacity(checkCount)
    subjects.reserveCapacity(checkCount)
    pulses.reserveCapacity(checkCount)
    var promises: [Promise] = []
    for agreement in agreements {
      for objective in agreement.objectives {
        guard let service = agreement.service(objective.service) else { continue }
        promises.append(Promise(agreement: agreement, service: service, objective: objective))
      }
    }
    self.promises = promises
    watchesClock = promises.contains { $0.objective.indicator.isOfClock }
    services = agreements.flatMap { agreement in
      agreement.services.map { AgreedService(agreement: agreement, service: $0) }
    }
    observed = Self.emptyLogs(of: services)
    for index in services.indices { follow(service: index) }
    for index in promises.indices {
      follow(promise: index, since: starts[promises[index].agreement.id], cuts: self.cuts)
      if let breaches {
        breachLogs.append(BreachLog(promises[index].objective.window, in: breaches))
      }
    }
  }

  private mutating func follow(service index: Int) {
    let agreed = services[index]
    let responsibilities = agreed.agreement.clauses.responsibilities
    serviceNumbers[agreed.key] = index
    let ground = grounds[agreed.agreement.id] ?? Ground(of: agreed.agreement, in: .utc)
    serviceBases.append(ServiceBasis(agreed, on: ground))
    disturbances.append(Disturbance())
    for check in agreed.service.checks {
      subjects[number(of: check)].services.append(index)
      subjects[number(of: check)].places.append(index)
    }
    serviceRecords.append(records(of: agreed.service, by: responsibilities))
  }

  private mutating func follow(promise index: Int, since start: Instant?, cuts: [Instant]) {
    let promise = promises[index]
    let key = ServiceKey(agreement: promise.agreement.id, service: promise.service.id)
    guard let found = serviceNumbers[key] else {
      preconditionFailure("a promise is about a service of its agreement")
    }
    let service = place(of: found, for: promise)
    for check in promise.service.checks { subjects[number(of: check)].promises.append(index) }
    promiseNumbers[promise.key] = index
    promiseServices.append(service)
    promiseStarts.append(start?.floored)
    settled.append(nil)
    recorderNumbers.append([])
    guard let rule = SampleRule(promise.objective.indicator) else { return }
    for record in serviceRecords[service] {
      checks[record].recorders.append(recorders.count)
      recorderNumbers[index].append(recorders.count)
      recorders.append(
        LatencyRecorder(
          rule,
          window: promise.objective.window,
          cuts: cuts,
          isCutByMinutes: self.service(service).isCutByMinutes,
          burnt: watchesAlerts ? BurnSamples.length(for: promise) : nil
        )
      )
    }
  }

  /// Tells what `id` stands for; before the first sample of that series.
  ///
  /// Another series of the same check continues the check's timeline: each sample holds by the
  /// definition that it was taken under. False if the number is beyond ``seriesLimit``.
  @discardableResult
  package mutating func define(_ id: SeriesID, _ definition: CheckDefinition) -> Bool {
    guard id.number < Judge.seriesLimit else { return false }
    let check = number(of: definition.id)
    let index = Int(id.number)
    while series.count <= index { series.append(nil) }
    series[index] = SeriesRule(
      check: check,
      validity: definition.validity,
      confirmation: definition.confirmation
    )
    definitions[id] = definition
    disturb(check)
    // A record may tell old definitions again: what samples are taken under is what holds.
    for record in records(of: check) where checks[record].lastSample == nil {
      checks[record].definition = definition
    }
    return true
  }

  /// Takes the next sample of its check, by start.
  ///
  /// - Returns: False if it was refused. History that was imported behind recorded samples is
  ///   judged by a new judge that reads everything in the order of its starts.
  /// - Complexity: O(1), and no allocation while the outcome stays available.
  @discardableResult
  package mutating func take(_ sample: Sample) -> Bool {
    let index = Int(sample.series.number)
    guard index < series.count, let rule = series[index], Judge.span.contains(sample.start) else {
      refused += 1
      return false
    }
    if !breachLogs.isEmpty { endBreaches(of: rule.check, before: sample.start) }
    if let last = checks[rule.check].lastSample, sample.start <= last.start {
      refused += 1
      return false
    }
    var isDisturbed = take(sample, by: rule, rule.check)
    if !attributed.isEmpty {
      for record in attributed[rule.check] ?? [] where take(sample, by: rule, record) {
        isDisturbed = true
      }
    }
    if isDisturbed { disturb(rule.check) }
    if !breachLogs.isEmpty { noteBreaches(of: rule.check, at: sample.start) }
    touch(rule.check)
    return true
  }

  /// Counts the next sample in one of the records of its check, by the responsibilities of that.
  ///
  /// - Returns: Whether it disturbs what rests on the check.
  private mutating func take(_ sample: Sample, by rule: SeriesRule, _ record: Int) -> Bool {
    var sample = sample
    sample.outcome = checks[record].responsibilities.outcome(of: sample)
    if checks[record].lastSample?.series != sample.series {
      checks[record].definition = definitions[sample.series]
    }
    let isDisturbed = checks[record].take(sample, by: rule)
    pulses[record] = Pulse(start: sample.start, until: sample.start + rule.validity)
    for number in checks[record].recorders { recorders[number].take(sample) }
    return isDisturbed
  }

  func record(of check: CheckID) -> CheckRecord? {
    numbers[check].map { checks[$0] }
  }

  mutating func number(of check: CheckID) -> Int {
    if let number = numbers[check] { return number }
    numbers[check] = checks.count
    return append(check)
  }

  mutating func append(
    _ check: CheckID,
    _ responsibilities: Responsibilities = Responsibilities()
  ) -> Int {
    checks.append(
      CheckRecord(
        id: check,
        responsibilities: responsibilities,
        timelineLimit: timelineLimit,
        incidentLimit: incidentLimit,
        cuts: cuts
      )
    )
    subjects.append(Subjects())
    pulses.append(Pulse(start: Judge.span.start, until: Judge.span.start))
    return checks.count - 1
  }
}
