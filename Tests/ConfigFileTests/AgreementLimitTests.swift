import Agreement
import Testing

@testable import ConfigFile

/// What is too much for a fixture.
@Suite struct AgreementLimitTests {
  private func load(services: String) -> ConfigReading {
    ConfigLoader.load(
      path: "constatd.yaml",
      surroundings: .test,
      files: .texts([
        "constatd.yaml": "{vantage: a, store: /s, checks: {c: {tcp: 'a:1'}}, agreements: a.yaml}",
        "a.yaml": """
        {agreement: a, title: A, revision: 1, effective: 2026-01-01, language: en,
         time-zone: UTC, currency: EUR, parties: {provider: {name: A}, customer: {name: B}},
         services: {\(services)},
         objectives: {o: {service: s, availability: '>= 99%', window: month}}}
        """,
      ])
    )
  }

  @Test(arguments: [1_000, 1_001]) func `hours have at most a thousand stretches`(_ count: Int) {
    let list = Array(repeating: "08:00-09:00", count: count).joined(separator: ", ")
    let reading = load(
      services: "s: {description: S, available-when: c, hours: {mon: [\(list)]}}"
    )
    let isRefused = reading.description.contains("'hours' has more than 1000 stretches")
    #expect(isRefused == (count > 1_000))
    #expect((reading.configuration == nil) == isRefused)
  }

  @Test func `a thousand services may rest on each other in a row`() {
    let others = (1..<1_000).map {
      "s\($0): {description: S, available-when: \($0 == 999 ? "c" : "s\($0 + 1)")}"
    }
    let reading = load(
      services: "s: {description: S, available-when: s1}, " + others.joined(separator: ", ")
    )
    let services = reading.configuration?.agreements.first?.services ?? []
    #expect(services.count == 1_000, "\(reading)")
    #expect(services.allSatisfy { $0.composition.description == "c" })
  }

  @Test func `a circle of a thousand services is said once`() {
    let all = (0..<999).map {
      "s\($0): {description: S, available-when: s\(($0 + 1) % 999)}"
    }
    let reading = load(
      services: "s: {description: S, available-when: s0}, " + all.joined(separator: ", ")
    )
    #expect(
      reading.diagnostics.map(\.message) == [
        "services rest on each other in a circle: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10, s11,"
          + " …, s0"
      ]
    )
  }
}
