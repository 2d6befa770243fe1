import Agreement
import Chronology
import Testing

@testable import ConfigFile

/// Agreements are held against what is on record of their revisions.
@Suite struct RevisionRecordTests {
  private static let agreement = """
    agreement: shop
    title: Hosting
    revision: 3
    effective: 2026-01-01
    language: en
    time-zone: UTC
    currency: EUR
    parties: {provider: {name: A}, customer: {name: B}}
    services: {s: {description: S, available-when: c}}
    objectives: {o: {service: s, availability: '>= 99%', window: month}}

    """

  private static let files = [
    "constatd.yaml": "vantage: a\nstore: /s\nagreements: shop.yaml\nchecks: {c: {tcp: 'a:1'}}\n",
    "shop.yaml": agreement,
  ]

  private func read(_ recorded: [RecordedRevision]) -> ConfigReading {
    var surroundings = Surroundings.test
    surroundings.recordedRevisions = { $0 == "/s" ? recorded : [] }
    return load(Self.files, surroundings)
  }

  private func recorded(
    _ hash: String,
    _ revision: Int = 3,
    of agreement: String = "shop"
  ) throws -> RecordedRevision {
    RecordedRevision(
      agreement: agreement,
      revision: revision,
      sha256: hash,
      recorded: try #require(Instant(rfc3339: "2026-02-03T04:05:06.789Z"))
    )
  }

  @Test func `a text that is not the recorded one is refused at its revision, with what to do`()
    throws
  {
    let hash = try #require(read([]).configuration?.agreements.first).sha256
    let reading = read([try recorded(String(repeating: "ab12", count: 16))])
    #expect(reading.configuration == nil)
    #expect(
      reading.diagnostics.map(\.headline) == [
        "shop.yaml:3:1: error: revision 3 of 'shop' was recorded on 2026-02-03T04:05:06Z with SHA-256"
          + " ab12ab12ab12…; this file differs (\(hash.prefix(12))…); put the earlier text back, or"
          + " raise 'revision' and give it an 'effective' date in a new file"
      ]
    )
  }

  @Test func `the recorded text, another revision and another agreement are taken`() throws {
    let hash = try #require(read([]).configuration?.agreements.first).sha256
    let other = String(repeating: "0", count: 64)
    let reading = read([
      try recorded(hash), try recorded(other, 2), try recorded(other, 4),
      try recorded(other, of: "else"),
    ])
    #expect(reading.configuration?.agreements.map(\.sha256) == [hash], "\(reading.diagnostics)")
  }
}
