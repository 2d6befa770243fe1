import Chronology
import Importing
import Testing

@Suite struct OverlapTests {
  /// 2026-01-01 and so many seconds.
  private func at(_ second: Int64) -> Instant { Instant(seconds: 1_767_225_600 + second) }

  private func stretches(_ parts: (Int64, Int64)...) -> IntervalSet {
    IntervalSet(parts.map { Interval(at($0.0), at($0.1)) })
  }

  /// Samples at 0, 10, 20 … 90 seconds.
  private func samples() throws -> ImportReading {
    try importing((0..<10).map { line($0 * 10) }.joined(separator: "\n")).get()
  }

  @Test func `a store without samples overlaps nothing`() throws {
    #expect(Overlap(of: try samples(), with: IntervalSet()) == nil)
  }

  @Test(arguments: [(-100, 0), (91, 200), (41, 50), (1, 10)])
  func `time before, after and between the samples is free`(_ start: Int64, _ end: Int64) throws {
    #expect(Overlap(of: try samples(), with: stretches((start, end))) == nil)
  }

  @Test(
    arguments: [
      (-100, 1, 0, 0, 1), (90, 91, 90, 90, 1), (-5, 500, 0, 90, 10), (10, 20, 10, 10, 1),
      (10, 21, 10, 20, 2), (35, 65, 40, 60, 3),
    ] as [(Int64, Int64, Int64, Int64, Int)]
  )
  func `samples in a recorded stretch are counted and placed`(
    _ start: Int64,
    _ end: Int64,
    _ first: Int64,
    _ last: Int64,
    _ count: Int
  ) throws {
    let overlap = try #require(Overlap(of: try samples(), with: stretches((start, end))))
    #expect(overlap.first == at(first))
    #expect(overlap.last == at(last))
    #expect(overlap.count == count)
  }

  @Test func `several stretches add up`() throws {
    let recorded = stretches((-10, -5), (5, 11), (12, 15), (50, 71), (95, 99))
    let overlap = try #require(Overlap(of: try samples(), with: recorded))
    #expect(overlap.first == at(10))
    #expect(overlap.last == at(70))
    #expect(overlap.count == 4)
    #expect(
      overlap.description == "4 samples, from 2026-01-01T00:00:10Z to 2026-01-01T00:01:10Z, "
        + "stand in time that is recorded already"
    )
  }
}
