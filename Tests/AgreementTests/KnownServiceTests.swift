import Agreement
import Chronology
import Sampling
import TestKit
import Testing

/// From when on a service has been known, by the revisions on record.
@Suite struct KnownServiceTests {
  private let now = Instant(seconds: 1_000)

  /// A revision whose services rest on one check each.
  private func revision(_ number: Int, _ services: [String: String]) throws -> Agreement {
    Agreement(
      id: "acme",
      title: "Hosting",
      revision: number,
      effective: try #require(CivilDate("2026-01-0\(number)")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: try services.map { id, check in
        Service(id: id, description: "", check: try #require(CheckID(check)))
      },
      objectives: [],
      sha256: "0\(number)"
    )
  }

  /// Revision n was recorded n hundred seconds into the epoch.
  private func recorded(_ numbers: [Int], _ id: String = "acme") -> [RecordedRevision] {
    numbers.map { number in
      RecordedRevision(
        agreement: id,
        revision: number,
        sha256: "0\(number)",
        recorded: Instant(seconds: Int64(number) * 100)
      )
    }
  }

  @Test func `since the first revision that has it on the same checks`() throws {
    let one = try revision(1, ["shop": "web"])
    let two = try revision(2, ["shop": "web", "till": "web"])
    let three = try revision(3, ["shop": "other", "till": "web"])
    let all = [one, two, three]
    let book = recorded([1, 2, 3])
    let known = { (id: String) in book.known(id, of: three, among: all, at: self.now) }
    #expect(known("till") == Instant(seconds: 200))
    #expect(known("shop") == Instant(seconds: 300), "another check stands for it")
    #expect(book.known("shop", of: two, among: all, at: now) == Instant(seconds: 100))
  }

  @Test func `from now on where nothing is on record of the agreement`() throws {
    let one = try revision(1, ["shop": "web"])
    #expect([].known("shop", of: one, among: [one], at: now) == now)
    #expect(recorded([1], "other").known("shop", of: one, among: [one], at: now) == now)
  }

  @Test func `a revision whose text is gone is taken to have had it`() throws {
    let two = try revision(2, ["till": "web"])
    let known = recorded([1, 2]).known("till", of: two, among: [two], at: now)
    #expect(known == Instant(seconds: 100))
  }
}
