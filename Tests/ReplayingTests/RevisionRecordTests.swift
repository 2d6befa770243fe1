import Agreement
import Archive
import Chronology
import Events
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Replaying

@Suite struct RevisionRecordTests {
  @Test func `what an event says of a revision is read back`() throws {
    let shop = try agreement(revision: 3)
    let time = try instant("2026-03-01T00:00:00Z")
    let recorded = try #require(RecordedRevision(Event.agreementRecorded(shop, at: time).recorded))
    #expect(
      recorded
        == RecordedRevision(agreement: "shop", revision: 3, sha256: shop.sha256, recorded: time)
    )
    #expect(!recorded.contradicts(shop))
    #expect(RecordedRevision(Event.daemonStopped(at: time, reason: "x").recorded) == nil)
  }

  @Test func `the first text that was recorded counts, and another revision is another matter`()
    throws
  {
    let shop = try agreement(revision: 3)
    let time = try instant("2026-03-01T00:00:00Z")
    func revision(_ number: Int, _ hash: String, of id: String = "shop") -> RecordedRevision {
      RecordedRevision(agreement: id, revision: number, sha256: hash, recorded: time)
    }
    let record = [
      revision(2, "aa"), revision(3, "bb", of: "other"), revision(3, "cc"), revision(3, "00"),
    ]
    #expect(record.of(shop) == revision(3, "cc"))
    #expect(revision(3, "cc").contradicts(shop) && !revision(3, "00").contradicts(shop))
    #expect(!revision(2, "cc").contradicts(shop) && !revision(3, "cc", of: "x").contradicts(shop))
    #expect(record.of(try agreement(revision: 4)) == nil)
  }

  @Test func `a store tells of the revisions that were recorded, and one that isn't there of none`()
    async throws
  {
    let scratch = try Scratch()
    let path = scratch.file("store")
    #expect(try RevisionRecord.read(path).isEmpty)
    let store = try Store.open(path, observer: Store.Observer(committed: { _ in }))
    let shop = try agreement()
    let time = try instant("2026-03-01T00:00:00Z")
    store.append([
      .event(Event.daemonStopped(at: time, reason: "x").recorded),
      .event(Event.agreementRecorded(shop, at: time).recorded),
    ])
    #expect(await store.close())
    #expect(try RevisionRecord.read(path).map(\.sha256) == ["00"])
    #expect(RevisionRecord.readable(in: path).of(shop)?.recorded == time)
  }
}
