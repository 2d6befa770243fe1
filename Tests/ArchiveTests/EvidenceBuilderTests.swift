import Agreement
import BundleFormat
import Chronology
import Posix
import Proving
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct EvidenceBuilderTests {
  private func sampleLines(_ bundle: [UInt8]) -> Int {
    String(decoding: bundle, as: UTF8.self).split(separator: "\n").filter {
      $0.hasPrefix("sample ")
    }.count
  }

  @Test func `a bundle of a sealed store is proved, with the agreement and without another check`()
    async throws
  {
    let fixture = try await EvidenceFixture()
    fixture.annotate(.service(agreement: "shop", service: "web"), "seen by both")
    fixture.annotate(.check(checkID(EvidenceFixture.secrets[0])), "not for you")
    fixture.annotate(.agreement("other"), "nor this")
    await fixture.measure(0..<4)
    await fixture.close()
    let (bytes, receipt) = try fixture.bundle(0, 4)
    #expect(receipt.verdict.isProved, "\(receipt.verdict.findings)")
    #expect(receipt.verdict.isSigned && receipt.agreements == [EvidenceFixture.agreement.sha256])
    #expect(receipt.verdict.agreements == [EvidenceFixture.agreement.sha256])
    #expect(receipt.unsealed == EvidenceError.Unsealed() && receipt.damages.isEmpty)
    #expect(receipt.verdict.checks.map(\.id.description) == ["front"])
    #expect(receipt.verdict.checks.first?.counts == [.up: 48])
    #expect(sampleLines(bytes) == 48)
    let told = EvidenceFixture.told(bytes)
    #expect(told.contains { $0.holds("seen by both".utf8) }, "the search finds what is there")
    let hidden = EvidenceFixture.secrets + ["not for you", "nor this", "AGREEMENT\u{5}other"]
    for secret in hidden {
      #expect(!told.contains { $0.holds(secret.utf8) }, "\(secret)")
    }
    #expect(!told.contains { $0.holds([192, 0, 2, 99]) }, "the other's address")
    #expect(told.contains { $0.holds([127, 0, 0, 1]) })
    let (again, _) = try fixture.bundle(0, 4)
    #expect(again == bytes, "the same evidence gives the same bytes")
  }

  @Test func `a part of the time is shown by the blocks of that time`() async throws {
    let fixture = try await EvidenceFixture()
    await fixture.measure(0..<8)
    await fixture.close()
    let (bytes, receipt) = try fixture.bundle(3, 5)
    #expect(receipt.verdict.isProved, "\(receipt.verdict.findings)")
    #expect(receipt.period == Interval(midnight + .hours(3), midnight + .hours(5)))
    #expect(
      sampleLines(bytes) == 4 * 12,
      "an hour's samples stand together, and reach over its edges"
    )
  }

  @Test(arguments: [(8, true), (4, false)])
  func `a stop is proved by its gap up to the first slot after it`(
    minutes: Int64,
    isProved: Bool
  ) async throws {
    let fixture = try await EvidenceFixture()
    await fixture.measure(0..<2)
    let stop = midnight + .minutes(118)
    let silence = Interval(stop, midnight + .hours(2) + .minutes(minutes))
    fixture.store.append(
      [.gap(Gap(series: nil, interval: silence, slots: 0, cause: .daemonStopped))]
    )
    // The slots at 0 and 5 minutes were missed.
    await fixture.measure(2..<3, from: 2)
    await fixture.measure(3..<4)
    await fixture.close()
    let verdict = try fixture.bundle(0, 4).receipt.verdict
    #expect(verdict.isProved == isProved, "\(verdict.findings)")
    #expect(verdict.subjects.isSubset(of: [.samples]))
  }

  @Test func `a bundle begins where its record does, whatever interval came later`() async throws {
    let fixture = try await EvidenceFixture()
    await fixture.measure(0..<2)
    // From here on it is measured less often; no sample of that came yet.
    _ = try await fixture.store.define(
      [EvidenceFixture.definition("front", "http://127.0.0.1/", "", every: .minutes(30))]
    )
    await fixture.close()
    let (_, receipt) = try fixture.bundle(-2, 2)
    #expect(receipt.verdict.isProved, "\(receipt.verdict.findings)")
    #expect(receipt.period.start == midnight)
  }

  @Test func `a check that was added later is missed only from then on`() async throws {
    let fixture = try await EvidenceFixture()
    await fixture.measure(0..<2)
    _ = try await fixture.store.define(
      [EvidenceFixture.definition("added", "http://127.0.0.1/added", "")]
    )
    await fixture.measure(2..<4)
    await fixture.close()
    let both = ["web", "later"]
    let before = try fixture.bundle(0, 2, services: both).receipt.verdict
    #expect(before.isProved, "\(before.findings)")
    #expect(try fixture.bundle(0, 4, services: both).receipt.verdict.subjects == [.samples])
  }

  @Test func `what isn't sealed is not in it, and is said`() async throws {
    let fixture = try await EvidenceFixture()
    #expect(throws: EvidenceError.unsealed) { _ = try fixture.bundle(0, 1) }
    await fixture.measure(0..<1)
    var all = EvidenceError.Unsealed()
    (all.samples, all.first) = (12, midnight)
    #expect(throws: EvidenceError.nothing(all)) { _ = try fixture.bundle(0, 1) }
    await fixture.measure(1..<4)
    let (bytes, receipt) = try fixture.bundle(0, 4)
    #expect(receipt.verdict.isProved, "\(receipt.verdict.findings)")
    #expect(sampleLines(bytes) == 36)
    #expect(receipt.unsealed.samples == 12)
    #expect(receipt.unsealed.first == midnight + .hours(3))
    #expect(receipt.period.end == midnight + .hours(3) - .seconds(10), "the last signed commit")
    var none = EvidenceError.Unsealed()
    (none.samples, none.first) = (6, midnight + .minutes(210))
    let end = midnight + .hours(4)
    let scope = EvidenceScope(
      EvidenceFixture.agreement,
      services: ["web"],
      in: Interval(midnight + .minutes(206), end)
    )
    #expect(throws: EvidenceError.nothing(none)) {
      _ = try EvidenceBuilder.run(
        on: fixture.disk,
        of: fixture.store.recovery.store,
        scope,
        texts: [],
        output: { _ in }
      )
    }
  }

  @Test func `a day that was merged is proved, before and after its own seal is signed`()
    async throws
  {
    let fixture = try await EvidenceFixture()
    await fixture.measure(0..<25)
    let spans = try ArchiveListing(fixture.disk).segments
    #expect(spans.first?.last ?? 0 > 20, "\(spans)")
    let (before, unsigned) = try fixture.bundle(2, 20)
    #expect(unsigned.verdict.isProved, "\(unsigned.verdict.findings)")
    #expect(String(decoding: before, as: UTF8.self).split(separator: "\nseal ").count > 10)
    await fixture.measure(25..<28)
    let (after, signed) = try fixture.bundle(2, 20)
    #expect(signed.verdict.isProved, "\(signed.verdict.findings)")
    #expect(String(decoding: after, as: UTF8.self).split(separator: "\nseal ").count == 2)
  }

  @Test func `what is damaged or gone is missing in the bundle`() async throws {
    let fixture = try await EvidenceFixture()
    await fixture.measure(0..<4)
    await fixture.close()
    let name = "samples/0000000000000002.seg"
    fixture.disk.state.withLock { $0.files[name]?[40] ^= 1 }
    let damaged = try fixture.bundle(0, 4).receipt
    #expect(!damaged.verdict.isProved && damaged.verdict.subjects == [.samples])
    #expect(damaged.damages.first?.contains(name) == true, "\(damaged.damages)")
    fixture.disk.state.withLock { _ = $0.files.removeValue(forKey: name) }
    let gone = try fixture.bundle(0, 4).receipt
    #expect(gone.verdict.subjects == [.samples], "\(gone.verdict.findings)")
  }

  @Test func `a checkpoint of another ledger gives no bundle`() async throws {
    let fixture = try await EvidenceFixture()
    await fixture.measure(0..<2)
    await fixture.close()
    let other = try await EvidenceFixture()
    await other.measure(0..<3)
    await other.close()
    fixture.disk.state.withLock { $0.files["./checkpoint"] = other.disk.files["./checkpoint"] }
    #expect(throws: EvidenceError.otherLedger) { _ = try fixture.bundle(0, 2) }
  }
}
