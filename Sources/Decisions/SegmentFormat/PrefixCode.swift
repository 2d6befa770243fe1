import StoreFormat

/// A canonical Huffman code of at most 12 bits a symbol, for symbols that occur.
///
/// Codes are numbered by length and then by symbol; the first bit of a code is the first one read.
///
/// Format: docs/formats/segment.md, "Prefix code".
struct PrefixCode: Sendable {
  static let longest = 12
  /// More symbols than this have no code of at most 12 bits.
  static let symbolLimit = 1 << longest

  /// Ascending.
  let symbols: [Int]
  /// Bits of each symbol's code: 1 to 12, or 0 for a single symbol.
  let lengths: [Int]

  /// The best code for symbols that occur so often.
  ///
  /// - Precondition: `counts` has at least one and at most ``symbolLimit`` that are not zero.
  init(counts: [Int]) {
    symbols = counts.indices.filter { counts[$0] > 0 }
    lengths = PrefixCode.lengths(of: symbols.map { counts[$0] })
  }

  /// Lengths by the package-merge algorithm.
  ///
  /// Every level is a list, ascending by weight, of the symbols and of the level's before, taken in
  /// pairs. Of the last list the first 2n - 2 are taken; what a symbol is taken for on all levels
  /// together is its length.
  ///
  /// Source: L. L. Larmore, D. S. Hirschberg, "A fast algorithm for optimal length-limited Huffman
  /// codes", 1990.
  private static func lengths(of counts: [Int]) -> [Int] {
    var lengths = [Int](repeating: 0, count: counts.count)
    if counts.count == 1 { return lengths }
    let order = counts.indices.sorted { (counts[$0], $0) < (counts[$1], $1) }
    var levels: [[Bool]] = []
    var weights: [Int] = []
    for _ in 0..<longest {
      var merged: [Int] = []
      var isSymbol: [Bool] = []
      var pair = 0
      var next = 0
      while next < order.count || pair + 1 < weights.count {
        let package = pair + 1 < weights.count ? weights[pair] + weights[pair + 1] : Int.max
        if next < order.count, counts[order[next]] <= package {
          merged.append(counts[order[next]])
          isSymbol.append(true)
          next += 1
        } else {
          merged.append(package)
          isSymbol.append(false)
          pair += 2
        }
      }
      levels.append(isSymbol)
      weights = merged
    }
    var taken = 2 * counts.count - 2
    for isSymbol in levels.reversed() {
      let ofSymbols = isSymbol.prefix(taken).count { $0 }
      for index in order.prefix(ofSymbols) { lengths[index] += 1 }
      taken = 2 * (taken - ofSymbols)
    }
    return lengths
  }

  /// The code of each symbol as it is written, first bit lowest.
  var codes: [UInt64] {
    var codes = [UInt64](repeating: 0, count: lengths.count)
    var next: UInt64 = 0
    for length in 1...PrefixCode.longest {
      next <<= 1
      for index in lengths.indices where lengths[index] == length {
        var reversed: UInt64 = 0
        for bit in 0..<length { reversed |= (next >> UInt64(bit) & 1) << UInt64(length - 1 - bit) }
        codes[index] = reversed
        next += 1
      }
    }
    return codes
  }
}

extension PrefixCode {
  /// Writes which symbols there are and how long their codes are.
  func encode(into bits: inout BitSink) {
    bits.gamma(UInt64(symbols.count))
    var symbol = -1
    var length = PrefixCode.longest / 2
    for index in symbols.indices {
      bits.gamma(UInt64(symbols[index] - symbol))
      symbol = symbols[index]
      if symbols.count == 1 { break }
      let step = lengths[index] - length
      bits.gamma(UInt64(step > 0 ? 2 * step : 1 - 2 * step))
      length = lengths[index]
    }
  }

  /// Reads a code of symbols below `limit`; only one that uses every sequence of bits is taken.
  init(from bits: inout BitCursor, limit: Int) throws(FormatError) {
    let count = Int(try bits.gamma(limit: UInt64(min(limit, PrefixCode.symbolLimit))))
    var symbols: [Int] = []
    var lengths: [Int] = []
    var symbol = -1
    var length = PrefixCode.longest / 2
    var space = 0
    for _ in 0..<count {
      symbol += Int(try bits.gamma(limit: UInt64(limit)))
      if symbol >= limit { throw .malformed("symbol") }
      symbols.append(symbol)
      if count == 1 {
        lengths.append(0)
        break
      }
      let step = Int(try bits.gamma(limit: 64))
      length += step % 2 == 0 ? step / 2 : (1 - step) / 2
      guard (1...PrefixCode.longest).contains(length) else { throw .malformed("code length") }
      lengths.append(length)
      space += 1 << (PrefixCode.longest - length)
    }
    if count > 1, space != 1 << PrefixCode.longest { throw .malformed("code lengths") }
    self.symbols = symbols
    self.lengths = lengths
  }

  /// For the next ``width`` bits of a stream: which symbol they begin with, as its place in
  /// ``symbols`` times 16, and the length of its code.
  var table: [UInt16] {
    let codes = codes
    var table = [UInt16](repeating: 0, count: 1 << width)
    for index in symbols.indices {
      let entry = UInt16(index << 4 | lengths[index])
      for place in stride(from: Int(codes[index]), to: table.count, by: 1 << lengths[index]) {
        table[place] = entry
      }
    }
    return table
  }

  /// The length of the longest code.
  var width: Int { lengths.max() ?? 0 }
}
