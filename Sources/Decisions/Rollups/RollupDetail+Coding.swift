import Chronology
import Judging
import Sampling
import StoreFormat

// Format: docs/formats/rollup.md, "Detail".

/// Which parts of a detail follow.
private struct DetailParts: OptionSet {
  let rawValue: UInt8

  static let continuesBefore = DetailParts(rawValue: 1 << 0)
  /// One stretch, the whole period.
  static let wholePeriod = DetailParts(rawValue: 1 << 1)
  static let bytes = DetailParts(rawValue: 1 << 2)
  static let causes = DetailParts(rawValue: 1 << 3)
  static let tallies = DetailParts(rawValue: 1 << 4)
  static let latencies = DetailParts(rawValue: 1 << 5)
  static let all = DetailParts(rawValue: 1 << 6 - 1)
}

extension RollupDetail {
  /// How many thresholds a row counts at most.
  package static let tallyLimit = 4_096

  /// Writes what stands beside `summary` in a row of `period`.
  func encode(_ period: Interval, _ summary: RollupSummary, into sink: inout ByteSink) {
    let isDown = summary.time.estimate > 0
    let isWhole = stretches.count == 1 && stretches[0].interval == period && !isDown
    var parts: DetailParts = []
    if continuesBefore { parts.insert(.continuesBefore) }
    if isWhole { parts.insert(.wholePeriod) }
    if bytes > 0 { parts.insert(.bytes) }
    if !causes.entries.isEmpty { parts.insert(.causes) }
    if !tallies.isEmpty { parts.insert(.tallies) }
    if latencies.least != nil { parts.insert(.latencies) }
    sink.byte(parts.rawValue)
    if !isWhole {
      sink.varint(UInt64(stretches.count))
      for stretch in stretches {
        stretch.encode(since: period.start, isDown: isDown, into: &sink)
      }
    }
    if let first, let last {
      sink.varint(UInt64(breaks))
      first.encode(since: period.start, into: &sink)
      if summary.samples > 1 { last.encode(since: period.start, into: &sink) }
    }
    if parts.contains(.bytes) { sink.wide(bytes) }
    if parts.contains(.causes) { causes.encode(into: &sink) }
    if summary.time.unknown > 0 { unknown.encode(into: &sink) }
    if parts.contains(.tallies) {
      sink.varint(UInt64(tallies.count))
      for tally in tallies { tally.encode(into: &sink) }
    }
    if parts.contains(.latencies) { latencies.encode(into: &sink) }
  }

  /// Reads a whole detail, without its checksum; without its latencies if they are not wanted.
  init(
    decoding cursor: inout ByteCursor,
    _ period: Interval,
    _ summary: RollupSummary,
    hasLatencies: Bool = true
  ) throws(FormatError) {
    self.init()
    let parts = DetailParts(rawValue: try cursor.byte())
    if !parts.isSubset(of: .all) { throw .malformed("detail's parts") }
    try readStretches(from: &cursor, parts, period, summary)
    if summary.samples > 0 { try readEdges(from: &cursor, parts, period, summary) }
    if summary.samples == 0, !parts.isSubset(of: .wholePeriod) {
      throw .malformed("detail's parts")
    }
    if parts.contains(.bytes) { bytes = try cursor.wide() }
    if parts.contains(.causes) { causes = try KindCounts(decoding: &cursor, "cause") }
    if summary.time.unknown > 0 { unknown = try KindCounts(decoding: &cursor, "gap's cause") }
    if parts.contains(.tallies) { try readTallies(from: &cursor, summary) }
    if parts.contains(.latencies), hasLatencies {
      latencies = try LatencySummary(decoding: &cursor, of: summary.available)
    }
    guard causes.sum <= summary.samples - summary.up, unknown.sum == summary.time.unknown,
      parts.contains(.causes) == !causes.entries.isEmpty,
      parts.contains(.bytes) == (bytes > 0),
      bytes <= UInt128(summary.samples) * UInt128(UInt32.max)
    else { throw .malformed("detail's sums") }
    if !cursor.isAtEnd, hasLatencies { throw .malformed("detail's length") }
  }

  private mutating func readStretches(
    from cursor: inout ByteCursor,
    _ parts: DetailParts,
    _ period: Interval,
    _ summary: RollupSummary
  ) throws(FormatError) {
    let isDown = summary.time.estimate > 0
    if parts.contains(.wholePeriod) {
      stretches = [JudgedStretch(period, down: IntervalSet())]
    } else {
      // Each takes two bytes at least: a count that cannot be ends with the bytes.
      for _ in 0..<(try cursor.varint(as: UInt32.self)) {
        stretches.append(
          try JudgedStretch(
            decoding: &cursor,
            in: period,
            after: stretches.last?.interval.end,
            isDown: isDown
          )
        )
      }
      if !isDown, stretches.count == 1, stretches[0].interval == period {
        throw .malformed("stretch")
      }
    }
    let elapsed = stretches.reduce(0) { $0 + $1.interval.length.wholeMilliseconds }
    let longest = stretches.map(\.longest.wholeMilliseconds).max() ?? 0
    guard elapsed == summary.time.elapsed, longest <= summary.time.estimate,
      (longest > 0) == isDown
    else { throw .malformed("stretches' length") }
  }

  private mutating func readEdges(
    from cursor: inout ByteCursor,
    _ parts: DetailParts,
    _ period: Interval,
    _ summary: RollupSummary
  ) throws(FormatError) {
    breaks = Int64(try cursor.varint(as: UInt32.self))
    continuesBefore = parts.contains(.continuesBefore)
    let first = try SampleEdge(decoding: &cursor, in: period)
    let last = summary.samples > 1 ? try SampleEdge(decoding: &cursor, in: period) : first
    guard breaks <= summary.samples - (continuesBefore ? 1 : 0),
      breaks > 0 || continuesBefore, summary.samples == 1 || first.start < last.start
    else { throw .malformed("samples' order") }
    (self.first, self.last) = (first, last)
  }

  private mutating func readTallies(
    from cursor: inout ByteCursor,
    _ summary: RollupSummary
  ) throws(FormatError) {
    let count = try cursor.varint()
    if count == 0 || count > UInt64(RollupDetail.tallyLimit) { throw .malformed("thresholds") }
    for _ in 0..<count {
      let tally = try ThresholdTally(decoding: &cursor, of: summary.available + summary.down)
      if let last = tallies.last, tally.threshold <= last.threshold {
        throw .malformed("order of thresholds")
      }
      tallies.append(tally)
    }
  }
}
