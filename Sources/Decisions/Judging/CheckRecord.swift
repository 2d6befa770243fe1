import Agreement
import Chronology
import DequeModule
import Sampling

/// All that a judge knows of one check.
struct CheckRecord: Sendable {
  let id: CheckID
  /// By whose responsibilities its failures count; without rules as they were seen.
  let responsibilities: Responsibilities
  /// The definition of the latest sample, or the one told last while there is no sample; nil while
  /// there is none.
  var definition: CheckDefinition?
  private(set) var timeline: Timeline
  private(set) var machine = IncidentMachine()
  /// Resolved incidents, ascending by opening.
  private(set) var incidents: Deque<Incident> = []
  /// What is left of those that were dropped, ascending: of no more than there may be runs of failures, so
  /// that of each run that is kept it is known whether it was confirmed, and in which incident it was.
  private(set) var dropped: Deque<ForgottenIncident> = []
  /// When the latest incident failed last of which nothing is left; nil while there is none.
  private(set) var lost: Instant?
  private(set) var lastSample: Sample?
  /// Whether the latest sample that is not void was degraded.
  private(set) var isDegraded = false
  /// The start of the first sample that was measured here.
  private(set) var firstMeasured: Instant?
  private(set) var lastMeasured: Instant?
  /// When the latest failures began that were measured here, ascending.
  private(set) var failures: [Instant] = []
  /// The certificates that it met.
  var certificates = CertificateLog()
  /// The end of the latest gap.
  private var lastGapEnd: Instant?
  /// The latency recorders that read this check.
  var recorders: [Int] = []

  /// The latest of the incidents that were dropped; nil while all are kept that anybody may ask for.
  var forgotten: ForgottenIncident? { dropped.last }

  /// How many resolved incidents are kept; the oldest are dropped beyond it.
  static let incidentLimit = 4_096
  private let incidentLimit: Int
  /// How many failures are kept, for an alert that asks whether there were three in a window.
  static let failureLimit = 16

  init(
    id: CheckID,
    responsibilities: Responsibilities = Responsibilities(),
    timelineLimit: Int32 = Timeline.defaultLimit,
    incidentLimit: Int = CheckRecord.incidentLimit,
    cuts: [Instant] = []
  ) {
    self.id = id
    self.incidentLimit = incidentLimit
    self.responsibilities = responsibilities
    timeline = Timeline(limit: timelineLimit, cuts: cuts)
  }

  /// Takes the next sample, which starts after the latest one.
  ///
  /// - Returns: Whether it disturbs: whether it does more than go on with what was.
  @discardableResult
  mutating func take(_ sample: Sample, by series: SeriesRule) -> Bool {
    let isSteady = goesOn(with: sample)
    lastSample = sample
    if !sample.flags.contains(.imported) {
      if firstMeasured == nil { firstMeasured = sample.start }
      lastMeasured = sample.start
    }
    guard sample.outcome != .void else { return true }
    isDegraded = sample.outcome == .degraded
    if sample.outcome == .down, !sample.flags.contains(.imported) { note(failure: sample.start) }
    let isInterrupted =
      timeline.latest.map { sample.start - $0.expiry > $0.validity } ?? false
    let ended = timeline.take(
      Observation(
        start: sample.start,
        end: max(sample.start, sample.end),
        isGood: sample.outcome.isAvailable,
        validity: series.validity
      )
    )
    let resolved = machine.take(
      sample,
      of: id,
      ended: ended?.estimate.length ?? .zero,
      isInterrupted: isInterrupted,
      confirmation: series.confirmation
    )
    if let resolved { keep(resolved) }
    return !isSteady
  }

  mutating func take(_ gap: Interval, _ cause: GapCause) {
    timeline.take(gap, cause)
    lastGapEnd = max(lastGapEnd ?? gap.end, gap.end)
  }

  mutating func noteDamage(_ stretch: Interval) { timeline.noteDamage(stretch) }

  /// Takes all samples of a run of which the first starts after the latest sample.
  mutating func take(_ run: AvailableRun, by series: SeriesRule) {
    take(run.first, by: series)
    guard run.count > 1 else { return }
    timeline.skip(to: run.last.start, end: run.last.end)
    // Successes count towards the resolution of an incident until it is resolved.
    var left = run.count - 1
    while left > 0, machine.condition == .recovering {
      let resolved = machine.take(
        run.last,
        of: id,
        ended: .zero,
        isInterrupted: false,
        confirmation: series.confirmation
      )
      if let resolved { keep(resolved) }
      left -= 1
    }
    lastSample = run.last
    isDegraded = run.last.outcome == .degraded
    if !run.last.flags.contains(.imported) { lastMeasured = run.last.start }
  }

