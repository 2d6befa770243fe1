package import StoreFormat

// Format: docs/formats/rollup.md, "Histograms".

extension LatencyHistogram {
  /// No histogram is longer: every bucket filled with counts of 32 bits.
  private static let lengthLimit = 32_768

  /// Writes the histogram in the shorter of two forms, behind its length.
  ///
  /// - Precondition: Every count is less than 2^32.
  package func encode(into sink: inout ByteSink) {
    let (gamma, varint) = lengths
    sink.varint(UInt64(min(gamma, varint) << 1 | (varint < gamma ? 1 : 0)))
    var previous = -1
    if varint < gamma {
      for entry in entries {
        sink.varint(UInt64(Int(entry.number) - previous))
        sink.varint(entry.count)
        previous = Int(entry.number)
      }
    } else {
      var bits = BitSink()
      for entry in entries {
        bits.gamma(UInt32(Int(entry.number) - previous))
        bits.gamma(UInt32(entry.count))
        previous = Int(entry.number)
      }
      bits.align()
      sink.raw(bits.bytes)
    }
  }

  /// Reads a histogram; takes only what ``encode(into:)`` writes, so that equal histograms have
  /// equal bytes.
  package init(decoding cursor: inout ByteCursor) throws(FormatError) {
    let head = try cursor.varint()
    guard head >> 1 <= UInt64(LatencyHistogram.lengthLimit) else {
      throw .malformed("histogram length")
    }
    let bytes = try cursor.raw(Int(head >> 1))
    let isVarint = head & 1 == 1
    self.init(
      isVarint ? try LatencyHistogram.varints(bytes) : try LatencyHistogram.gammas(bytes)
    )
    let (gamma, varint) = lengths
    if isVarint != (varint < gamma) || bytes.count != min(gamma, varint) {
      throw .malformed("histogram form")
    }
  }

  private static func varints(_ bytes: [UInt8]) throws(FormatError) -> [Entry] {
    var cursor = ByteCursor(bytes)
    var entries: [Entry] = []
    while !cursor.isAtEnd {
      let gap = try cursor.varint(as: UInt32.self)
      try append(gap, try cursor.varint(as: UInt32.self), to: &entries)
    }
    return entries
  }

  private static func gammas(_ bytes: [UInt8]) throws(FormatError) -> [Entry] {
    var cursor = BitCursor(bytes)
    var entries: [Entry] = []
    while let gap = try cursor.gamma() {
      guard let count = try cursor.gamma() else { throw .truncated }
      try append(gap, count, to: &entries)
    }
    return entries
  }

  private static func append(
    _ gap: UInt32,
    _ count: UInt32,
    to entries: inout [Entry]
  ) throws(FormatError) {
    let number = Int64(entries.last?.number ?? 0) + Int64(gap) - (entries.isEmpty ? 1 : 0)
    guard gap > 0, let bucket = UInt16(exactly: number).flatMap({ HistogramBucket(number: $0) })
    else { throw .malformed("bucket") }
    if count == 0 { throw .malformed("bucket's count") }
    entries.append(Entry(number: bucket.number, count: UInt64(count)))
  }

  /// How many bytes each form takes.
  private var lengths: (gamma: Int, varint: Int) {
    var (bits, bytes) = (0, 0)
    var previous = -1
    for entry in entries {
      let gap = UInt32(Int(entry.number) - previous)
      precondition(entry.count <= UInt64(UInt32.max), "a row has less than 2^32 samples")
      let count = UInt32(entry.count)
      bits += BitSink.gammaWidth(gap) + BitSink.gammaWidth(count)
      bytes += (38 - gap.leadingZeroBitCount) / 7 + (38 - count.leadingZeroBitCount) / 7
      previous = Int(entry.number)
    }
    return ((bits + 7) / 8, bytes)
  }
}
