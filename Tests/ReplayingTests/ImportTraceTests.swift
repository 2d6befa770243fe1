import Chronology
import Sampling
import StoreFormat
import Testing

@testable import Replaying

/// An import of ten samples, 10 s apart, told with pieces missing.
@Suite struct ImportTraceTests {
  private static let mark = mark(1, count: 10, from: 0, to: 91)

  private static func mark(
    _ file: UInt8,
    series: UInt32 = 0,
    count: UInt64,
    from start: Int64,
    to end: Int64
  ) -> ImportMark {
    ImportMark(
      series: SeriesID(number: series),
      name: "march.jsonl",
      hash: [UInt8](repeating: file, count: 32),
      interval: Interval(at(start), at(end)),
      count: count
    )
  }

  private static func samples(_ numbers: ClosedRange<Int>, series: UInt32 = 0) -> [Step] {
    numbers.map { .sample(sample(Int64($0) * 10, series: series, flags: .imported)) }
  }

  enum Step {
    case mark(ImportMark)
    case sample(Sample)
    case damage
    case over
  }

  /// The seconds that are lost after `steps`, as `start..<end`.
  private func lost(_ steps: [Step]) -> [String] {
    var trace = ImportTrace()
    var gaps: [Gap] = []
    for step in steps + [.over] {
      switch step {
      case .mark(let mark): gaps += trace.take(mark)
      case .sample(let sample): gaps += trace.take(sample)
      case .damage: trace.noteDamage()
      case .over: gaps += trace.finish()
      }
    }
    #expect(gaps.allSatisfy { $0.cause == .damaged && $0.series != nil })
    return gaps.map {
      let ends = [$0.interval.start, $0.interval.end].map { ($0 - at(0)).wholeSeconds }
      return "\(ends[0])..<\(ends[1])"
    }
  }

  @Test func `nothing is lost of a record without damage`() {
    let (mark, samples) = (Step.mark(Self.mark), Self.samples)
    #expect(lost([mark] + samples(0...9, 0) + [mark]).isEmpty)
    #expect(lost([mark] + samples(0...9, 0)).isEmpty, "an older version wrote no second mark")
    #expect(lost([mark] + samples(0...4, 0)).isEmpty, "a crash cut it short")
    let rest = Step.mark(Self.mark(1, count: 5, from: 50, to: 91))
    #expect(lost([mark] + samples(0...4, 0) + [rest] + samples(5...9, 0) + [rest]).isEmpty)
    #expect(lost([mark, mark]).isEmpty)
    #expect(lost(samples(3...9, 0) + [mark]).isEmpty, "the older file expired")
  }

  @Test func `damage beside the samples has taken none of them`() {
    let (mark, samples) = (Step.mark(Self.mark), Self.samples)
    #expect(lost([.damage, mark] + samples(0...9, 0) + [mark]).isEmpty)
    #expect(lost([mark] + samples(0...4, 0) + [.damage] + samples(5...9, 0) + [mark]).isEmpty)
    #expect(lost([mark] + samples(0...9, 0) + [.damage, mark]).isEmpty)
    #expect(lost([mark] + samples(0...9, 0) + [mark, .damage]).isEmpty)
    #expect(lost([.damage] + samples(0...9, 0) + [mark]).isEmpty, "only the first mark is gone")
  }

  @Test func `what is missing lay between the samples around the damage`() {
    let (mark, samples) = (Step.mark(Self.mark), Self.samples)
    let middle = samples(0...3, 0) + [.damage] + samples(6...9, 0)
    #expect(lost([mark] + middle + [mark]) == ["30..<60"])
    #expect(lost([mark] + middle) == ["30..<60"])
    #expect(lost([mark, .damage] + samples(2...9, 0) + [mark]) == ["0..<20"])
    #expect(lost([mark] + samples(0...7, 0) + [.damage, mark]) == ["70..<91"])
    #expect(lost([mark] + samples(0...7, 0) + [.damage]) == ["70..<91"])
    #expect(lost([mark, .damage, mark]) == ["0..<91"])
    let twice = samples(0...1, 0) + [.damage] + samples(4...5, 0) + [.damage] + samples(8...9, 0)
    #expect(lost([mark] + twice + [mark]) == ["10..<40", "50..<80"])
  }

  @Test func `the mark behind the samples tells of them when the one before is damaged`() {
    let (mark, samples) = (Step.mark(Self.mark), Self.samples)
    #expect(lost([.damage] + samples(4...9, 0) + [mark]) == ["0..<40"])
    #expect(lost([.damage, mark]) == ["0..<91"])
    #expect(lost([.damage] + samples(4...9, 0)).isEmpty, "nobody knows where it began")
  }

  @Test func `another import, or another daemon, ends one that was cut short`() {
    let samples = Self.samples
    let cut = [Step.mark(Self.mark)] + samples(0...3, 0) + [.damage]
    let other = Step.mark(Self.mark(2, series: 1, count: 2, from: 500, to: 511))
    let next = samples(50...51, 1)
    #expect(lost(cut + [other] + next + [other]) == ["30..<91"])
    #expect(lost(cut + [.over, other] + next + [other]) == ["30..<91"])
    #expect(lost(cut + next) == ["30..<91"])
  }

  @Test func `beyond the limit places become one`() {
    let count = ImportTrace.holeLimit + 10
    var steps: [Step] = [
      .mark(Self.mark(1, count: UInt64(count) * 3, from: 0, to: Int64(count) * 20))
    ]
    for number in 0...count { steps += [.damage] + Self.samples(number * 2...number * 2) }
    let found = lost(steps)
    // The first one is empty: the first sample is there.
    #expect(found.count == ImportTrace.holeLimit - 1)
    #expect(found.last == "\((ImportTrace.holeLimit - 2) * 20)..<\(count * 20)")
  }
}
