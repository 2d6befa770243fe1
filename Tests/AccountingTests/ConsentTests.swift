import Agreement
import Chronology
import Sampling
import Testing

@testable import Accounting

/// Whose word decides what becomes of a declaration.
@Suite struct ConsentTests {
  private let clauses = ExclusionClauses(
    maintenance: MaintenanceClause(notice: .hours(1)),
    declared: [
      .forceMajeure: DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer, .measurer])
    ]
  )
  private let storm = declared(.forceMajeure, span(0, 100))

  private func decision(_ words: [RecordedAnnotation]) throws -> ExclusionDecision {
    try #require(try judged([storm] + words, clauses).decisions.first)
  }

  @Test func `who accepted it is told, the first of several`() throws {
    let words = [word(.accept, by: .measurer, at: 4), word(.accept, by: .customer, at: 3)]
    let decision = try decision(words)
    #expect(decision.status == .accepted)
    #expect(decision.word == words[1])
  }

  @Test func `who disputes it is told, whatever others accept`() throws {
    let words = [word(.accept, by: .measurer, at: 4), word(.dispute, by: .customer, at: 5)]
    let decision = try decision(words)
    #expect(decision.status == .disputed)
    #expect(decision.word == words[1])
  }

  @Test func `the arbiter's word is told before all others, and who took it back`() throws {
    let words = [word(.accept, by: .customer, at: 4), word(.dispute, by: .arbiter, at: 5)]
    #expect(try decision(words).word == words[1])
    let back = word(.dispute, by: .provider, at: 6)
    #expect(try decision(words + [back]).word == back)
  }

  @Test func `nobody's word decides what is claimed, or what the agreement refuses`() throws {
    #expect(try decision([]).word == nil)
    let late = declared(.maintenance, span(0, 100))
    let word = word(.accept, by: .customer, at: 1)
    let decisions = try judged([late, word], clauses).decisions
    #expect(decisions.map(\.status) == [.rejected(.noticeShort)])
    #expect(decisions.map(\.word) == [nil])
  }
}
