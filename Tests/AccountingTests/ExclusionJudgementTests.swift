import Agreement
import Chronology
import Sampling
import Testing

@testable import Accounting

@Suite struct ExclusionJudgementTests {
  private let clauses = ExclusionClauses(
    maintenance: MaintenanceClause(),
    declared: [
      .forceMajeure: DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer]),
      .customerFault: DeclarationClause(declaredBy: [.provider, .measurer], mode: .available),
    ]
  )
  private let storm = declared(.forceMajeure, span(0, 100))

  private func status(_ annotations: [RecordedAnnotation]) throws -> ExclusionDecision.Status {
    try #require(try judged(annotations, clauses).decisions.first).status
  }

  @Test func `who must accept makes it accepted, and until then it is claimed`() throws {
    #expect(try status([storm]) == .claimed)
    #expect(try status([storm, word(.accept, by: .customer)]) == .accepted)
    #expect(try status([storm, word(.accept, by: .provider)]) == .claimed)
    #expect(try status([storm, word(.accept, by: .measurer)]) == .claimed)
    #expect(try status([storm, word(.accept, by: .customer, to: "another")]) == .claimed)
  }

  @Test func `who alone must accept has accepted what it declares itself`() throws {
    let both: Set<Annotation.Author> = [.provider, .customer]
    func status(by author: Annotation.Author, _ acceptors: Set<Annotation.Author>) throws
      -> ExclusionDecision.Status
    {
      let clause = DeclarationClause(declaredBy: both, acceptedBy: acceptors)
      let fault = declared(.customerFault, span(0, 100), author: author)
      let clauses = ExclusionClauses(declared: [.customerFault: clause])
      return try #require(try judged([fault], clauses).decisions.first).status
    }
    #expect(try status(by: .customer, [.customer]) == .accepted)
    #expect(try status(by: .provider, [.customer]) == .claimed)
    #expect(try status(by: .customer, both) == .claimed)
  }

  @Test func `a party's last word counts, in whatever order the words are given`() throws {
    let words = [word(.accept, by: .customer, at: 1), word(.dispute, by: .customer, at: 2)]
    #expect(try status([storm] + words) == .disputed)
    #expect(try status(words.reversed() + [storm]) == .disputed)
    let taken = word(.accept, by: .customer, at: 3)
    #expect(try status([storm, taken] + words) == .accepted)
  }

  @Test func `who must accept has the word against others`() throws {
    #expect(try status([storm, word(.dispute, by: .measurer)]) == .disputed)
    let words = [word(.accept, by: .customer), word(.dispute, by: .measurer)]
    #expect(try status([storm] + words) == .accepted)
  }

  @Test func `the arbiter's word goes before all others`() throws {
    let dispute = word(.dispute, by: .customer, at: 9)
    #expect(try status([storm, dispute, word(.accept, by: .arbiter, at: 1)]) == .accepted)
    let accept = word(.accept, by: .customer, at: 9)
    let refused = ExclusionDecision.Status.rejected(.refusedByArbiter)
    #expect(try status([storm, accept, word(.dispute, by: .arbiter, at: 1)]) == refused)
  }

  @Test func `who declared it can take it back`() throws {
    let words = [word(.accept, by: .customer), word(.dispute, by: .provider)]
    #expect(try status([storm] + words) == .rejected(.withdrawn))
  }

  @Test func `maintenance needs nobody's word, and can be disputed`() throws {
    let work = declared(.maintenance, span(0, 100))
    #expect(try status([work]) == .accepted)
    #expect(try status([work, word(.dispute, by: .customer)]) == .disputed)
  }

  @Test func `figures are given with and without what is claimed or disputed`() throws {
    let work = declared(.maintenance, span(50, 150), id: "work")
    let fault = declared(.customerFault, span(200, 300), id: "fault", author: .measurer)
    let judgement = try judged(
      [storm, work, fault, word(.dispute, by: .customer, to: "fault")],
      clauses
    )
    #expect(judgement.accepted == ExcludedTime(removed: IntervalSet([span(50, 150)])))
    #expect(judgement.possible.removed == IntervalSet([span(0, 150)]))
    #expect(judgement.possible.available == IntervalSet([span(200, 300)]))
    #expect(judgement.decisions.map(\.excluded.milliseconds) == [100, 100, 100])
  }

  @Test func `what is disputed takes no room from what is accepted`() throws {
    let capped = ExclusionClauses(
      maintenance: MaintenanceClause(cap: MaintenanceCap(.milliseconds(50), per: .month))
    )
    let first = declared(.maintenance, span(0, 40), id: "first")
    let second = declared(.maintenance, span(100, 140), id: "second")
    let judgement = try judged(
      [first, second, word(.dispute, by: .customer, to: "first")],
      capped,
      ExclusionCalendar(capWindows: [span(0, 1_000)])
    )
    #expect(judgement.accepted.removed == IntervalSet([span(100, 140)]))
    #expect(judgement.possible.removed == IntervalSet([span(0, 40), span(100, 140)]))
  }

  @Test func `without a clause, or by another than it names, nothing is excluded`() throws {
    let suspension = declared(.suspension, span(0, 10))
    #expect(try status([suspension]) == .rejected(.noClause))
    let work = declared(.maintenance, span(0, 10))
    let none = try judged([work], .none, ExclusionCalendar(recurring: [span(0, 50)]))
    #expect(none.decisions.map(\.status) == [.rejected(.noClause)])
    #expect(none.possible == .none)
    for kind in [Annotation.Kind.maintenance, .forceMajeure] {
      let other = declared(kind, span(0, 10), author: .customer)
      #expect(try status([other]) == .rejected(.notYours))
    }
  }

  @Test func `only what is about the service is judged`() throws {
    let one = try checks(2)
    func decisions(_ scope: Annotation.Scope, _ composition: Composition) -> [ExclusionDecision
      .Status]
    {
      ExclusionJudgement(
        of: [declared(.maintenance, span(0, 10), scope: scope)],
        for: Service(id: "front", description: "", composition: composition),
        in: "acme",
        by: clauses,
        ExclusionCalendar()
      ).decisions.map(\.status)
    }
    let single = Composition.check(one[0])
    let both = Composition.any([.check(one[0]), .check(one[1])])
    #expect(decisions(.agreement("acme"), both) == [.accepted])
    #expect(decisions(.agreement("other"), both) == [])
    #expect(decisions(.service(agreement: "acme", service: "front"), both) == [.accepted])
    #expect(decisions(.service(agreement: "acme", service: "back"), both) == [])
    #expect(decisions(.service(agreement: "other", service: "front"), both) == [])
    #expect(decisions(.check(one[0]), single) == [.accepted])
    #expect(decisions(.check(one[1]), single) == [])
    #expect(decisions(.check(one[0]), both) == [.rejected(.partOfService)])
  }

  @Test func `what has no end yet is excluded until it has`() throws {
    var annotation = storm.annotation
    annotation.kind = .customerFault
    annotation.end = nil
    let open = RecordedAnnotation(id: "open", recorded: storm.recorded, annotation: annotation)
    let judgement = try judged([open], clauses)
    let later = IntervalSet([span(1_000_000, 2_000_000)])
    #expect(judgement.accepted.available.intersection(later) == later)
  }

  @Test func `tickets, notes and holds exclude nothing`() throws {
    let kinds: [Annotation.Kind] = [.correction, .note, .ticket, .acknowledge, .claim, .hold]
    for kind in kinds {
      #expect(try judged([declared(kind, span(0, 10))], clauses).decisions.isEmpty, "\(kind)")
    }
  }
}
