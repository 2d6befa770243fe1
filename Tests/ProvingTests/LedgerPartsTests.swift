import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Proving

/// Ledger files that are merged into one, and what that one gives back.
@Suite struct LedgerPartsTests {
  private static let store = [UInt8](0x10...0x1F)

  private func seal(_ log: UInt64) -> Record {
    .sealed(
      Seal(
        tier: .segment,
        files: log...log,
        commits: log...log,
        interval: Interval(LedgerFileTests.base, LedgerFileTests.base),
        samples: 0,
        leaves: 0,
        root: .zero,
        file: .zero
      )
    )
  }

  /// Files of some log files, each of which follows the one before.
  private func files(_ logs: [UInt64]) throws -> [(file: LedgerFile, bytes: [UInt8])] {
    var hasher = TreeHasher()
    var (previous, before) = (Hash.zero, Frontier())
    return try logs.map { log in
      var encoder = LedgerFileEncoder(
        LedgerFileHeader(store: Self.store, files: log...log, previous: previous, before: before)
      )
      for number in 0..<log % 4 {
        encoder.append(LedgerFileTests.entry(Int(number)), using: &hasher)
      }
      let entry = LedgerEntry(commit: log, time: LedgerFileTests.base, record: seal(log))
      encoder.append(entry, using: &hasher)
      let bytes = encoder.finish(using: &hasher)
      (previous, before) = (hasher.plain(bytes), encoder.tree)
      return (try LedgerFile(decoding: bytes, using: &hasher), bytes)
    }
  }

  private func merged(_ files: [LedgerFile]) throws -> LedgerFile {
    var hasher = TreeHasher()
    let bytes = LedgerFile.merging(files, using: &hasher)
    return try LedgerFile(decoding: bytes, using: &hasher)
  }

  @Test func `a merged file gives back every file, byte for byte`() throws {
    let files = try files([3, 4, 5, 9, 10])
    let whole = try merged(files.map(\.file))
    var hasher = TreeHasher()
    #expect(whole.isMerged && whole.header.files == 3...10)
    #expect(try whole.parts().map(\.log) == [3, 4, 5, 9, 10])
    let originals = try whole.originals(using: &hasher)
    #expect(originals.map(\.file) == files.map(\.file))
    #expect(originals.map(\.hash) == files.map { hasher.plain($0.bytes) })
    #expect(whole.after == files[4].file.after && whole.root == files[4].file.root)
  }

  @Test func `merging in steps gives the same bytes as at once`() throws {
    let files = try files([1, 2, 3, 4, 5]).map(\.file)
    var hasher = TreeHasher()
    let steps = [try merged(Array(files[..<2])), try merged(Array(files[2...]))]
    #expect(
      LedgerFile.merging(steps, using: &hasher) == LedgerFile.merging(files, using: &hasher)
    )
  }

  @Test func `a part of it follows the file before, and has the last one's hash`() throws {
    let files = try files([1, 2, 3, 4, 5])
    let whole = try merged(files.map(\.file))
    var hasher = TreeHasher()
    let part = try #require(try whole.part(of: 2...4, using: &hasher))
    #expect(part.file.entries == files[1...3].flatMap(\.file.entries))
    #expect(part.file.header.previous == hasher.plain(files[0].bytes))
    #expect(part.hash == hasher.plain(files[3].bytes))
    #expect(files[4].file.follows(part.file, hash: part.hash))
    #expect(try whole.part(of: 6...7, using: &hasher) == nil)
  }

  @Test func `a file that seals don't divide is refused`() throws {
    let (bytes, _) = LedgerFileTests.file(before: 3, 5)
    var hasher = TreeHasher()
    let unsealed = try LedgerFile(decoding: bytes, using: &hasher)
    #expect(throws: FormatError.malformed("last seal of a segment")) { try unsealed.parts() }
    var files = try files([7, 8]).map(\.file)
    files.swapAt(0, 1)
    let header = LedgerFileHeader(
      store: Self.store,
      files: 7...8,
      previous: .zero,
      before: Frontier()
    )
    var encoder = LedgerFileEncoder(header)
    for entry in files.flatMap(\.entries) { encoder.append(entry, using: &hasher) }
    let backwards = try LedgerFile(decoding: encoder.finish(using: &hasher), using: &hasher)
    #expect(throws: FormatError.malformed("seal of a segment")) { try backwards.parts() }
  }
}
