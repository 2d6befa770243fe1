import Agreement
import Chronology
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
      #expect(error.message.hasSuffix(" is read, but this version doesn't judge it yet"))
      #expect(error.hint != nil)
      #expect(error.excerpt?.text.contains(key) ?? false)
    }
  }

  @Test func `the example of an agreement is read, and refused for nothing`() throws {
    let reading = load("unjudged/constatd.yaml", .ofThisVersion)
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
    #expect(agreement.clauses.reporting.every == .month)
    #expect(agreement.clauses.reporting.sealAfter == .hours(72))
  }

  @Test func `samples that expire before their report can be sealed are warned of`() throws {
    func reading(_ retain: String, _ reporting: String) -> ConfigReading {
      ConfigFileTests.load([
        "constatd.yaml": """
        {vantage: a, store: /s, retain: {samples: \(retain)}, checks: {c: {tcp: 'a:1'}},
         agreements: a.yaml}
        """,
        "a.yaml": """
        {agreement: a, title: A, revision: 1, effective: 2026-01-01, language: en,
         time-zone: UTC, currency: EUR, parties: {provider: {name: A}, customer: {name: B}},
         services: {s: {description: S, available-when: c}}, reporting: \(reporting),
         objectives: {o: {service: s, availability: '>= 95%', window: day}}}
        """,
      ])
    }
    #expect(reading("818h", "{every: month}").diagnostics.isEmpty)
    #expect(reading("33d", "{every: month, seal-after: 1d}").diagnostics.isEmpty)
    let short = reading("33d", "{every: month}")
    #expect(short.configuration != nil)
    let warning = try #require(short.diagnostics.first)
    #expect(warning.severity == .warning && warning.line == 3)
    #expect(warning.message.contains(", shorter than this window and 'seal-after' together"))
    #expect(warning.hint == "raise retain: {samples: …}")
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
