import StoreFormat
import TestKit
import Testing

@testable import SegmentFormat

@Suite struct PrefixCodeTests {
  private func decoded(_ code: PrefixCode, limit: Int) throws -> PrefixCode {
    var sink = BitSink()
    code.encode(into: &sink)
    var bits = BitCursor(ByteCursor(sink.finish()))
    return try PrefixCode(from: &bits, limit: limit)
  }

  private func cost(_ code: PrefixCode, _ counts: [Int]) -> Int {
    zip(code.symbols, code.lengths).reduce(0) { $0 + counts[$1.0] * $1.1 }
  }

  @Test func `lengths follow how often symbols occur`() {
    let code = PrefixCode(counts: [0, 8, 4, 0, 2, 1, 1])
    #expect(code.symbols == [1, 2, 4, 5, 6])
    #expect(code.lengths == [1, 2, 3, 4, 4])
    #expect(code.codes == [0b0, 0b01, 0b011, 0b0111, 0b1111])
    #expect(PrefixCode(counts: [0, 0, 5]).lengths == [0])
    #expect(PrefixCode(counts: [3, 900]).lengths == [1, 1])
  }

  @Test func `no code is longer than 12 bits, however rare its symbol`() throws {
    var counts = [1, 1]
    while counts.count < 40 { counts.append(counts[counts.count - 1] + counts[counts.count - 2]) }
    let code = PrefixCode(counts: counts)
    #expect(code.lengths.max() == 12)
    #expect(code.lengths.reduce(0) { $0 + 1 << (12 - $1) } == 4096)
    #expect(try decoded(code, limit: 40).lengths == code.lengths)
  }

  @Test func `as many symbols as codes of 12 bits have a code each`() throws {
    let code = PrefixCode(counts: [Int](repeating: 3, count: 4096))
    #expect(code.lengths.allSatisfy { $0 == 12 })
    #expect(Set(code.codes).count == 4096)
    #expect(try decoded(code, limit: 4096).symbols == code.symbols)
  }

  /// Where no code would be longer than 12 bits anyway, Huffman's algorithm says the cost.
  @Test(arguments: Seeds.all)
  func `no other code is shorter`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      let counts = (0..<Int.random(in: 2...30, using: &random)).map { _ in
        Int.random(in: 1...20, using: &random)
      }
      var weights = counts
      var least = 0
      while weights.count > 1 {
        weights.sort(by: >)
        let pair = weights.removeLast() + weights.removeLast()
        least += pair
        weights.append(pair)
      }
      let code = PrefixCode(counts: counts)
      #expect(cost(code, counts) == least)
      #expect(try decoded(code, limit: counts.count).lengths == code.lengths)
    }
  }

  @Test func `the table finds each symbol whatever follows it`() {
    let code = PrefixCode(counts: [20, 9, 5, 3, 2, 1])
    let table = code.table
    for (index, length) in code.lengths.enumerated() {
      for rest in 0..<1 << (code.width - length) {
        let entry = table[Int(code.codes[index]) | rest << length]
        #expect(Int(entry >> 4) == index && Int(entry & 15) == length)
      }
    }
  }

  /// Lengths as they are written, right or wrong.
  private func written(_ symbols: [Int], _ lengths: [Int]) -> [UInt8] {
    var sink = BitSink()
    sink.gamma(UInt64(symbols.count))
    var (symbol, length) = (-1, 6)
    for index in symbols.indices {
      sink.gamma(UInt64(symbols[index] - symbol))
      let step = lengths[index] - length
      sink.gamma(UInt64(step > 0 ? 2 * step : 1 - 2 * step))
      (symbol, length) = (symbols[index], lengths[index])
    }
    return sink.finish() + [0, 0]
  }

  @Test func `a code that leaves something open, says something twice or is too long is refused`() {
    for (lengths, isRight) in [
      ([1, 2, 2], true), ([1, 2, 3], false), ([1, 1, 2], false), ([1, 2, 13], false),
      ([0, 1, 1], false),
    ] {
      var bits = BitCursor(ByteCursor(written([0, 1, 2], lengths)))
      let code = try? PrefixCode(from: &bits, limit: 3)
      #expect((code != nil) == isRight, "\(lengths)")
    }
    for limit in [2, 3] {
      var bits = BitCursor(ByteCursor(written([0, 2], [1, 1])))
      #expect(((try? PrefixCode(from: &bits, limit: limit)) != nil) == (limit == 3))
    }
  }
}
