import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@Suite struct AgreementTests {
  @Test func `a service is found by its id`() throws {
    let service = Service(
      id: "storefront",
      description: "The shop answers",
      check: try #require(CheckID("www"))
    )
    let agreement = Agreement(
      id: "acme-hosting",
      title: "Hosting",
      revision: 3,
      effective: try #require(CivilDate("2026-01-01")),
      language: .french,
      timeZone: "Europe/Paris",
      currency: euro,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: [service],
      objectives: [],
      sha256: String(repeating: "0", count: 64)
    )
    #expect(agreement.service("storefront") == service)
    #expect(agreement.service("other") == nil)
  }

  @Test func `languages are written by their ISO 639 codes`() {
    #expect(Language.allCases.map(\.rawValue) == ["fr", "en"])
  }
}
