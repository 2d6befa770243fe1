import Agreement
import Chronology
import Events
import Replaying
import StoreFormat
import TestKit
import Testing

@testable import Daemon

@Suite struct RevisionBookTests {
  @Test func `each revision is recorded once`() throws {
    let first = try shop([.month])
    let second = try shop([.month], revision: 2, effective: "2026-07-01")
    var book = RevisionBook([])
    let records = book.records(of: [first], at: at(0))
    #expect(records == [.event(Event.agreementRecorded(first, at: at(0)).recorded)])
    #expect(book.records(of: [first], at: at(9)).isEmpty)
    #expect(
      book.records(of: [first, second], at: at(9))
        == [.event(Event.agreementRecorded(second, at: at(9)).recorded)]
    )
    guard case .event(let event) = records[0] else { return }
    var later = RevisionBook([try #require(RecordedRevision(event))])
    #expect(later.records(of: [first], at: at(9)).isEmpty, "another start")
  }

  @Test func `another text under a revision that is on record is contradicted, durable or not`()
    throws
  {
    let shop = try shop([.month])
    let edited = Agreement(
      id: shop.id,
      title: "Another",
      revision: shop.revision,
      effective: shop.effective,
      language: shop.language,
      timeZone: shop.timeZone,
      currency: shop.currency,
      parties: shop.parties,
      services: shop.services,
      objectives: shop.objectives,
      sha256: "ff"
    )
    var book = RevisionBook([])
    #expect(book.contradiction([shop]) == nil)
    _ = book.records(of: [shop], at: at(0))
    let reason = try #require(book.contradiction([edited]))
    #expect(reason.hasPrefix("revision 1 of 'shop' was recorded with SHA-256 00…"), "\(reason)")
    #expect(reason.contains("raise 'revision'"))
    #expect(book.contradiction([shop]) == nil)
  }
}
