import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import StoreFormat

@Suite struct RecordedObservationsTests {
  /// The ones that docs/formats/log.md shows.
  static let counted = RecordedObservations(
    recorded: Instant(seconds: 1_773_532_800),
    feed: ObservationFeed(name: "first-contact", kind: .counts),
    source: "desk",
    author: .customer,
    file: "march.csv",
    hash: [UInt8](0x40...0x5F),
    entries: [
      ObservedEntry(
        id: "2026-03-14",
        interval: Interval(Instant(seconds: 1_773_446_400), Instant(seconds: 1_773_532_800)),
        good: 42,
        valid: 50
      )
    ]
  )

  @Test func `the worked example is what the code writes`() throws {
    let bytes = Record.observed(Self.counted).encoded()
    let example = stride(from: 0, to: bytes.count, by: 16).map { start in
      bytes[start..<min(start + 16, bytes.count)].map { Hexadecimal.text([$0]) }
        .joined(separator: " ") + "\n"
    }.joined()
    let document = try RepositoryFile.text("docs/formats/log.md")
    #expect(document.contains(example), "the example should be:\n\(example)")
  }

  @Test func `counts and durations come back as they were`() throws {
    var source = RandomRecords(seed: 18)
    for _ in 0..<100 {
      let record = Record.observed(source.observations())
      #expect(try Record.decoded(record.encoded()) == record)
    }
  }

  @Test func `the largest part fits into one group of the log`() throws {
    let id = String(repeating: "é", count: 32)
    var largest = Self.counted
    largest.source = String(repeating: "s", count: RecordedObservations.sourceLimit)
    largest.file = String(repeating: "f", count: RecordedObservations.fileLimit)
    largest.entries = (0..<RecordedObservations.entryLimit).map { number in
      let start = Instant(nanoseconds: number.isMultiple(of: 2) ? 0 : 1 << 61)
      return ObservedEntry(
        id: id,
        interval: Interval(start, start + ObservedEntry.longest),
        good: ObservedEntry.countLimit,
        valid: ObservedEntry.countLimit
      )
    }
    let record = Record.observed(largest)
    #expect(record.encoded().count <= CommitGroup.payloadLimit)
    #expect(try Record.decoded(record.encoded()) == record)
  }

  @Test func `a part cut anywhere is refused`() throws {
    let bytes = Record.observed(Self.counted).encoded()
    for length in 0..<bytes.count {
      #expect(throws: FormatError.self) { try Record.decoded(Array(bytes.prefix(length))) }
    }
  }

  @Test(arguments: [(51, 50), (1, ObservedEntry.countLimit + 1)] as [(Int64, Int64)])
  func `counts that can't be are refused`(good: Int64, valid: Int64) throws {
    var wrong = Self.counted
    wrong.entries[0].good = good
    wrong.entries[0].valid = valid
    #expect(throws: FormatError.malformed("counts")) {
      try Record.decoded(Record.observed(wrong).encoded())
    }
  }

  @Test func `parts, kinds, authors and names that can't be are refused`() throws {
    var wrong = Self.counted
    wrong.part = 3
    wrong.parts = 3
    #expect(throws: FormatError.malformed("part of observations")) {
      try Record.decoded(Record.observed(wrong).encoded())
    }
    wrong = Self.counted
    wrong.feed = ObservationFeed(name: "First Contact", kind: .counts)
    #expect(throws: FormatError.malformed("name")) {
      try Record.decoded(Record.observed(wrong).encoded())
    }
    var bytes = Record.observed(Self.counted).encoded()
    let kind = 2 + 9 + 1 + "first-contact".utf8.count
    #expect(bytes[kind] == 1, "where the kind is")
    bytes[kind] = 3
    #expect(throws: FormatError.malformed("kind of observations")) { try Record.decoded(bytes) }
    bytes[kind] = 1
    let author = kind + 1 + 1 + "desk".utf8.count
    #expect(bytes[author] == 2, "where the author is")
    bytes[author] = 5
    #expect(throws: FormatError.malformed("observations' author")) { try Record.decoded(bytes) }
  }
}

extension RandomRecords {
  mutating func observations() -> RecordedObservations {
    let kind: ObservationFeed.Kind = number(0...1) == 0 ? .counts : .durations
    let entries = (0..<Int(number(0...8))).map { number in
      let good = self.number(0...1_000)
      let valid = good + self.number(0...1_000)
      return ObservedEntry(
        id: "\(number) \(text(10))",
        interval: interval(),
        good: kind == .counts ? good : 0,
        valid: kind == .counts ? valid : 1
      )
    }
    return RecordedObservations(
      recorded: instant(),
      feed: ObservationFeed(name: "feed-\(number(0...99))", kind: kind),
      source: text(20),
      author: Annotation.Author.allCases.randomElement(using: &random) ?? .measurer,
      file: text(20),
      hash: bytes(32),
      part: 1,
      parts: 2,
      entries: entries
    )
  }
}
