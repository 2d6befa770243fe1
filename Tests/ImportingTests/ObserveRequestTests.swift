import Agreement
import Testing

@testable import Importing

@Suite struct ObserveRequestTests {
  private let request = ObserveRequest(
    name: "first-contact",
    author: .customer,
    source: "CRM d'été, table 3",
    path: "/tmp/mars 2026.csv",
    hash: [UInt8](0..<32)
  )

  @Test func `a request comes back as it was, with a file and without`() throws {
    #expect(request.file == "mars 2026.csv")
    #expect(ObserveRequest(header: request.header.dropLast()) == request)
    let bare = ObserveRequest(
      name: "calls",
      author: .measurer,
      source: "desk",
      hash: [UInt8](0..<32)
    )
    #expect(bare.file.isEmpty && ObserveRequest(header: bare.header.dropLast()) == bare)
    #expect(bare.header.last == UInt8(ascii: "\n") && bare.header.starts(with: "observe 1 ".utf8))
  }

  @Test func `the longest request fits`() {
    let longest = ObserveRequest(
      name: String(repeating: "a", count: 64),
      author: .measurer,
      source: String(repeating: "s", count: RecordedObservations.sourceLimit),
      path: String(repeating: "f", count: 5_000),
      hash: [UInt8](0..<32)
    )
    #expect(longest.header.count < ObserveRequest.longestHeader)
    #expect(ObserveRequest(header: longest.header.dropLast()) == longest)
  }

  @Test func `what is none is refused`() {
    let header = Array(request.header.dropLast())
    let text = String(decoding: header, as: UTF8.self)
    for (part, wrong) in [
      ("observe 1", "observe 2"), ("first-contact", "First"), ("customer", "nobody"),
      (" 0001", " 00"),
    ] {
      #expect(ObserveRequest(header: Array(text.replacing(part, with: wrong).utf8)) == nil)
    }
    for length in [0, 5, 10, 40] { #expect(ObserveRequest(header: header.prefix(length)) == nil) }
    // A source and a file with what a terminal would obey.
    let parts = text.split(separator: " ").map(String.init)
    #expect(
      ObserveRequest(header: Array((parts[..<5] + ["1b", "-"]).joined(separator: " ").utf8)) == nil
    )
    #expect(
      ObserveRequest(header: Array((parts[..<5] + ["41", "1b"]).joined(separator: " ").utf8)) == nil
    )
    #expect(
      ObserveRequest(header: Array((parts[..<5] + ["41", "-"]).joined(separator: " ").utf8)) != nil
    )
  }
}
