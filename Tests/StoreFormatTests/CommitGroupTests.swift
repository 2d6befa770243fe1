import Chronology
import Sampling
import TestKit
import Testing

@testable import StoreFormat

@Suite struct CommitGroupTests {
  let file = [UInt8](1...16)

  @Test(arguments: 0..<40 as Range<UInt64>)
  func `random records come back as they were`(seed: UInt64) throws {
    var source = RandomRecords(seed: seed)
    let group = CommitGroup(
      sequence: seed + 1,
      time: source.base,
      flags: seed % 2 == 0 ? .cleanClose : [],
      records: source.records(60)
    )
    let bytes = encode(group, file: file)
    #expect(bytes.count % LogFileHeader.alignment == 0)
    #expect(try CommitGroup(decoding: bytes, file: file) == group)
    let shifted = [UInt8](repeating: 7, count: 512) + bytes
    #expect(try CommitGroup(decoding: shifted, at: 512, file: file) == group)
    let header = try CommitGroupHeader(decoding: bytes, file: file)
    #expect(header.groupLength == bytes.count && header.sequence == seed + 1)
  }

  @Test func `an empty group is a group`() throws {
    let group = CommitGroup(
      sequence: 1,
      time: Instant(seconds: 1),
      flags: .cleanClose,
      records: []
    )
    #expect(try CommitGroup(decoding: encode(group, file: file), file: file) == group)
  }

  @Test func `a repetition holds nothing but what is known already`() throws {
    var source = RandomRecords(seed: 97)
    var kinds: Set<String> = []
    for record in source.records(400) {
      let group = CommitGroup(
        sequence: 1,
        time: source.base,
        flags: .repetition,
        records: [.vantage("fra1"), record]
      )
      let found = try? CommitGroup(decoding: encode(group, file: file), file: file)
      switch record {
      case .vantage, .series, .unknown: #expect(found == group)
      default: #expect(found == nil, "\(record)")
      }
      kinds.insert(String("\(record)".prefix { $0 != "(" }))
    }
    #expect(kinds.count > 10, "\(kinds)")
  }

  @Test func `every single flipped bit is found`() {
    var source = RandomRecords(seed: 99)
    let group = CommitGroup(sequence: 9, time: source.base, records: source.records(6))
    let bytes = encode(group, file: file)
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= UInt8(1 << (bit % 8))
      #expect(throws: FormatError.self, "bit \(bit)") {
        _ = try CommitGroup(decoding: damaged, file: file)
      }
    }
  }

  @Test func `every truncation is found`() {
    var source = RandomRecords(seed: 98)
    let group = CommitGroup(sequence: 9, time: source.base, records: source.records(20))
    let bytes = encode(group, file: file)
    for length in 0..<bytes.count {
      #expect(throws: FormatError.truncated, "length \(length)") {
        _ = try CommitGroup(decoding: Array(bytes.prefix(length)), file: file)
      }
    }
  }

  @Test func `a group of another file is refused`() {
    let group = CommitGroup(sequence: 1, time: Instant(seconds: 1), records: [])
    let bytes = encode(group, file: file)
    #expect(throws: FormatError.checksum("group header")) {
      _ = try CommitGroup(decoding: bytes, file: [UInt8](repeating: 0, count: 16))
    }
  }

  @Test func `a batch larger than a group is split where a record ends`() throws {
    var source = RandomRecords(seed: 5)
    let records = (0..<30_000).map { _ in Record.sample(source.sample()) }
    var encoder = GroupEncoder(file: file)
    var index = 0
    var sequence: UInt64 = 1
    while index < records.count {
      index += encoder.append(
        records,
        index..<records.count,
        sequence: sequence,
        time: source.base
      )
      sequence += 1
    }
    #expect(sequence > 3)
    var found: [Record] = []
    var offset = 0
    while offset < encoder.bytes.count {
      let group = try CommitGroup(decoding: encoder.bytes, at: offset, file: file)
      found += group.records
      offset += try CommitGroupHeader(decoding: encoder.bytes, at: offset, file: file).groupLength
    }
    #expect(found == records)
  }

  @Test func `an instant that no reader takes is written as the nearest one that it does`() throws {
    let early = Instant(nanoseconds: .min)
    let late = Instant(nanoseconds: .max)
    let group = CommitGroup(
      sequence: 1,
      time: early,
      records: [
        .sample(Sample(series: SeriesID(number: 0), due: early, start: late, outcome: .up)),
        .stopped(late),
        .gap(Gap(series: nil, interval: Interval(late, early), slots: 0, cause: .late)),
        .gap(Gap(series: nil, interval: Interval(early, late), slots: 0, cause: .late)),
      ]
    )
    let read = try CommitGroup(decoding: encode(group, file: file), file: file)
    let last = Instant(nanoseconds: 1 << 62 - 1)
    #expect(read.records[1] == .stopped(last))
    #expect(read.records.count == 4 && read.time == Instant(nanoseconds: 0))
  }

  @Test func `random bytes with right checksums are refused or read, never trapped on`() {
    var random = SplitMix64(seed: 4)
    for round in 0..<2_000 {
      var source = RandomRecords(seed: UInt64(round))
      var sink = ByteSink()
      var body = ByteSink()
      var samples = SampleEncoder()
      samples.begin(at: source.base)
      for record in source.records(3) { record.encode(into: &sink, using: &body, &samples) }
      var bytes = sink.bytes
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let index = Int.random(in: bytes.indices, using: &random)
        bytes[index] = .random(in: .min ... .max, using: &random)
      }
      var cursor = ByteCursor(bytes)
      var decoder = SampleDecoder(base: source.base)
      while let record = try? Record.decode(from: &cursor, using: &decoder) {
        if case .sample(let sample) = record { _ = sample.end }
      }
    }
  }
}
