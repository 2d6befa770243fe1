import Agreement
import Chronology
import Testing

@testable import ConfigFile

/// Agreements as they are written, from the first line to the last.
@Suite struct WrittenAgreementTests {
  @Test func `the example of an agreement is read, and refused for nothing`() throws {
    let reading = ConfigLoader.load(
      path: Fixtures.folder + "written/constatd.yaml",
      surroundings: .test,
      files: .disk
    )
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

  @Test(arguments: RevisionChange.allCases)
  func `what holds anyway may be written out`(_ change: RevisionChange) throws {
    let reading = ConfigFileTests.load([
      "constatd.yaml": "{vantage: a, store: /s, checks: {c: {tcp: 'a:1'}}, agreements: a.yaml}",
      "a.yaml": """
      {agreement: a, title: A, revision: 1, effective: 2026-01-01, language: en,
       time-zone: UTC, currency: EUR, parties: {provider: {name: A}, customer: {name: B}},
       on-change: \(change.rawValue), partial-window: prorate,
       services: {s: {description: S, available-when: c, hours: always}},
       objectives: {o: {service: s, availability: '>= 99%', unconfirmed: count,
       window: quarter}}}
      """,
    ])
    #expect(reading.diagnostics.isEmpty, "\(reading)")
    #expect(reading.configuration?.agreements.first?.clauses.onChange == change)
  }
}