  private mutating func note(failure start: Instant) {
    if failures.count == CheckRecord.failureLimit { failures.removeFirst() }
    failures.append(start)
  }

  private mutating func keep(_ resolved: Incident) {
    incidents.append(resolved)
    guard incidents.count > incidentLimit else { return }
    dropped.append(ForgottenIncident(incidents.removeFirst()))
    if dropped.count > timeline.limit { lost = dropped.removeFirst().lastFailure }
  }

  mutating func forget(before instant: Instant) {
    timeline.forget(before: instant)
    certificates.forget(before: instant)
    incidents.removeAll { ($0.resolved ?? $0.opened) < instant }
    while let first = dropped.first, first.resolved < instant { dropped.removeFirst() }
    if let last = lost, last < instant { lost = nil }
  }

  /// The start of the latest sample, void ones included, or the end of the latest gap.
  var heard: Instant? {
    guard let start = lastSample?.start else { return lastGapEnd }
    return max(start, lastGapEnd ?? start)
  }

  /// Until where everything is judged at `now`, floored to a millisecond.
  ///
  /// It is what was heard last, if that still vouches for the state at `now`; else `now` itself,
  /// because silence beyond the validity is unknown time.
  func horizon(at now: Instant) -> Instant {
    guard let heard, heard >= now - (definition?.validity ?? .zero) else { return now.floored }
    // A gap may reach to a slot that is still to come.
    return min(heard, now).floored
  }

  /// Whether nothing that may still be recorded can change the time before `end`.
  ///
  /// A sample that starts after `end` settles it. So does silence: an attempt that started more than
  /// the validity ago has been recorded, and one that starts later than the latest sample's validity
  /// has nothing to say about the time before that.
  func isSettled(before end: Instant, at now: Instant) -> Bool {
    let silentSince = now - (definition?.validity ?? .zero)
    let known = max(min(heard ?? silentSince, now), silentSince)
    guard let latest = timeline.latest else { return known >= end }
    return latest.start >= end || (known >= end && known >= latest.expiry)
  }

  /// Whether some failure of a confirmed incident started in `stretch`, or may have.
  func hasConfirmedFailure(in stretch: Interval) -> Bool {
    if let open = machine.open, open.opened < stretch.end, open.lastFailure >= stretch.start {
      return true
    }
    // Incidents follow each other: of those that opened before the end, the last has failed last.
    let count = partition(incidents.count) { incidents[$0].opened < stretch.end }
    return count > 0 && incidents[count - 1].lastFailure >= stretch.start
  }

  /// Whether the failure that started at `instant`, in whole milliseconds, belongs to a confirmed incident.
  func isConfirmed(_ instant: Instant) -> Bool {
    if let open = machine.open, open.opened.floored <= instant, instant <= open.lastFailure {
      return true
    }
    let count = partition(incidents.count) { incidents[$0].opened.floored <= instant }
    if count > 0 { return instant <= incidents[count - 1].lastFailure }
    let earlier = partition(dropped.count) { dropped[$0].opened.floored <= instant }
    return earlier > 0 && instant <= dropped[earlier - 1].lastFailure
  }

  /// When the latest failure of any confirmed incident started; nil while there is none.
  var lastConfirmedFailure: Instant? { machine.open?.lastFailure ?? incidents.last?.lastFailure }

  /// Whether there is a confirmed incident at all.
  var hasIncident: Bool { !incidents.isEmpty || machine.open != nil }

  /// The confirmed incidents opened after the millisecond `mark`, ascending.
  func incidents(openedAfter mark: Int64) -> [Incident] {
    let resolved = incidents.reversed().prefix { $0.opened.milliseconds > mark }
    let open = machine.open.map { $0.opened.milliseconds > mark ? [$0] : [] } ?? []
    return resolved.reversed() + open
  }

  /// The estimate of the time that `incident` took away: up to its end, or to where everything is judged
  /// at `now`.
  func downtime(of incident: Incident, at now: Instant) -> TimeAmount {
    if incident.isOver { return incident.endedDowntime }
    return incident.endedDowntime + timeline.openEstimate(until: horizon(at: now))
  }

  /// Whether some sample that starts in `stretch` was measured here, as far as the first and the
  /// latest one tell.
  func isMeasured(in stretch: Interval) -> Bool {
    guard let firstMeasured, let lastMeasured else { return false }
    return firstMeasured < stretch.end && lastMeasured >= stretch.start
  }
}

/// What a series adds to its samples.
struct SeriesRule: Sendable {
  let check: Int
  let validity: TimeAmount
  let confirmation: Confirmation
}
