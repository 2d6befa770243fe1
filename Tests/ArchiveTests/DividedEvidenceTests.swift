import Agreement
import BundleFormat
import Chronology
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

/// The bundle of a period that a later revision divides.
@Suite(.timeLimit(.minutes(30))) struct DividedEvidenceTests {
  private static let text = Array("agreement: shop, by another check\n".utf8)

  private static let later = Agreement(
    id: "shop",
    title: "Shop",
    revision: 2,
    effective: CivilDate(daysSinceEpoch: 1),
    language: .english,
    timeZone: "UTC",
    currency: euro,
    parties: Parties(provider: Party(name: "P"), customer: Party(name: "C")),
    services: [Service(id: "web", description: "It answers", check: checkID("next"))],
    objectives: [],
    sha256: Hexadecimal.text(SHA256.hash(text))
  )

  private func store(recording isRecorded: Bool) async throws -> EvidenceFixture {
    let fixture = try await EvidenceFixture()
    fixture.others = try await fixture.store.define([
      EvidenceFixture.definition("next", "http://127.0.0.1/next", "")
    ])
    if isRecorded {
      let recorded = RecordedEvent(
        kind: RecordedRevision.eventKind,
        key: "shop/2",
        time: fixture.clock.now,
        message: "recorded",
        fields: [
          .init(name: "AGREEMENT", value: "shop"), .init(name: "REVISION", value: "2"),
          .init(name: "AGREEMENT_SHA256", value: Self.later.sha256),
        ]
      )
      fixture.store.append([.event(recorded)])
    }
    await fixture.measure(0..<4)
    await fixture.close()
    return fixture
  }

  @Test func `it has the checks and the texts of all parts, proved`() async throws {
    let fixture = try await store(recording: true)
    let (_, receipt) = try fixture.bundle(0, 4, followedBy: [Self.later], texts: [Self.text])
    #expect(receipt.verdict.isProved, "\(receipt.verdict.findings)")
    let hashes = [EvidenceFixture.agreement.sha256, Self.later.sha256]
    #expect(receipt.agreements == Set(hashes))
    #expect(receipt.verdict.agreements.sorted() == hashes.sorted())
    #expect(receipt.verdict.checks.map(\.id.description) == ["front", "next"])
  }

  @Test func `a text that nothing on record names is left out, and the other one is in it`()
    async throws
  {
    let fixture = try await store(recording: false)
    let (_, receipt) = try fixture.bundle(0, 4, followedBy: [Self.later], texts: [Self.text])
    #expect(receipt.verdict.isProved, "\(receipt.verdict.findings)")
    #expect(receipt.agreements == [EvidenceFixture.agreement.sha256])
  }
}
