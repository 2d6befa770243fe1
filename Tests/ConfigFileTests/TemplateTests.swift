import Agreement
import Drafting
import Testing

@testable import ConfigFile

/// Every template makes an agreement that the daemon would take.
@Suite struct TemplateTests {
  private static let configuration = """
    vantage: paris-1
    store: /var/lib/constat
    retain: {samples: 400d}
    checks:
      zone-a: {http: "https://a.acme.example/", interval: 5s, timeout: 4s}
      zone-b: {http: "https://b.acme.example/", interval: 5s, timeout: 4s}
    agreements: agreement.yaml

    """

  private func reading(_ draft: String) -> ConfigReading {
    ConfigLoader.load(
      path: "constatd.yaml",
      surroundings: .test,
      files: .table([
        "constatd.yaml": Array(Self.configuration.utf8), "agreement.yaml": Array(draft.utf8),
      ])
    )
  }

  @Test(arguments: AgreementTemplate.all.map(\.name))
  func `a draft is an agreement`(_ name: String) throws {
    let template = try #require(AgreementTemplate(named: name))
    var answers = DraftAnswers(
      effective: "2026-12-01",
      customer: "Boutique: \"le coin\" {1}",
      checks: ["zone-a", "zone-b"]
    )
    answers.provider = "ACME, Hosting # one"
    answers.fee = "1200.00"
    let reading = reading(try template.draft(answers))
    let agreement = try #require(reading.configuration?.agreements.first, "\(reading.description)")
    #expect(agreement.id == name)
    #expect(agreement.parties.customer.name == "Boutique: \"le coin\" {1}")
    #expect(agreement.parties.provider.name == "ACME, Hosting # one")
    #expect(agreement.clauses.template?.name == name)
    #expect(agreement.clauses.template?.needsReview == (template.reviews > 0))
    // Nothing is left open, and nothing else is doubtful.
    let others = reading.diagnostics.filter { !$0.message.contains("nobody has compared it") }
    #expect(others.isEmpty, "\(others)")
    #expect(reading.diagnostics.isEmpty == (template.reviews == 0), "\(reading.description)")
  }
}
