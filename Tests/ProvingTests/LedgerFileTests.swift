import Chronology
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Proving

@Suite struct LedgerFileTests {
  static let base = Instant(seconds: 1_773_446_400)

  static func entry(_ number: Int) -> LedgerEntry {
    LedgerEntry(
      commit: UInt64(number),
      time: base + .seconds(Int64(number)),
      record: .vantage(String(repeating: "v", count: number % 9))
    )
  }

  /// A file of `count` entries behind `before` others.
  static func file(
    before: Int,
    _ count: Int,
    previous: Hash = .zero
  ) -> (bytes: [UInt8], tree: Frontier) {
    var hasher = TreeHasher()
    var frontier = Frontier()
    for number in 0..<before { frontier.append(entry(number).leaf(using: &hasher), using: &hasher) }
    var encoder = LedgerFileEncoder(
      LedgerFileHeader(
        store: [UInt8](0x10...0x1F),
        files: UInt64(before)...UInt64(before),
        previous: previous,
        before: frontier
      )
    )
    for number in before..<before + count {
      #expect(encoder.append(entry(number), using: &hasher) == UInt64(number))
    }
    return (encoder.finish(using: &hasher), encoder.tree)
  }

  private func decode(_ bytes: [UInt8]) throws -> LedgerFile {
    var hasher = TreeHasher()
    return try LedgerFile(decoding: bytes, using: &hasher)
  }

  @Test(arguments: [(0, 0), (0, 1), (0, 20), (1, 3), (7, 5), (8, 8), (100, 30)])
  func `a file comes back as it was`(before: Int, count: Int) throws {
    let (bytes, tree) = Self.file(before: before, count)
    let file = try decode(bytes)
    #expect(file.entries == (before..<before + count).map { Self.entry($0) })
    #expect(file.header.before.size == UInt64(before) && file.after == tree)
    #expect(file.header.store == [UInt8](0x10...0x1F))
    var hasher = TreeHasher()
    #expect(file.root == tree.root(using: &hasher))
  }

  @Test func `a file goes on where the one before it ends, and no other does`() throws {
    var hasher = TreeHasher()
    let (first, _) = Self.file(before: 0, 7)
    let (second, _) = Self.file(before: 7, 5, previous: hasher.plain(first))
    let (early, late) = (try decode(first), try decode(second))
    #expect(late.follows(early, hash: hasher.plain(first)))
    #expect(!late.follows(early, hash: hasher.plain(second)))
    #expect(!early.follows(late, hash: hasher.plain(second)))
    let (shorter, _) = Self.file(before: 0, 6)
    #expect(!late.follows(try decode(shorter), hash: hasher.plain(first)))
  }

  @Test func `every flipped bit is found`() {
    let (bytes, _) = Self.file(before: 7, 4)
    for bit in 0..<bytes.count * 8 {
      var damaged = bytes
      damaged[bit / 8] ^= UInt8(1 << (bit % 8))
      do {
        _ = try decode(damaged)
        Issue.record("bit \(bit) passed")
      } catch FormatError.newer {
        Issue.record("bit \(bit) passed for a newer version")
      } catch {}
    }
  }

  @Test func `every truncation, and everything behind the end, is found`() {
    let (bytes, _) = Self.file(before: 3, 6)
    for length in 0..<bytes.count {
      #expect(throws: FormatError.self, "length \(length)") {
        _ = try decode(Array(bytes.prefix(length)))
      }
    }
    #expect(throws: FormatError.self) { _ = try decode(bytes + [0]) }
  }

  @Test func `entries that were dropped, swapped or repeated are found`() throws {
    let (bytes, _) = Self.file(before: 0, 6)
    let start = LedgerFileHeader.fixedLength
    var frames: [[UInt8]] = []
    for number in 0..<6 {
      let length = Self.entry(number).bytes.count + 8
      let from = start + frames.map(\.count).reduce(0, +)
      frames.append(Array(bytes[from..<from + length]))
    }
    let head = Array(bytes[..<start])
    let foot = Array(bytes.suffix(LedgerFile.footerLength))
    func file(_ frames: [[UInt8]]) -> [UInt8] { head + frames.flatMap { $0 } + foot }
    #expect(file(frames) == bytes)
    var swapped = frames
    swapped.swapAt(1, 2)
    var dropped = frames
    dropped.remove(at: 3)
    for wrong in [swapped, dropped, frames + [frames[5]], Array(frames.dropLast()), []] {
      #expect(throws: FormatError.self) { _ = try decode(file(wrong)) }
    }
  }

  @Test func `parts of two files don't make one`() {
    let (first, _) = Self.file(before: 0, 3)
    let (second, _) = Self.file(before: 0, 3, previous: changed(.zero))
    let cut = first.count - LedgerFile.footerLength
    #expect(throws: FormatError.malformed("file footer")) {
      _ = try decode(Array(first[..<cut] + second[cut...]))
    }
  }

  @Test func `a footer that names another tree is refused, with right checksums too`() throws {
    let (bytes, _) = Self.file(before: 2, 3)
    for place in [8, 16, 24] {
      var wrong = bytes
      let start = bytes.count - LedgerFile.footerLength
      wrong[start + place] ^= 1
      var sink = ByteSink()
      sink.integer(CRC32C.of(Array(wrong[start..<wrong.count - 4])))
      wrong.replaceSubrange(wrong.count - 4..<wrong.count, with: sink.bytes)
      #expect(throws: FormatError.self) { _ = try decode(wrong) }
    }
  }

  @Test func `random bytes are refused, never trapped on`() {
    var random = SplitMix64(seed: 3)
    let (good, _) = Self.file(before: 5, 5)
    for _ in 0..<3_000 {
      var bytes = good
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
      _ = try? decode(bytes)
      _ = try? LedgerEntry(decoding: Array(bytes[.random(in: bytes.indices, using: &random)...]))
    }
  }
}
