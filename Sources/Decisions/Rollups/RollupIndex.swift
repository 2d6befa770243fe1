package import Sampling
package import StoreFormat

/// The first key of every page of a file's table.
///
/// Format: docs/formats/rollup.md, "Index".
package struct RollupIndex: Hashable, Sendable {
  private static let entryLength = 8

  private var keys: [RollupKey] = []

  /// An index of no pages.
  init() {}

  static func length(ofPages pages: Int) -> Int { pages * entryLength + 4 }

  mutating func append(_ key: RollupKey) { keys.append(key) }

  func encoded(_ header: RollupFileHeader) -> [UInt8] {
    var sink = ByteSink()
    for key in keys {
      sink.integer(key.series.number)
      sink.byte(key.hour)
      sink.zeros(3)
    }
    var checksum = header.seed
    checksum.add(sink.bytes)
    sink.integer(checksum.value)
    return sink.bytes
  }

  /// Reads an index.
  ///
  /// - Parameter bytes: What stands at ``RollupFooter/indexRange``.
  package init(decoding bytes: [UInt8], of footer: RollupFooter) throws(FormatError) {
    let length = RollupIndex.length(ofPages: footer.pages)
    if bytes.count < length { throw .truncated }
    try RollupFileHeader.check(bytes, 0..<length, "index", seed: footer.header.seed)
    var cursor = ByteCursor(bytes, 0..<length - 4)
    keys.reserveCapacity(footer.pages)
    for _ in 0..<footer.pages {
      let series = SeriesID(number: try cursor.integer())
      let key = RollupKey(series: series, hour: try cursor.byte())
      if try cursor.raw(3) != [0, 0, 0] || key.hour > 23 { throw .malformed("index") }
      if let last = keys.last, key <= last { throw .malformed("order of the index") }
      keys.append(key)
    }
  }

  /// The pages that may hold rows from `first` to `last`.
  package func pages(from first: RollupKey, through last: RollupKey) -> Range<Int> {
    let end = position(after: last)
    return min(max(position(after: first) - 1, 0), end)..<end
  }

  /// The pages that may hold rows of `series`: in a file of days, one at most.
  package func pages(of series: SeriesID) -> Range<Int> {
    pages(from: RollupKey(series: series), through: RollupKey(series: series, hour: 23))
  }

  /// How many pages begin at `key` or before it.
  private func position(after key: RollupKey) -> Int {
    var (low, high) = (0, keys.count)
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] <= key { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The first key of a page.
  subscript(page: Int) -> RollupKey { keys[page] }
}
