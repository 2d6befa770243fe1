import Chronology
import Proving
import Sampling
import StoreFormat
import Testing

@Suite struct LedgerEntryTests {
  static let entry = LedgerEntry(
    commit: 0x0102,
    time: Instant(nanoseconds: 0x0304),
    record: .vantage("fra1")
  )

  @Test func `an entry is its commit, its time and its record`() throws {
    #expect(
      Hexadecimal.text(Self.entry.bytes) == "0201000000000000" + "0403000000000000"
        + "01050466726131"
    )
    let read = try LedgerEntry(decoding: Self.entry.bytes)
    #expect(read == Self.entry && read.kind == 1)
    #expect(try read.record() == .vantage("fra1"))
    var hasher = TreeHasher()
    #expect(read.leaf(using: &hasher) == hasher.plain([0] + Self.entry.bytes))
  }

  @Test func `a record of a kind that nobody knows has its place all the same`() throws {
    for kind in [127, 200] as [UInt8] {
      let bytes = Array(Self.entry.bytes.prefix(16)) + [kind, 2, 9, 9]
      let entry = try LedgerEntry(decoding: bytes)
      #expect(entry.bytes == bytes && entry.kind == kind)
    }
    let ignorable = try LedgerEntry(decoding: Array(Self.entry.bytes.prefix(16)) + [200, 0])
    #expect(try ignorable.record() == nil)
  }

  @Test func `an entry with less or more than its record is refused`() {
    let bytes = Self.entry.bytes
    for count in 0..<bytes.count {
      #expect(throws: FormatError.self) {
        _ = try LedgerEntry(decoding: Array(bytes.prefix(count)))
      }
    }
    #expect(throws: FormatError.malformed("record length")) {
      _ = try LedgerEntry(decoding: bytes + [0])
    }
    // The same length in two bytes.
    #expect(throws: FormatError.malformed("varint")) {
      _ = try LedgerEntry(decoding: bytes.prefix(17) + [0x85, 0] + bytes.dropFirst(18))
    }
  }

  @Test(arguments: [7, 15]) func `a commit or a time that can't be is refused`(place: Int) {
    var bytes = Self.entry.bytes
    bytes[place] = 0x80
    #expect(throws: FormatError.self) { _ = try LedgerEntry(decoding: bytes) }
  }

  @Test func `an entry longer than a group is refused`() {
    let bytes = [UInt8](repeating: 0, count: LedgerEntry.lengthLimit + 1)
    #expect(throws: FormatError.malformed("entry length")) { _ = try LedgerEntry(decoding: bytes) }
  }
}
