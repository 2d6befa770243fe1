import Agreement
import Testing

@testable import ConfigFile

/// Clauses that leave a choice open are read with a warning that names the choice; written out they mean
/// the same, without one.
@Suite struct VagueClauseTests {
  private func reading(
    maintenance: String = "",
    declaration: String = "",
    credits: String = ""
  ) -> ConfigReading {
    load([
      "constatd.yaml": """
      vantage: a
      store: /s
      checks: {c: {tcp: 'a:1', interval: 10s, timeout: 5s}}
      agreements: a.yaml
      """,
      "a.yaml": """
      agreement: a
      title: A
      revision: 1
      effective: 2026-01-01
      language: en
      time-zone: UTC
      currency: EUR
      parties: {provider: {name: A}, customer: {name: B}}
      services:
        s: {description: S, available-when: c, fee: {amount: 100.00, per: month}}
      objectives: {o: {service: s, availability: '>= 99%', window: month}}
      exclusions:
        maintenance: {mode: remove\(maintenance)}
        force-majeure: {declared-by: [provider]\(declaration)}
      credits: {o: {flat: 5%}\(credits)}
      """,
    ])
  }

  @Test func `each choice that is left open is one warning`() throws {
    let vague = reading()
    #expect(vague.diagnostics.map(\.severity) == Array(repeating: .warning, count: 4), "\(vague)")
    #expect(
      vague.diagnostics.compactMap(\.hint) == [
        "write notice: 72h, or notice: 0s if that is meant",
        "write at-most: 4h per month, or at-most: unlimited if that is meant",
        "write accepted-by: [customer], or accepted-by: nobody if that is meant",
        "write claim-within: 60d, or claim-within: unlimited if that is meant",
      ]
    )
  }

  @Test func `written out the choice is the same, and no warning`() throws {
    let plain = reading(
      maintenance: ", notice: 0s, at-most: unlimited",
      declaration: ", accepted-by: nobody",
      credits: ", claim-within: unlimited"
    )
    #expect(plain.diagnostics.isEmpty, "\(plain)")
    let clauses = try #require(plain.configuration?.agreements.first).clauses
    let vague = try #require(reading().configuration?.agreements.first).clauses
    #expect(clauses == vague)
    #expect(clauses.exclusions.maintenance?.cap == nil)
    #expect(clauses.exclusions.declared[.forceMajeure]?.acceptedBy == [])
    #expect(clauses.credits?.claimWithin == nil)
  }
}
