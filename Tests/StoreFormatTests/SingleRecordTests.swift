import Chronology
import Sampling
import Testing

@testable import StoreFormat

@Suite struct SingleRecordTests {
  @Test(arguments: 0..<30 as Range<UInt64>)
  func `a record by itself comes back as it was`(seed: UInt64) throws {
    var source = RandomRecords(seed: seed)
    for record in source.records(40) {
      if case .sample = record { continue }
      #expect(try Record.decoded(record.encoded()) == record)
    }
  }

  @Test func `what stands in a group is what stands by itself`() throws {
    let record = Record.stopped(Instant(seconds: 1_773_446_400))
    let file = [UInt8](1...16)
    let group = CommitGroup(sequence: 1, time: Instant(seconds: 1), records: [record])
    let bytes = encode(group, file: file)
    #expect(Array(bytes[48..<48 + record.encoded().count]) == record.encoded())
  }

  @Test func `a sample, a second record and another form of the same one are refused`() {
    let stop = Record.stopped(Instant(seconds: 1)).encoded()
    #expect(throws: FormatError.malformed("sample by itself")) { _ = try Record.decoded([3, 0]) }
    #expect(throws: FormatError.malformed("record length")) { _ = try Record.decoded(stop + stop) }
    #expect(throws: FormatError.truncated) { _ = try Record.decoded([]) }
    // A clock mark whose last byte is 2 says "synchronized" as 1 does.
    let mark = ClockMark(
      time: Instant(seconds: 1),
      bootTime: 1,
      step: .zero,
      isSynchronized: true
    )
    let bytes = Record.clock(mark).encoded()
    #expect(throws: FormatError.malformed("record")) {
      _ = try Record.decoded(bytes.dropLast() + [2])
    }
  }

  @Test func `an unknown kind from 128 on is passed over`() throws {
    #expect(try Record.decoded([200, 1, 7]) == nil)
    #expect(throws: FormatError.newer("record kind")) { _ = try Record.decoded([127, 0]) }
  }

  @Test func `a definition's canonical bytes are a SERIES record's without its number`() {
    var source = RandomRecords(seed: 3)
    let definition = source.definition()
    let record = Record.series(SeriesID(number: 5), definition).encoded()
    #expect(Array(record.suffix(definition.canonical.count)) == definition.canonical)
    let inner = record.count - definition.canonical.count
    #expect(record[0] == 2 && record[inner - 1] == 5)
  }

  @Test func `a seal with files, commits or a tier that can't be is refused`() {
    var source = RandomRecords(seed: 4)
    var seal = source.seal()
    seal.tier = .day
    seal.files = 3...9
    var bytes = Record.sealed(seal).encoded()
    let start = bytes[1] < 128 ? 2 : 3
    bytes[start] = 4
    #expect(throws: FormatError.malformed("seal's tier")) { _ = try Record.decoded(bytes) }
    bytes[start] = 3
    bytes[start + 1] = 10
    #expect(throws: FormatError.malformed("range")) { _ = try Record.decoded(bytes) }
  }
}
