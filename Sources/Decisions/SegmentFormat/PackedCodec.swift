import StoreFormat

/// Codes in as many bits as most of a group need; the high bits of the others stand apart.
///
/// Format: docs/formats/segment.md, "Packed". Source: M. Zukowski, S. Heman, N. Nes, P. Boncz,
/// "Super-scalar RAM-CPU cache compression", 2006 (patched frame of reference).
enum PackedCodec {
  static let groupLength = 128

  /// How a group is packed.
  private struct Plan {
    /// Bits of every code, 0 to 64.
    var width = 0
    /// Further bits of the codes that have more, 0 to 64.
    var highWidth = 0
    /// How many have more.
    var exceptions = 0
    /// What the group takes, in bits.
    var bits = Int.max
  }

  /// What the codes take, in bits.
  static func cost(of codes: [UInt64]) -> Int {
    stride(from: 0, to: codes.count, by: groupLength).reduce(0) {
      $0 + plan(codes[$1..<min($1 + groupLength, codes.count)]).bits
    }
  }

  /// Writes the codes.
  static func encode(_ codes: [UInt64], into sink: inout ByteSink) {
    var bits = BitSink()
    for start in stride(from: 0, to: codes.count, by: groupLength) {
      let group = codes[start..<min(start + groupLength, codes.count)]
      let plan = plan(group)
      bits.write(UInt64(plan.width), width: 7)
      bits.write(UInt64(plan.exceptions), width: 8)
      if plan.exceptions > 0 { bits.write(UInt64(plan.highWidth), width: 7) }
      for (index, code) in group.enumerated() where bitWidth(code) > plan.width {
        bits.write(UInt64(index), width: 7)
        bits.write(code >> UInt64(plan.width), width: plan.highWidth)
      }
      let mask = plan.width == 64 ? UInt64.max : 1 << UInt64(plan.width) - 1
      for code in group { bits.write(code & mask, width: plan.width) }
    }
    sink.raw(bits.finish())
  }

  /// Reads `count` codes.
  static func decode(
    from cursor: inout ByteCursor,
    count: Int
  ) throws(FormatError) -> [UInt64] {
    var bits = BitCursor(cursor)
    var codes = [UInt64](repeating: 0, count: count)
    for start in stride(from: 0, to: count, by: groupLength) {
      let length = min(groupLength, count - start)
      let width = Int(try bits.read(width: 7))
      let exceptions = Int(try bits.read(width: 8))
      if width > 64 || exceptions > length { throw .malformed("width") }
      if exceptions > 0 {
        let highWidth = Int(try bits.read(width: 7))
        if highWidth == 0 || width + highWidth > 64 { throw .malformed("width") }
        for _ in 0..<exceptions {
          let index = Int(try bits.read(width: 7))
          if index >= length { throw .malformed("place") }
          codes[start + index] = try bits.read(width: highWidth) << UInt64(width)
        }
      }
      for index in start..<start + length { codes[index] |= try bits.read(width: width) }
    }
    try bits.finish(&cursor)
    return codes
  }

  private static func bitWidth(_ code: UInt64) -> Int { 64 - code.leadingZeroBitCount }

  /// The cheapest way for a group, the narrowest of them.
  private static func plan(_ group: ArraySlice<UInt64>) -> Plan {
    var counts = [Int](repeating: 0, count: 65)
    for code in group { counts[bitWidth(code)] += 1 }
    let widest = counts.lastIndex { $0 > 0 } ?? 0
    var best = Plan()
    var exceptions = group.count
    for width in 0...widest {
      exceptions -= counts[width]
      let highWidth = widest - width
      let high = exceptions == 0 ? 0 : 7 + exceptions * (7 + highWidth)
      let bits = 15 + group.count * width + high
      if bits < best.bits {
        best = Plan(width: width, highWidth: highWidth, exceptions: exceptions, bits: bits)
      }
    }
    return best
  }
}
