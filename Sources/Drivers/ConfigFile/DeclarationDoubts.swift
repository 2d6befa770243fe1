import Accounting
import Agreement
import Chronology
import Yaml

/// Holds what was declared on record against the agreements: whoever declared in vain should know in time.
struct DeclarationDoubts {
  private let declarations: [RecordedAnnotation]
  /// What was said of a declaration, by its id.
  private let words: [String: [RecordedAnnotation]]

  /// All that is on record, in any order.
  init(_ annotations: [RecordedAnnotation]) {
    declarations = annotations.filter { $0.annotation.kind.isDeclaration }
    words = Dictionary(
      grouping: annotations.filter { !$0.annotation.kind.isDeclaration },
      by: \.annotation.reference
    )
  }

  /// Says on the page of each agreement which declarations it refuses, each once, in their order: those that
  /// begin while the revision holds.
  func say(of agreements: [Agreement], on pages: [Page]) {
    for (agreement, page) in zip(agreements, pages) {
      guard let zone = page.zone?.rules else { continue }
      let later = agreements.filter {
        $0.id == agreement.id && $0.effective > agreement.effective
      }.map(\.effective).min()
      let end = [later, agreement.clauses.until?.adding(days: 1)].compactMap(\.self).min()
      let held = Interval(
        zone.start(of: agreement.effective),
        zone.start(of: end ?? .lastJudged)
      )
      for declared in declarations where held.contains(declared.annotation.start) {
        guard let refusal = refusal(of: declared, by: agreement, zone) else { continue }
        say(refusal, of: declared, agreement, on: page)
      }
    }
  }

  /// Why the agreement refuses it for the first service that it is about; nil if it refuses it for none.
  private func refusal(
    of declared: RecordedAnnotation,
    by agreement: Agreement,
    _ zone: ZoneRules
  ) -> ExclusionRefusal? {
    let clauses = agreement.clauses.exclusions
    let planned = declared.annotation.interval
    // Other kinds may have no end, and no hours.
    var allowed = IntervalSet()
    if declared.annotation.kind == .maintenance, planned.length <= .days(366),
      let hours = clauses.maintenance?.during
    {
      let around = Interval(planned.start - .days(2), planned.end + .days(2))
      allowed = hours.intervals(in: around, zone: zone)
    }
    for service in agreement.services {
      let judgement = ExclusionJudgement(
        of: (words[declared.id] ?? []) + [declared],
        for: service,
        in: agreement.id,
        by: clauses.uncapped,
        ExclusionCalendar(allowed: allowed)
      )
      if case .rejected(let refusal)? = judgement.decisions.first?.status { return refusal }
    }
    return nil
  }

  private func say(
    _ refusal: ExclusionRefusal,
    of declared: RecordedAnnotation,
    _ agreement: Agreement,
    on page: Page
  ) {
    let kind = declared.annotation.kind.word
    let (reason, clause, remedy): (String, String?, String)
    switch refusal {
    case .withdrawn, .refusedByArbiter, .overCap: return
    case .noClause:
      (reason, clause, remedy) = (
        "the agreement has no clause for it", nil, "a new revision can have one: \(kind): {…}"
      )
    case .notYours:
      (reason, clause, remedy) = (
        "it isn't \(declared.annotation.author.word)'s to declare", "declared-by",
        "let one declare it who may"
      )
    case .partOfService:
      (reason, clause, remedy) = (
        "it is about one check of a service that rests on several", nil,
        "declare it of the service, with --service"
      )
    case .noticeShort:
      (reason, clause, remedy) = (
        "notice came later than agreed, or after it began", "notice",
        "declare it again with --noticed if the other party was told in time"
      )
    case .tooLong:
      (reason, clause, remedy) = (
        "it is longer than one may be", "single", "declare it in parts if it was in parts"
      )
    case .outsideHours:
      (reason, clause, remedy) = (
        "it isn't wholly in the hours in which it may be", "during",
        "declare the part that is, by itself"
      )
    }
    let path = ["exclusions", kind] + (clause.map { [$0] } ?? [])
    page.warn(
      "the \(kind) of \(declared.annotation.start), declared as \(declared.id), is refused:"
        + " \(reason)",
      hint: remedy,
      at: page.mark(of: path) ?? page.mark(of: "agreement") ?? YamlMark(line: 1, column: 1)
    )
  }
}

extension ExclusionClauses {
  /// The same without what recurs and without a cap: what is asked of one declaration alone.
  fileprivate var uncapped: ExclusionClauses {
    ExclusionClauses(
      maintenance: maintenance.map { clause in
        MaintenanceClause(
          notice: clause.notice,
          single: clause.single,
          during: clause.during,
          mode: clause.mode
        )
      },
      declared: declared
    )
  }
}

extension Annotation.Kind {
  /// Whether it declares time that is to be excluded.
  fileprivate var isDeclaration: Bool {
    switch self {
    case .maintenance, .forceMajeure, .customerFault, .suspension: true
    default: false
    }
  }
}
