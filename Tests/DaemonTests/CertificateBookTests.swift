import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Daemon

@Suite struct CertificateBookTests {
  private let web: CheckID
  private let other: CheckID
  private let series = SeriesID(number: 3)

  init() throws {
    web = try checkID("web")
    other = try checkID("other")
  }

  private func at(_ seconds: Int64) -> Instant { Instant(seconds: 1_773_446_400 + seconds) }

  private func served(_ number: UInt8, fault: Cause? = nil) -> ServedCertificate {
    ServedCertificate(
      Certificate(
        sha256: [UInt8](repeating: number, count: 32),
        ends: at(86_400),
        chainStarts: at(-86_400),
        chainEnds: at(86_400),
        subject: "CN=web.example",
        issuer: "CN=Test"
      ),
      fault: fault
    )
  }

  @Test func `The first is news, the same is none, another is`() {
    var book = CertificateBook()
    let first = book.note(served(1), of: web, series, at: at(0))
    #expect(
      first
        == CertificateMark(series: series, lastBefore: at(0), met: at(0), served: served(1))
    )
    #expect(book.note(served(1), of: web, series, at: at(10)) == nil)
    #expect(book.note(served(1), of: web, series, at: at(20)) == nil)
    let second = book.note(served(2), of: web, series, at: at(30))
    #expect(
      second
        == CertificateMark(series: series, lastBefore: at(20), met: at(30), served: served(2))
    )
    #expect(book.note(served(2), of: other, series, at: at(40)) != nil)
  }

  @Test func `The same one refused is news, and taken again too`() {
    var book = CertificateBook()
    _ = book.note(served(1), of: web, series, at: at(0))
    #expect(book.note(served(1, fault: .tlsExpired), of: web, series, at: at(10)) != nil)
    #expect(book.note(served(1, fault: .tlsExpired), of: web, series, at: at(20)) == nil)
    let again = book.note(served(1), of: web, series, at: at(30))
    #expect(again?.lastBefore == at(20))
  }

  @Test func `What began before the last news is none`() {
    var book = CertificateBook()
    _ = book.note(served(1), of: web, series, at: at(0))
    _ = book.note(served(2), of: web, series, at: at(20))
    #expect(book.note(served(1), of: web, series, at: at(20)) == nil)
    #expect(book.note(served(1), of: web, series, at: at(21)) != nil)
  }

  @Test func `A record that goes on knows what is in force, and when it was met last`() {
    let mark = CertificateMark(series: series, lastBefore: at(0), met: at(0), served: served(1))
    var book = CertificateBook([web: mark]) { _ in at(500) }
    #expect(book.note(served(1), of: web, series, at: at(600)) == nil)
    var other = CertificateBook([web: mark]) { _ in at(500) }
    #expect(other.note(served(2), of: web, series, at: at(600))?.lastBefore == at(500))
    var unknown = CertificateBook([web: mark]) { _ in nil }
    #expect(unknown.note(served(2), of: web, series, at: at(600))?.lastBefore == at(0))
  }

  @Test func `Two certificates in turn do not fill the record`() {
    var book = CertificateBook()
    let day = (0..<8_640).filter { index in
      book.note(served(UInt8(index % 2)), of: web, series, at: at(Int64(index) * 10)) != nil
    }
    #expect(day.count == CertificateBook.limit)
    #expect(book.note(served(7), of: web, series, at: at(86_400)) != nil)
  }
}
