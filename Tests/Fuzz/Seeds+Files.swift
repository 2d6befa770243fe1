import Chronology
import Glibc
import Proving
import Sampling
import StoreFormat

@testable import Rollups
@testable import SegmentFormat

extension Seeds {
  static let header = Array(
    LogFileHeader(
      store: store,
      file: Decoder.file,
      number: 3,
      firstCommit: 17,
      nextSeries: 4,
      boot: store,
      created: start,
      bootTime: 7,
      previous: store
    ).encoded().prefix(160)
  )

  static let segment: [UInt8] = {
    var writer = SegmentWriter(SegmentIdentity(store: store, files: 1...1, commits: 1...9))
    var bytes = SegmentHead.bytes
    for series in 0..<3 as Range<UInt32> {
      let own = samples.filter { $0.series.number == series }
      let block = EncodedBlock(own, parts: [BlockPart(file: 1, count: own.count)])
      bytes += (try? writer.append(block, leaf: [UInt8](repeating: 7, count: 32))) ?? []
    }
    return bytes + writer.finish()
  }()

  static let columns: [[UInt8]] = {
    let numbers = (0..<60).map { Int64($0) }
    let constant = numbers.map { _ in Int64(5) }
    let runs = numbers.map { $0 / 20 }
    let wide = numbers.map { $0 * $0 * 997 % 4_001 }
    let powers = numbers.map { Int64(1) << $0 }
    let few = numbers.map { $0 % 3 == 0 ? Int64(900_000) : -3 }
    return [constant, runs, wide, powers, few].map { [0, 59] + ColumnCodec.encode($0) }
  }()

  static let ledger: [UInt8] = {
    var hasher = TreeHasher()
    var encoder = LedgerFileEncoder(
      LedgerFileHeader(store: store, files: 1...1, previous: .zero, before: Frontier())
    )
    for record in entries {
      encoder.append(LedgerEntry(commit: 1, time: start, record: record), using: &hasher)
    }
    return encoder.finish(using: &hasher)
  }()

  static let detail: [UInt8] = {
    var sink = ByteSink()
    RollupDetail().encode(Interval(start, start + .hours(1)), RollupSummary(), into: &sink)
    return sink.bytes
  }()

  static let key = "constat.example+3c9d0b28+AWp1yLwbTFyAFVV0jwo0Lqfy5rjIQCUFkrZh3w8rM6Rk"

  static let note = """
    constat.example
    12
    AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

    — constat.example PJ0LKAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA

    """

  static let bundle = """
    constat-evidence 1
    store 101112131415161718191a1b1c1d1e1f constat.example
    period 1773478800000000000 1773482400000000000
    checkpoint Y29uc3RhdAo= -
    key 0 AAAA - -
    agreement aa AAAA
    entry 1 AAAA AAAA
    seal 2 AAAA -
    block 1 0 2 AAAA -
    sample 1 2 3 4 5 6 7 8 9 10 11 12 13
    end 10 00

    """

  static let imported = """
    {"at":"2026-03-14T09:00:00Z","outcome":"up","total_us":18000,"status":200}
    {"at":"2026-03-14T09:01:00.5Z","outcome":"down","cause":"connect-refused"}
    {"at":1773478920,"outcome":"void","total_us":1.5e3,"x":[1,{"a":"\\u00e9\\ud83d\\ude00"}]}

    """

  static let yaml = """
    a: &x [1, "two", {three: 3}]
    b: *x
    c: |
      text
    ? [k]
    : !!str v
    --- # more
    - 'it''s'

    """

  /// A file of the repository that this runs in.
  static func repositoryFile(_ path: String) -> [UInt8] {
    guard let file = unsafe fopen(path, "r") else { return [] }
    defer { unsafe fclose(file) }
    let limit = 1 << 20
    var bytes = [UInt8](repeating: 0, count: limit)
    let count = unsafe fread(&bytes, 1, limit, file)
    return Array(bytes.prefix(count))
  }

  /// A file as the golden files show it: an offset and up to 16 bytes a line.
  static func golden(_ path: String) -> [UInt8] {
    String(decoding: repositoryFile(path), as: UTF8.self).split(separator: "\n").flatMap { line in
      line.split(separator: " ").dropFirst().compactMap { UInt8($0, radix: 16) }
    }
  }
}
