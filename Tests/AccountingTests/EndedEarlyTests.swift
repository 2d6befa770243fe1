import Agreement
import Chronology
import Testing

@testable import Accounting

/// Work that was over before its planned end: who declared it takes it back and declares what was needed.
@Suite struct EndedEarlyTests {
  private let clauses = ExclusionClauses(
    maintenance: MaintenanceClause(notice: .milliseconds(50))
  )

  private func decisions(_ annotations: [RecordedAnnotation]) throws -> ExclusionJudgement {
    try judged(annotations, clauses)
  }

  @Test func `what was planned is excluded until somebody says that less was needed`() throws {
    let notice = span(100, 100).start - .milliseconds(50)
    let planned = declared(.maintenance, span(100, 200), id: "planned", noticed: notice)
    #expect(try decisions([planned]).accepted.removed == IntervalSet([span(100, 200)]))
    // Recorded when it was over; the other party had been told in time.
    let needed = declared(
      .maintenance,
      span(100, 150),
      id: "needed",
      noticed: notice,
      recorded: span(160, 160).start
    )
    let back = word(.dispute, by: .provider, to: "planned", at: 160)
    let judgement = try decisions([planned, needed, back])
    #expect(judgement.accepted.removed == IntervalSet([span(100, 150)]))
    #expect(judgement.possible == judgement.accepted)
    let states = judgement.decisions.map(\.status)
    #expect(states.contains(.rejected(.withdrawn)) && states.contains(.accepted))
  }
}
