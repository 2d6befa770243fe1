import BundleFormat
import Chronology
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// Bundles of time in which checks came into the plan and left it.
@Suite(.timeLimit(.minutes(30))) struct EvidencePlanTests {
  private static let both = ["web", "later"]

  private func absence(
    _ series: UInt32,
    _ start: TimeAmount,
    _ end: TimeAmount,
    isOver: Bool
  ) -> Record {
    .unplanned(
      Unplanned(
        series: SeriesID(number: series),
        interval: Interval(midnight + start, midnight + end),
        isOver: isOver
      )
    )
  }

  @Test(arguments: [true, false])
  func `a check that was added is proved where its time before is on record`(
    isTold: Bool
  ) async throws {
    let fixture = try await EvidenceFixture()
    await fixture.measure(0..<2)
    let added = EvidenceFixture.definition("added", "http://127.0.0.1/added", "")
    let series = try await fixture.store.define([added])[0]
    if isTold {
      fixture.store.append(
        [absence(series.number, .zero, .hours(2), isOver: true)]
      )
    }
    fixture.others = [series]
    await fixture.measure(2..<4)
    await fixture.close()
    let (bytes, receipt) = try fixture.bundle(0, 4, services: Self.both)
    #expect(receipt.verdict.isProved == isTold, "\(receipt.verdict.findings)")
    let end = midnight + .hours(4) - .seconds(10)
    #expect(receipt.period == Interval(midnight, end), "the last attempt may not have ended")
    #expect(EvidenceFixture.told(bytes).contains { $0.holds("added".utf8) })
  }

  @Test func `a check that was taken out and brought back is proved, and a lost block is missed`()
    async throws
  {
    let fixture = try await EvidenceFixture()
    await fixture.measure(0..<2)
    fixture.store.append([absence(0, .hours(2), .hours(2), isOver: false)])
    fixture.isFrontMeasured = false
    await fixture.measure(2..<4)
    fixture.store.append([absence(0, .hours(2), .hours(4), isOver: true)])
    fixture.isFrontMeasured = true
    await fixture.measure(4..<6)
    await fixture.close()
    let verdict = try fixture.bundle(0, 6).receipt.verdict
    #expect(verdict.isProved, "\(verdict.findings)")
    #expect(verdict.checks.first?.counts == [.up: 48])
    fixture.disk.state.withLock {
      _ = $0.files.removeValue(forKey: "samples/0000000000000006.seg")
    }
    #expect(try fixture.bundle(0, 6).receipt.verdict.subjects == [.samples])
  }

  @Test func `a bundle ends where it is on record that a check is in no plan`() async throws {
    let fixture = try await EvidenceFixture()
    let added = EvidenceFixture.definition("added", "http://127.0.0.1/added", "")
    let series = try await fixture.store.define([added])[0]
    fixture.others = [series]
    await fixture.measure(0..<2)
    fixture.others = []
    fixture.store.append([absence(series.number, .hours(2), .hours(2), isOver: false)])
    await fixture.measure(2..<3)
    fixture.store.append([absence(series.number, .hours(2), .hours(3), isOver: false)])
    await fixture.measure(3..<6)
    await fixture.close()
    let both = try fixture.bundle(0, 6, services: Self.both).receipt
    #expect(both.verdict.isProved, "\(both.verdict.findings)")
    #expect(both.period.end == midnight + .hours(3))
    #expect(try fixture.bundle(0, 6).receipt.period.end > midnight + .hours(5))
    let later = try fixture.bundle(4, 6, services: Self.both).receipt
    #expect(later.verdict.subjects == [.samples], "of that time it isn't on record")
  }
}
