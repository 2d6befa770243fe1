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
  /// The agreement, and those of its services that rest on the checks.
  package let agreement: Agreement
  /// For which time.
  package private(set) var period: Interval
  /// What the checks' series stand for, as far as was told.
  package private(set) var series: [SeriesID: CheckDefinition] = [:]
  /// Whether something that is disclosed names the agreement's hash.
  package private(set) var namesAgreement = false
  private let services: Set<String>
  /// Annotations that are disclosed: what refers to one is, too.
  private var annotations: Set<String> = []

  /// The scope of some services of an agreement.
  ///
  /// - Parameter services: Their ids.
  package init(_ agreement: Agreement, services: some Sequence<String>, in period: Interval) {
    self.agreement = agreement
    self.period = period
    self.services = Set(services)
    let own = agreement.services.filter { [services = self.services] in services.contains($0.id) }
    checks = Set(own.flatMap(\.checks))
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
    case .gap(let gap): return (gap.series.map { isOwn($0) } ?? true) && touches(gap.interval)
    case .started(let start), .reloaded(let start): return isInside(start.time)
    case .stopped(let time): return isInside(time)
    case .clock(let mark): return isInside(mark.time)
    case .imported(let mark): return isOwn(mark.series) && touches(mark.interval)
    case .event(let event): return discloses(event)
    case .loss(let loss): return touches(loss.interval)
    case .expired(let file): return touches(file.interval)
    case .annotated(let recorded): return discloses(recorded)
    // What sums of a day have gone says nothing of samples.
    case .expiredRollup, .sample, .sent, .sealed, .key: return false
    }
  }

  private func isOwn(_ number: SeriesID) -> Bool { series[number] != nil }

  private func touches(_ interval: Interval) -> Bool {
    interval.start <= period.end + reach && interval.end >= period.start - reach
  }

  /// What happens when the period ends belongs to it: a verdict is said then.
  private func isInside(_ instant: Instant) -> Bool {
    period.start <= instant && instant <= period.end
  }

  private mutating func discloses(_ event: RecordedEvent) -> Bool {
    // Which text is which revision is needed whenever it was said, and tells nothing else.
    if let revision = RecordedRevision(event), revision.agreement == agreement.id {
      namesAgreement = namesAgreement || revision.sha256 == agreement.sha256
      return true
    }
    var facts: [String: String] = [:]
    for field in event.fields { facts[field.name] = field.value }
    guard facts["AGREEMENT"] == agreement.id,
      facts["SERVICE"].map({ services.contains($0) }) ?? false,
      facts["CHECK"].map({ check in checks.contains { $0.description == check } }) ?? true
    else { return false }
    let names = facts["AGREEMENT_SHA256"] == agreement.sha256
    // One that names the agreement is needed, whenever it was said.
    guard isInside(event.time) || (names && !namesAgreement) else { return false }
    if names { namesAgreement = true }
    return true
  }

  private mutating func discloses(_ recorded: RecordedAnnotation) -> Bool {
    let annotation = recorded.annotation
    let isMeant =
      switch annotation.scope {
      case .all: true
      case .agreement(let id): id == agreement.id
      case .service(let id, let service): id == agreement.id && services.contains(service)
      case .check(let id): checks.contains(id)
      }
    guard isMeant, annotation.touches(period) || annotations.contains(annotation.reference) else {
      return false
    }
    annotations.insert(recorded.id)
    return true
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
