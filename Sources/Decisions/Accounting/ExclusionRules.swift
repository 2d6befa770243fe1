import Agreement
import Chronology

/// What an agreement asks of a declaration before its cap is looked at.
struct ExclusionRules {
  let service: Service
  let agreement: String
  let clauses: ExclusionClauses
  let calendar: ExclusionCalendar
  let consents: [String: Consent]

  /// Recurring work; none without a clause.
  var recurring: [ExclusionDecision] {
    guard let clause = clauses.maintenance else { return [] }
    return calendar.recurring.map {
      ExclusionDecision(
        origin: .recurring,
        kind: .maintenance,
        interval: $0.floored,
        noticed: nil,
        isNoticeAssumed: false,
        mode: clause.mode,
        status: .accepted
      )
    }
  }

  /// The decision on a declaration; nil if it excludes nothing by its kind, or is not about the
  /// service.
  func decision(on recorded: RecordedAnnotation) -> ExclusionDecision? {
    let declared = recorded.annotation
    guard ExclusionRules.kinds.contains(declared.kind), isAbout(declared.scope) else { return nil }
    let asksForNotice = declared.kind == .maintenance && clauses.maintenance != nil
    let ruling = ruling(on: recorded)
    return ExclusionDecision(
      origin: .declared(recorded),
      kind: declared.kind,
      interval: declared.interval.floored,
      noticed: asksForNotice ? declared.noticed ?? recorded.recorded : nil,
      isNoticeAssumed: asksForNotice && declared.noticed == nil,
      mode: declared.kind == .maintenance
        ? clauses.maintenance?.mode ?? .remove : clauses.declared[declared.kind]?.mode ?? .remove,
      word: ruling.word,
      status: ruling.status
    )
  }

  private static let kinds: Set<Annotation.Kind> = [
    .maintenance, .forceMajeure, .customerFault, .suspension,
  ]

  private func isAbout(_ scope: Annotation.Scope) -> Bool {
    switch scope {
    case .all: true
    case .agreement(let id): id == agreement
    case .service(let id, let name): id == agreement && name == service.id
    case .check(let check): service.checks.contains(check)
    }
  }

  private func ruling(
    on recorded: RecordedAnnotation
  ) -> (status: ExclusionDecision.Status, word: RecordedAnnotation?) {
    let declared = recorded.annotation
    let declarers: Set<Annotation.Author>
    let acceptors: Set<Annotation.Author>
    if declared.kind == .maintenance {
      guard clauses.maintenance != nil else { return (.rejected(.noClause), nil) }
      declarers = [.provider]
      acceptors = []
    } else {
      guard let clause = clauses.declared[declared.kind] else {
        return (.rejected(.noClause), nil)
      }
      declarers = clause.declaredBy
      acceptors = clause.acceptedBy
    }
    guard declarers.contains(declared.author) else { return (.rejected(.notYours), nil) }
    if case .check(let check) = declared.scope, service.composition.single != check {
      return (.rejected(.partOfService), nil)
    }
    let consent = consents[recorded.id] ?? Consent()
    let ruling = consent.ruling(declaredBy: declared.author, acceptedBy: acceptors)
    if case .rejected = ruling.status { return ruling }
    return refusal(of: recorded).map { (.rejected($0), nil) } ?? ruling
  }

  /// Why planned work is not excluded whatever the parties say.
  private func refusal(of recorded: RecordedAnnotation) -> ExclusionRefusal? {
    let declared = recorded.annotation
    guard declared.kind == .maintenance, let clause = clauses.maintenance else { return nil }
    let notice = declared.start - (declared.noticed ?? recorded.recorded)
    // Without a length of notice it must still come before the work begins.
    if notice < clause.notice { return .noticeShort }
    if let single = clause.single, declared.interval.length > single { return .tooLong }
    if clause.during != nil {
      let planned = IntervalSet([declared.interval.floored])
      if !planned.subtracting(calendar.allowed.floored).isEmpty { return .outsideHours }
    }
    return nil
  }
}
