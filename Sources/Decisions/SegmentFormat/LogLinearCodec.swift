import StoreFormat

/// Codes as symbols whose width grows with their size, in a prefix code, and the bits within.
///
/// A code below 2^(k + 1) is its own symbol. Above, each power of two has 2^k symbols, and the bits
/// that a symbol leaves open follow it as they are.
///
/// Format: docs/formats/segment.md, "Log-linear".
enum LogLinearCodec {
  /// The fineness k.
  static let finenesses = 0...6

  /// How many symbols there are at fineness `k`.
  static func symbolLimit(_ k: Int) -> Int { (65 - k) << k }

  /// The symbol of a code and how many bits it leaves open.
  @inline(__always)
  static func symbol(of code: UInt64, _ k: Int) -> (symbol: Int, open: Int) {
    let open = max(0, 63 - (code | 1).leadingZeroBitCount - k)
    return (Int(code >> UInt64(open)) + open << k, open)
  }

  /// The smallest code of a symbol and how many bits the symbol leaves open.
  static func smallest(of symbol: Int, _ k: Int) -> (code: UInt64, open: Int) {
    let open = max(0, symbol >> k - 1)
    return (UInt64(symbol - open << k) << UInt64(open), open)
  }

  /// The fineness for `codes`, and nearly what they take then, in bits.
  static func plan(_ codes: [UInt64]) -> (k: Int, bits: Int) {
    var k = finenesses.upperBound
    var counts = counts(of: codes, k)
    var best = (k: k, bits: Int.max)
    while true {
      let bits = cost(counts, k, total: codes.count)
      if bits <= best.bits { best = (k, bits) }
      if k == finenesses.lowerBound { return best }
      var coarser: [Int] = []
      for symbol in counts.indices where counts[symbol] > 0 {
        let target = self.symbol(of: smallest(of: symbol, k).code, k - 1).symbol
        while coarser.count <= target { coarser.append(0) }
        coarser[target] += counts[symbol]
      }
      counts = coarser
      k -= 1
    }
  }

  /// How often each symbol occurs, up to the highest.
  private static func counts(of codes: [UInt64], _ k: Int) -> [Int] {
    let highest = symbol(of: codes.max() ?? 0, k).symbol
    var counts = [Int](repeating: 0, count: highest + 1)
    for code in codes { counts[symbol(of: code, k).symbol] += 1 }
    return counts
  }

  /// The entropy of the symbols, the open bits and the table, in bits.
  private static func cost(_ counts: [Int], _ k: Int, total: Int) -> Int {
    let all = binaryLogarithm(total)
    var bits = 0
    var symbols = 0
    for symbol in counts.indices where counts[symbol] > 0 {
      let count = counts[symbol]
      bits += count * (all - binaryLogarithm(count) + smallest(of: symbol, k).open << 8)
      symbols += 1
    }
    // The table takes about 5 bits a symbol: measured on days of a sample a minute.
    return bits >> 8 + 5 * symbols
  }

  /// The logarithm of a number from 1 on, in 256ths, to about 2 of them.
  private static func binaryLogarithm(_ value: Int) -> Int {
    let whole = 63 - UInt64(value).leadingZeroBitCount
    let part = (value << 8) >> whole - 256
    return whole << 8 + part + (part * (256 - part) * 88) >> 16
  }
}

extension LogLinearCodec {
  /// Writes the codes.
  static func encode(_ codes: [UInt64], k: Int, into sink: inout ByteSink) {
    let counts = counts(of: codes, k)
    let prefix = PrefixCode(counts: counts)
    var places = [Int](repeating: 0, count: counts.count)
    for (place, symbol) in prefix.symbols.enumerated() { places[symbol] = place }
    let words = prefix.codes
    var bits = BitSink()
    bits.write(UInt64(k), width: 3)
    prefix.encode(into: &bits)
    for code in codes {
      let (symbol, open) = symbol(of: code, k)
      let place = places[symbol]
      bits.write(words[place], width: prefix.lengths[place])
      bits.write(code & (1 << UInt64(open) - 1), width: open)
    }
    sink.raw(bits.finish())
  }

  /// Reads `count` codes.
  static func decode(
    from cursor: inout ByteCursor,
    count: Int
  ) throws(FormatError) -> [UInt64] {
    var bits = BitCursor(cursor)
    let k = Int(try bits.read(width: 3))
    guard finenesses.contains(k) else { throw .malformed("fineness") }
    let prefix = try PrefixCode(from: &bits, limit: symbolLimit(k))
    let smallest = prefix.symbols.map { self.smallest(of: $0, k) }
    let table = prefix.table
    let width = prefix.width
    var codes: [UInt64] = []
    codes.reserveCapacity(count)
    for _ in 0..<count {
      let entry = table[Int(bits.peek(width: width))]
      try bits.skip(width: Int(entry & 15))
      let (first, open) = smallest[Int(entry >> 4)]
      codes.append(try first | bits.read(width: open))
    }
    try bits.finish(&cursor)
    return codes
  }
}
