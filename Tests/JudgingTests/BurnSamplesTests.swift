import Chronology
import Testing

@testable import Judging

@Suite struct BurnSamplesTests {
  /// How many samples start in these milliseconds, and how many of them are bad.
  private func count(_ samples: BurnSamples, _ start: Int64, _ end: Int64) -> [Int64] {
    let stretch = Interval(Instant(milliseconds: start), Instant(milliseconds: end))
    let found = samples.count(in: stretch)
    return [found.known, found.bad]
  }

  @Test func `samples count where they start`() {
    var samples = BurnSamples(length: .hours(1))
    for (start, isBad) in [(0, false), (10, true), (20, true), (30, false)] as [(Int64, Bool)] {
      samples.append(start: start, isBad: isBad)
    }
    #expect(count(samples, 0, 40) == [4, 2])
    #expect(count(samples, 10, 20) == [1, 1])
    #expect(count(samples, 11, 31) == [2, 1])
    #expect(count(samples, 31, 99) == [0, 0])
  }

  @Test func `what was read as a run counts as its samples would`() {
    var one = BurnSamples(length: .hours(1))
    var run = BurnSamples(length: .hours(1))
    for start in stride(from: Int64(0), through: 1_000, by: 10) {
      one.append(start: start, isBad: false)
    }
    run.append(start: 0, isBad: false)
    run.append(start: 1_000, isBad: false, after: 99)
    for start in stride(from: Int64(0), through: 1_010, by: 7) {
      #expect(count(one, start, 1_010) == count(run, start, 1_010))
      #expect(count(one, 0, start) == count(run, 0, start))
    }
  }

  @Test func `what is too old or too much is not known`() {
    var samples = BurnSamples(length: .milliseconds(100), capacity: 8)
    for start in stride(from: Int64(0), through: 500, by: 50) {
      samples.append(start: start, isBad: true)
    }
    #expect(count(samples, 0, 501) == [3, 3])
    for start in 501...520 as ClosedRange<Int64> { samples.append(start: start, isBad: false) }
    #expect(count(samples, 0, 521) == [8, 0])
  }
}
