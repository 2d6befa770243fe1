import Testing

@testable import ConfigFile

/// For every rule a file that breaks it, with what is said of it beside it.
@Suite struct RuleFixtureTests {
  private static let agreement = """
    agreement: good
    title: A good agreement
    revision: 1
    effective: 2026-01-01
    language: en
    time-zone: Etc/UTC
    currency: EUR
    parties: {provider: {name: A}, customer: {name: B}}
    services: {all: {description: All of it, available-when: api}}
    objectives: {available: {service: all, availability: ">= 99%", window: month}}

    """

  private static let configuration = """
    vantage: paris-1
    store: /var/lib/constat
    retain: {samples: 400d}
    defaults: {interval: 10s}
    checks:
      api: {http: "https://api.acme.example/health"}
      database: {tcp: "db.acme.example:5432"}
      batch: {http: "https://batch.acme.example/", interval: 1m, confirm: {down: 3}}
    agreements: agreement.yaml

    """

  @Test(arguments: Fixtures.names(in: "bad-configurations"))
  func `a bad configuration is refused with`(_ name: String) throws {
    let path = "\(Fixtures.folder)bad-configurations/\(name)"
    let reading = ConfigLoader.load(
      path: "constatd.yaml",
      surroundings: .test,
      files: .table([
        "constatd.yaml": try Fixtures.bytes("\(path).yaml"),
        "good.yaml": Array(Self.agreement.utf8),
        "agreements/good.yaml": Array(Self.agreement.utf8),
      ])
    )
    #expect(reading.configuration == nil)
    try Fixtures.expect(reading.description, toEqualFile: "\(path).txt")
  }

  /// Reads an agreement beside the configuration above, as if every clause were judged.
  private func reading(_ path: String) throws -> ConfigReading {
    ConfigLoader.load(
      path: "constatd.yaml",
      surroundings: .test,
      files: .table([
        "constatd.yaml": Array(Self.configuration.utf8),
        "agreement.yaml": try Fixtures.bytes("\(path).yaml"),
      ])
    )
  }

  @Test(arguments: Fixtures.names(in: "bad-agreements"))
  func `a bad agreement is refused with`(_ name: String) throws {
    let path = "\(Fixtures.folder)bad-agreements/\(name)"
    let reading = try reading(path)
    #expect(reading.configuration == nil)
    try Fixtures.expect(reading.description, toEqualFile: "\(path).txt")
  }

  @Test(arguments: Fixtures.names(in: "doubtful-agreements"))
  func `a doubtful agreement is read with`(_ name: String) throws {
    let path = "\(Fixtures.folder)doubtful-agreements/\(name)"
    let reading = try reading(path)
    #expect(reading.configuration != nil)
    #expect(!reading.diagnostics.isEmpty)
    try Fixtures.expect(reading.description, toEqualFile: "\(path).txt")
  }

  @Test func `there are fixtures, and none without a rule`() throws {
    for (place, least) in [
      ("bad-configurations", 50), ("bad-agreements", 100), ("doubtful-agreements", 10),
    ] {
      let names = Fixtures.names(in: place)
      #expect(names.count >= least)
      for name in names { _ = try Fixtures.bytes("\(Fixtures.folder)\(place)/\(name).txt") }
    }
  }
}
