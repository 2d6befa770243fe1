import Agreement
import Testing

@testable import ConfigFile

/// What is read and yet refused, so that no clause is silently left out of a figure.
@Suite struct UnjudgedTests {
  private func load(_ path: String, _ unjudged: Unjudged) -> ConfigReading {
    ConfigLoader.load(
      path: Fixtures.folder + path,
      surroundings: .test,
      files: .disk,
      unjudged: unjudged
    )
  }

  @Test(arguments: Unjudged.ofThisVersion.clauses.map(\.path))
  func `an agreement that has the clause is refused by its name`(_ path: String) throws {
    let clauses = Unjudged.ofThisVersion.clauses.filter { $0.path == path }
    let reading = load("good/every-key.yaml", Unjudged(clauses: clauses))
    #expect(reading.configuration == nil)
    let key = try #require(path.split(separator: ".").last)
    let errors = reading.diagnostics.filter { $0.severity == .error }
    #expect(!errors.isEmpty)
    for error in errors {
      #expect(error.message.hasPrefix("'\(key)'"))
      #expect(error.message.hasSuffix("is read, but this version doesn't judge it yet"))
      #expect(error.hint != nil)
      #expect(error.excerpt?.text.contains(key) ?? false)
    }
  }

  @Test func `the example of an agreement is read`() throws {
    let reading = load("unjudged/constatd.yaml", .none)
    #expect(reading.diagnostics.isEmpty, "\(reading)")
    let agreement = try #require(reading.configuration?.agreements.first)
    #expect(
      agreement.services.map(\.composition.description) == [
        "all(api, any(www-1, www-2), 2 of (dns-1, dns-2, dns-3))"
      ]
    )
    #expect(agreement.services.first?.fee?.amount.description == "1200.00 EUR")
    #expect(
      agreement.objectives.map(\.goal.description) == [
        "99.9 %", "95 %", "99 %", "100 %", "3", "30 min 00 s",
      ]
    )
    #expect(agreement.clauses.credits?.rules.count == 1)
    #expect(agreement.clauses.exclusions.declared.count == 1)
    #expect(agreement.clauses.reporting.recipients.count == 2)
  }

  @Test func `the example of an agreement is refused for nothing else`() throws {
    let reading = load("unjudged/constatd.yaml", .ofThisVersion)
    try Fixtures.expect(
      reading.description.replacing(Fixtures.folder, with: ""),
      toEqualFile: Fixtures.folder + "unjudged/acme.txt"
    )
  }

  @Test func `what is judged already may be written out`() throws {
    let reading = ConfigFileTests.load([
      "constatd.yaml": "{vantage: a, store: /s, checks: {c: {tcp: 'a:1'}}, agreements: a.yaml}",
      "a.yaml": """
      {agreement: a, title: A, revision: 1, effective: 2026-01-01, language: en,
       time-zone: UTC, currency: EUR, parties: {provider: {name: A}, customer: {name: B}},
       on-change: next-window, partial-window: prorate,
       services: {s: {description: S, available-when: c, hours: always}},
       objectives: {o: {service: s, availability: '>= 99%', unconfirmed: count,
       window: quarter}}}
      """,
    ])
    #expect(reading.diagnostics.isEmpty, "\(reading)")
    #expect(reading.configuration != nil)
  }
}
