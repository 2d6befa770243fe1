package import Agreement
package import Archive
import Chronology
package import Reporting
import Sampling
package import Storage
import StoreFormat

/// What a store's record tells of sealed reports, and of what may change them.
///
/// What is sealed of the record is read once; a later reading takes only what came since. Memory: what
/// was declared and observed outside, the definitions, and a few hundred bytes for each import, expired file,
/// report and credit, whose incidents' names come to it.
package struct ReportRecord: Sendable {
  private var sieve: RecordSieve
  /// What was declared, in the record's order.
  package private(set) var annotations: [RecordedAnnotation] = []
  /// What is sealed, in the record's order.
  package private(set) var reports: [SealedReport] = []
  /// What was said of credits, in the record's order.
  package private(set) var credits: [ComputedCredit] = []
  /// The keys of what was said of deadlines of claims.
  package private(set) var reminded: Set<String> = []
  private var revisions: [RecordedRevision] = []
  private var definitions: [SeriesID: CheckID] = [:]
  private var began: [CheckID: Instant] = [:]
  private var imports: [(mark: ImportMark, recorded: Instant)] = []
  private var expired: [Interval] = []
  private var observed = ObservedFacts()

  /// A record of which nothing was read yet.
  package init(_ disk: any Disk) {
    sieve = RecordSieve(disk) { record in
      switch record {
      case .annotated, .imported, .series, .expired, .observed: true
      case .event(let event):
        SealedReport.eventKinds.contains(event.kind) || event.kind == RecordedRevision.eventKind
          || event.kind == ComputedCredit.eventKind || event.kind == ComputedCredit.reminderKind
      default: false
      }
    }
  }

  /// Reads what there is now.
  package mutating func read() throws(ArchiveError) {
    let found = try sieve.read()
    (annotations, reports, definitions, began, imports, expired) = ([], [], [:], [:], [], [])
    (revisions, credits, reminded) = ([], [], [])
    observed = ObservedFacts()
    for find in found { take(find) }
  }

  private mutating func take(_ find: RecordSieve.Find) {
    switch find.record {
    case .annotated(let annotation): annotations.append(annotation)
    case .event(let event):
      if let report = SealedReport(event) { reports.append(report) }
      if let revision = RecordedRevision(event) { revisions.append(revision) }
      if let credit = ComputedCredit(event) { credits.append(credit) }
      if event.kind == ComputedCredit.reminderKind { reminded.insert(event.key) }
    case .series(let series, let definition):
      definitions[series] = definition.id
      began[definition.id] = began[definition.id] ?? find.time
    case .imported(let mark):
      imports.append((mark, find.time))
      guard let check = definitions[mark.series] else { return }
      began[check] = min(began[check] ?? mark.interval.start, mark.interval.start)
    case .observed(let observations): observed.take(observations, at: find.time)
    case .expired(let file): expired.append(file.interval)
    default: break
    }
  }

  /// What a schedule of `agreements` takes.
  package func facts(for agreements: [Agreement]) -> [ReportSchedule.Fact] {
    let byID = Dictionary(annotations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var facts: [ReportSchedule.Fact] = annotations.compactMap { recorded in
      LateFact(recorded, about: byID[recorded.annotation.reference]).map {
        ReportSchedule.Fact.declared($0)
      }
    }
    facts += imports.compactMap { mark, recorded in
      definitions[mark.series].map { check in
        ReportSchedule.Fact.declared(
          LateFact(
            importOf: check,
            from: mark.name,
            sha256: Hexadecimal.text(mark.hash),
            in: mark.interval,
            recorded: recorded
          )
        )
      }
    }
    facts += observed.late.map { .declared($0) }
    facts += expired.map { .expired($0) }
    facts += reports.map { .sealed($0) }
    facts += revisions.map { .recorded($0) }
    for agreement in agreements {
      let checks = agreement.services.flatMap(\.checks)
      let feeds = agreement.services.compactMap(\.observations?.name)
      let starts = checks.compactMap { began[$0] } + feeds.compactMap { observed.began[$0] }
      if let first = starts.min() {
        facts.append(.began(agreement: agreement.id, first))
      }
    }
    return facts
  }
}
