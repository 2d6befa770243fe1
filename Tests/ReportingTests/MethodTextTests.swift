import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Reporting

/// The method that a report prints is that of its agreement.
@Suite struct MethodTextTests {
  private func text(
    _ clauses: Clauses,
    unconfirmed: UnconfirmedRule = .count,
    causes: [CauseRule] = [],
    _ language: Language = .english
  ) throws -> String {
    let check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    let plain = try Story.agreement(language, window: .month, check: check)
    let target = try #require(Ratio(percentage: "99.9%"))
    let agreement = Agreement(
      id: plain.id,
      title: plain.title,
      revision: plain.revision,
      effective: plain.effective,
      language: language,
      timeZone: plain.timeZone,
      currency: plain.currency,
      parties: plain.parties,
      services: plain.services,
      objectives: [
        Objective(
          id: "availability",
          service: "storefront",
          indicator: .availability(AvailabilityTerms(target, unconfirmed: unconfirmed)),
          window: .month,
          causes: causes
        )
      ],
      clauses: clauses,
      sha256: plain.sha256
    )
    return MethodText(agreement: agreement, language: language).paragraphs.joined(separator: "\n")
  }

  @Test func `what failures count as for an objective is told, and only then`() throws {
    let causes = [
      CauseRule(.cause(.http429), .bad), CauseRule(.status(404), .good),
      CauseRule(.cause(.unreachable), .void), CauseRule(.cause(.dnsTimeout), .void),
    ]
    let words = "for availability a failure counts thus: status 404 as good; http-429 as bad;"
    #expect(
      try text(Clauses(), causes: causes)
        .contains("\(words) unreachable, dns-timeout as unknown.")
    )
    #expect(try !text(Clauses()).contains("Whoever answers"))
    #expect(try text(Clauses(), causes: causes, .french).contains("http-429 comme mauvais\u{A0};"))
  }

  @Test func `that a revision divides a window is told where it does`() throws {
    let words = "the window is divided there: each part is a window of its own"
    #expect(try text(Clauses(onChange: .split)).contains(words))
    #expect(try !text(Clauses()).contains(words))
    #expect(try text(Clauses(onChange: .split), .french).contains("celle-ci y est divisée"))
  }

  @Test func `unconfirmed failures are told as the objective has them`() throws {
    let all = "The sums above count every failure, confirmed or not."
    #expect(try text(Clauses()).contains(all))
    let ignoring = try text(Clauses(), unconfirmed: .ignore)
    #expect(!ignoring.contains(all))
    #expect(ignoring.contains("but for availability: of that only the bound at worst has failures"))
  }

  @Test(arguments: [
    (UnknownRule.undetermined, "the one at best as up; the estimate leaves it out"),
    (.up, "count unknown time as up."), (.down, "count unknown time as down."),
  ])
  func `unknown time is told as it counts`(_ rule: UnknownRule, _ words: String) throws {
    let texts = try UnknownRule.allCases.map { rule in
      try text(Clauses(measurement: MeasurementClause(unknown: rule)))
    }
    #expect(texts.count { $0.contains(words) } == 1)
    #expect(texts[try #require(UnknownRule.allCases.firstIndex(of: rule))].contains(words))
  }

  @Test func `every rule for ties has a sentence of its own`() throws {
    for language in Language.allCases {
      let texts = try TieRule.allCases.map { rule in
        try text(Clauses(measurement: MeasurementClause(tie: rule)), language)
      }
      #expect(Set(texts).count == TieRule.allCases.count)
    }
  }

  @Test func `what is excluded is told only if something is`() throws {
    #expect(try !text(Clauses()).contains("aintenance"))
    let clauses = Clauses(
      exclusions: ExclusionClauses(
        maintenance: MaintenanceClause(
          notice: .hours(72),
          cap: MaintenanceCap(.hours(4), per: .month),
          mode: .available
        ),
        declared: [
          .forceMajeure: DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer])
        ]
      ),
      partial: .skip
    )
    let told = try text(clauses)
    #expect(
      told.contains(
        "Maintenance with 72 h of notice, up to 4 h of planned time per month counts as "
          + "available."
      ),
      "\(told)"
    )
    #expect(
      told.contains(
        "Force majeure, declared by the provider and accepted by the customer, is taken out of the "
          + "whole."
      )
    )
    #expect(told.contains("is not judged."))
    #expect(try text(clauses, .french).contains("annoncée 72 h à l'avance"))
  }
}
