import Agreement
import StoreFormat
import TestKit
import Testing

@testable import Rollups

@Suite struct LatencyHistogramTests {
  static func histogram(_ values: some Sequence<UInt64>) -> LatencyHistogram {
    var histogram = LatencyHistogram()
    for value in values { histogram.add(value) }
    return histogram
  }

  static func bytes(_ histogram: LatencyHistogram) -> [UInt8] {
    var sink = ByteSink()
    histogram.encode(into: &sink)
    return sink.bytes
  }

  static func decoded(_ bytes: [UInt8]) throws(FormatError) -> LatencyHistogram {
    var cursor = ByteCursor(bytes)
    let histogram = try LatencyHistogram(decoding: &cursor)
    if !cursor.isAtEnd { throw .malformed("rest") }
    return histogram
  }

  /// Mostly like latencies, sometimes anything.
  static func values(_ count: Int, _ random: inout SplitMix64) -> [UInt64] {
    (0..<count).map { _ in
      switch random.next() % 8 {
      case 0: 0
      case 1: min(random.next() >> (29 + random.next() % 35), HistogramBucket.greatestValue)
      default: 80_000 + random.next() % 30_000
      }
    }
  }

  @Test func `merging in any order gives the same bytes as counting everything at once`() {
    for seed in 0..<60 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let parts = (0..<6).map { _ in Self.values(Int(random.next() % 200), &random) }
      let whole = Self.bytes(Self.histogram(parts.joined()))
      let histograms = parts.map { Self.histogram($0) }
      for _ in 0..<5 {
        var merged = histograms.shuffled(using: &random)
        while merged.count > 1 {
          let left = merged.remove(at: Int(random.next() % UInt64(merged.count)))
          let index = Int(random.next() % UInt64(merged.count))
          merged[index].merge(left)
        }
        #expect(Self.bytes(merged[0]) == whole)
      }
    }
  }

  @Test func `a quantile lies in the bucket of the value with the nearest rank`() throws {
    for seed in 0..<40 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let values = Self.values(1 + Int(random.next() % 300), &random)
      let sorted = values.sorted()
      let beyond = Int(random.next() % 10)
      for (part, whole) in [(0, 1), (1, 2), (95, 100), (99, 100), (999, 1_000), (1, 1)]
        as [(Int, Int)]
      {
        let share = try #require(Ratio(Int64(part), Int64(whole)))
        let rank = max(1, ((sorted.count + beyond) * part + whole - 1) / whole)
        let expected =
          rank <= sorted.count ? HistogramBucket(holding: sorted[rank - 1]) : nil
        let found = Self.histogram(values).quantile(share, beyond: UInt64(beyond))
        #expect(found == expected, "\(part)/\(whole) of \(sorted.count) and \(beyond)")
      }
    }
    #expect(LatencyHistogram().quantile(.one) == nil)
  }

  @Test func `V21 and V22 of the agreement's arithmetic`() throws {
    let ten = Self.histogram([120, 80, 95, 300, 110, 105, 98, 2_000, 130, 101].map { $0 * 1_000 })
    let p95 = try #require(Ratio(percentage: "95%"))
    let half = try #require(Ratio(percentage: "50%"))
    #expect(ten.quantile(half)?.values.contains(105_000) == true)
    #expect(ten.quantile(p95)?.values.contains(2_000_000) == true)
    #expect(ten.quantile(p95, beyond: 1) == nil)
    var first = Self.histogram([UInt64](repeating: 100, count: 99) + [1_000])
    let second = Self.histogram(
      [UInt64](repeating: 100, count: 90) + [UInt64](repeating: 1_000, count: 10)
    )
    #expect(first.quantile(p95)?.values.contains(100) == true)
    #expect(second.quantile(p95)?.values.contains(1_000) == true)
    first.merge(second)
    #expect(first.quantile(p95)?.values.contains(1_000) == true)
  }

  @Test func `a histogram comes back as it was, and every truncation is found`() throws {
    for seed in 0..<80 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let histogram = Self.histogram(Self.values(Int(random.next() % 400), &random))
      let bytes = Self.bytes(histogram)
      #expect(try Self.decoded(bytes) == histogram)
      for length in bytes.indices {
        #expect(throws: FormatError.truncated) { _ = try Self.decoded(Array(bytes.prefix(length))) }
      }
    }
  }

  @Test func `counts up to 2^32 − 1 come back in the shorter of both forms`() throws {
    let entries = [1, 400, 2_000, 70_000, UInt64(UInt32.max)].enumerated().map {
      LatencyHistogram.Entry(number: UInt16(1_000 + 290 * $0.offset), count: $0.element)
    }
    let histogram = LatencyHistogram(entries)
    let bytes = Self.bytes(histogram)
    #expect(bytes[0] & 1 == 1, "large gaps and counts are shorter as varints")
    #expect(try Self.decoded(bytes) == histogram)
    #expect(Self.bytes(Self.histogram([80_000, 81_000, 82_000]))[0] & 1 == 0)
  }

  @Test(
    arguments: [
      [0x03, 0x01, 0x00],  // A count of zero.
      [0x05, 0x00, 0x01],  // A gap of zero.
      [0x04, 0xC0, 0x00],  // A byte of padding too many.
      [0x02, 0x01],  // A code that does not end.
      [0x05, 0x04, 0x01],  // Varints that are longer than the gamma code, in an impossible bucket.
      [0x05, 0x01, 0x01],  // Varints that are longer than the gamma code.
      [0x81, 0x80, 0x04],  // Longer than any.
      [0x07, 0xFF, 0x7F, 0x01],  // Beyond the last bucket.
    ] as [[UInt8]]
  ) func `what no writer writes is refused`(_ bytes: [UInt8]) {
    #expect(throws: FormatError.self) { _ = try Self.decoded(bytes) }
  }

  @Test func `whatever is taken is what the writer would have written`() {
    for seed in [4, UInt64.random(in: .min ... .max)] {
      var random = SplitMix64(seed: seed)
      for _ in 0..<4_000 {
        var bytes = Self.bytes(Self.histogram(Self.values(Int(random.next() % 12), &random)))
        for _ in 0...random.next() % 3 {
          bytes[Int(random.next() % UInt64(bytes.count))] = UInt8(truncatingIfNeeded: random.next())
        }
        guard let read = try? Self.decoded(bytes) else { continue }
        #expect(Self.bytes(read) == bytes, "seed \(seed)")
      }
    }
  }
}
