package import Agreement
package import Chronology
package import Sampling
package import StoreFormat

/// What of a record one party may see: some checks, one agreement, one stretch of time.
///
/// It is asked record by record, in the order of the ledger, and says yes only where it knows that
/// nothing of another check is told. What explains the samples is in: definitions, gaps, losses, when
/// the daemon ran, what the clock did, what was said and declared.
package struct EvidenceScope: Hashable, Sendable {
  /// The checks.
  package let checks: Set<CheckID>
  /// The revision by which the time is judged, and behind it those that go on with it where it is divided.
  package let revisions: [Agreement]
  /// For which time.
  package private(set) var period: Interval
  /// What the checks' series stand for, as far as was told.
  package private(set) var series: [SeriesID: CheckDefinition] = [:]
  /// The hashes of those revisions that something names which is disclosed.
  package private(set) var named: Set<String> = []
  /// The agreement's id.
  private let agreement: String
  private let services: Set<String>
  /// What feeds the services from outside.
  private let feeds: Set<String>
  /// The ids of observations that are disclosed, by their names: what corrects one is, too.
  private var observed: [String: Set<String>] = [:]
  /// Annotations that are disclosed: what refers to one is, too.
  private var annotations: Set<String> = []

  /// The scope of some services of an agreement.
  ///
  /// - Parameters:
  ///   - later: The revisions that go on with the period where it is divided, ascending.
  ///   - services: The services' ids.
  package init(
    _ agreement: Agreement,
    followedBy later: [Agreement] = [],
    services: some Sequence<String>,
    in period: Interval
  ) {
    self.agreement = agreement.id
    revisions = [agreement] + later
    self.period = period
    let ids = Set(services)
    self.services = ids
    let own = revisions.flatMap(\.services).filter { ids.contains($0.id) }
    checks = Set(own.flatMap(\.checks))
    feeds = Set(own.compactMap { $0.observations?.name })
  }

  /// How far around the period samples still account for time in it: the longest reach.
  package var reach: TimeAmount {
    series.values.map { CheckCoverage.reach(of: $0.interval) }.max() ?? .zero
  }

  /// Whether an entry of the ledger is disclosed; seals and keys are no matter of scope.
  package mutating func discloses(_ record: Record) -> Bool {
    switch record {
    case .vantage: return true
    case .series(let number, let definition):
      guard checks.contains(definition.id) else { return false }
      series[number] = definition
      return true
    case .unplanned(let time): return isOwn(time.series) && touches(time.interval)
    // The one in force when the period begins was met before it.
    case .certificate(let mark): return isOwn(mark.series) && mark.met <= period.end + reach
    case .gap(let gap): return (gap.series.map { isOwn($0) } ?? true) && touches(gap.interval)
    case .started(let start), .reloaded(let start): return isInside(start.time)
    case .stopped(let time): return isInside(time)
    case .clock(let mark): return isInside(mark.time)
    case .imported(let mark): return isOwn(mark.series) && touches(mark.interval)
    case .event(let event): return discloses(event)
    case .loss(let loss): return touches(loss.interval)
    case .expired(let file): return touches(file.interval)
    case .annotated(let recorded): return discloses(recorded)
    case .observed(let observations): return discloses(observations)
    // What sums of a day have gone says nothing of samples, and of whom an unknown record speaks nobody
    // knows.
    case .expiredRollup, .sample, .sent, .sealed, .key, .unknown: return false
    }
  }

  private func isOwn(_ number: SeriesID) -> Bool { series[number] != nil }

  private func isOwn(_ sha256: String) -> Bool { revisions.contains { $0.sha256 == sha256 } }

  private func touches(_ interval: Interval) -> Bool {
    interval.start <= period.end + reach && interval.end >= period.start - reach
  }

  /// What happens when the period ends belongs to it: a verdict is said then.
  private func isInside(_ instant: Instant) -> Bool {
    period.start <= instant && instant <= period.end
  }

  private mutating func discloses(_ event: RecordedEvent) -> Bool {
    // Which text is which revision is needed whenever it was said, and tells nothing else.
    if let revision = RecordedRevision(event), revision.agreement == agreement {
      if isOwn(revision.sha256) { named.insert(revision.sha256) }
      return true
    }
    var facts: [String: String] = [:]
    for field in event.fields { facts[field.name] = field.value }
    guard facts["AGREEMENT"] == agreement,
      facts["SERVICE"].map({ services.contains($0) }) ?? false,
      facts["CHECK"].map({ check in checks.contains { $0.description == check } }) ?? true
    else { return false }
    let name = facts["AGREEMENT_SHA256"].flatMap { isOwn($0) ? $0 : nil }
    // One that names a revision is needed, whenever it was said.
    guard isInside(event.time) || name.map({ !named.contains($0) }) ?? false else { return false }
    if let name { named.insert(name) }
    return true
  }

  private mutating func discloses(_ recorded: RecordedAnnotation) -> Bool {
    let annotation = recorded.annotation
    let isMeant =
      switch annotation.scope {
      case .all: true
      case .agreement(let id): id == agreement
      case .service(let id, let service): id == agreement && services.contains(service)
      case .check(let id): checks.contains(id)
      }
    guard isMeant, annotation.touches(period) || annotations.contains(annotation.reference) else {
      return false
    }
    annotations.insert(recorded.id)
    return true
  }

  /// A batch is a whole: one of whose entries some touch the period, or correct one that is disclosed, is
  /// disclosed with all of them.
  private mutating func discloses(_ observations: RecordedObservations) -> Bool {
    let name = observations.feed.name
    guard feeds.contains(name) else { return false }
    let known = observed[name] ?? []
    let isTold =
      observations.parts > 1
      || observations.entries.contains { entry in
        known.contains(entry.id)
          || (entry.interval.start <= period.end && entry.interval.end >= period.start)
      }
    if isTold { observed[name, default: []].formUnion(observations.entries.map(\.id)) }
    return isTold
  }

  /// Cuts the period off where the record begins and ends.
  ///
  /// - Returns: Nil if nothing is left.
  package func cut(to recorded: Interval) -> EvidenceScope? {
    var scope = self
    scope.period = period.intersection(recorded)
    return scope.period.isEmpty ? nil : scope
  }
}
