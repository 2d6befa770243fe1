import Chronology
import TestKit
import Testing

@Suite struct IntervalSetTests {
  private func interval(_ start: Int64, _ end: Int64) -> Interval {
    Interval(Instant(nanoseconds: start), Instant(nanoseconds: end))
  }

  /// The instants 0 to 63 of a set, one bit each.
  private func bits(_ set: IntervalSet) -> UInt64 {
    (0..<64).reduce(0) { bits, index in
      let instant = Instant(nanoseconds: Int64(index))
      return set.intervals.contains { $0.contains(instant) } ? bits | 1 << index : bits
    }
  }

  private func randomParts(_ random: inout SplitMix64) -> [Interval] {
    (0..<Int.random(in: 0...8, using: &random)).map { _ in
      let start = Int64.random(in: 0...63, using: &random)
      return interval(start, start + .random(in: -2...12, using: &random)).intersection(
        interval(0, 64)
      )
    }
  }

  private func expectCanonical(_ set: IntervalSet) {
    for part in set.intervals { #expect(!part.isEmpty) }
    for (left, right) in zip(set.intervals, set.intervals.dropFirst()) {
      #expect(left.end < right.start)
    }
  }

  @Test func `an interval that ends before it starts is empty`() {
    let empty = interval(5, 3)
    #expect(empty.isEmpty && empty.length == .zero && !empty.contains(Instant(nanoseconds: 4)))
    #expect(!interval(0, 5).overlaps(interval(5, 9)))
    #expect(interval(0, 5).overlaps(interval(4, 9)))
    #expect(interval(0, 5).contains(Instant(nanoseconds: 0)))
    #expect(!interval(0, 5).contains(Instant(nanoseconds: 5)))
  }

  @Test func `adjacent parts become one`() {
    let set = IntervalSet([interval(5, 9), interval(0, 5), interval(20, 20)])
    #expect(set.intervals == [interval(0, 9)])
    #expect(set.length == TimeAmount(nanoseconds: 9))
  }

  @Test func `every operation agrees with a set of bits`() {
    var random = SplitMix64(seed: 64)
    for _ in 0..<2_000 {
      let left = IntervalSet(randomParts(&random))
      let right = IntervalSet(randomParts(&random))
      let union = left.union(right)
      let common = left.intersection(right)
      let rest = left.subtracting(right)
      #expect(bits(union) == bits(left) | bits(right))
      #expect(bits(common) == bits(left) & bits(right))
      #expect(bits(rest) == bits(left) & ~bits(right))
      #expect(rest.length.nanoseconds == Int64(bits(rest).nonzeroBitCount))
      for set in [left, union, common, rest] { expectCanonical(set) }
      let window = interval(10, 40)
      #expect(bits(left.intersection(window)) == bits(left) & bits(IntervalSet([window])))
    }
  }

  @Test func `appending in any order is the union`() {
    var random = SplitMix64(seed: 65)
    for _ in 0..<2_000 {
      let parts = randomParts(&random)
      var set = IntervalSet()
      for part in parts { set.append(part) }
      #expect(set == IntervalSet(parts))
      expectCanonical(set)
    }
  }

  @Test func `what lies before an instant can be forgotten`() {
    var random = SplitMix64(seed: 66)
    for _ in 0..<1_000 {
      let set = IntervalSet(randomParts(&random))
      let cut = Int64.random(in: 0...63, using: &random)
      var kept = set
      kept.removeAll(before: Instant(nanoseconds: cut))
      #expect(kept == set.intersection(interval(cut, 64)))
    }
  }
}
