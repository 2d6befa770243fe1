import Agreement
import TestKit
import Testing

@testable import Accounting

@Suite struct FractionTests {
  @Test(
    arguments: [
      (0, 1, 0, 0, 0), (7, 2, 3, 4, 4), (5, 2, 2, 3, 3), (9, 4, 2, 3, 2), (11, 4, 2, 3, 3),
      (6, 3, 2, 2, 2),
      (.max, 1, .max, .max, .max), (1, .max, 0, 1, 0),
    ] as [(Int64, Int64, Int64, Int64, Int64)]
  )
  func `it is rounded down, up, and half up`(
    numerator: Int64,
    denominator: Int64,
    floor: Int64,
    ceiling: Int64,
    rounded: Int64
  ) {
    let fraction = Fraction(numerator, denominator)
    #expect(fraction.floor == floor)
    #expect(fraction.ceiling == ceiling)
    #expect(fraction.rounded == rounded)
  }

  @Test func `beyond Int64 there is no whole number`() {
    let great = Fraction(.max) + Fraction(1)
    #expect(great.floor == nil)
    #expect(great.rounded == nil)
    #expect((Fraction(.max) + Fraction(1, 3)).floor == .max)
    #expect((Fraction(.max) + Fraction(1, 3)).ceiling == nil)
    #expect((Fraction(.max) * Fraction(.max) / Fraction(.max)).floor == .max)
  }

  @Test func `it computes as 128 bits do, where these suffice`() {
    var random = SplitMix64(seed: 15)
    for _ in 0..<3_000 {
      let parts = (0..<4).map { _ in Int64.random(in: 1...3_000_000_000, using: &random) }
      let left = Fraction(parts[0], parts[1])
      let right = Fraction(parts[2], parts[3])
      let cross = Int128(parts[0]) * Int128(parts[3])
      let other = Int128(parts[2]) * Int128(parts[1])
      let denominator = Int128(parts[1]) * Int128(parts[3])
      #expect((left + right).floor == Int64((cross + other) / denominator))
      #expect((left * right).floor == Int64(Int128(parts[0]) * Int128(parts[2]) / denominator))
      #expect((left / right).floor == Int64(cross / other))
      #expect((left < right) == (cross < other))
      #expect(left.less(right).floor == Int64(max(0, cross - other) / denominator))
      #expect(left.less(right) + right == max(left, right))
      #expect(left + right == right + left)
    }
  }

  @Test func `what is added is taken away again exactly, at any size`() {
    var random = SplitMix64(seed: 51)
    var sum = Fraction.zero
    var parts: [Fraction] = []
    for _ in 0..<60 {
      let part = Fraction(
        Int64.random(in: 0...Int64.max, using: &random),
        Int64.random(in: 1...Int64.max, using: &random)
      )
      parts.append(part)
      sum = sum + part
    }
    for part in parts.dropLast() { sum = sum.less(part) }
    #expect(sum == parts.last)
  }

  @Test func `a percentage is rounded down`() {
    #expect(Fraction(2, 3).percent(decimals: 2) == "66.66")
    #expect(Fraction(3, 2).percent(decimals: 0) == "150")
    #expect(Fraction(1, 10).percent(decimals: 6) == "10.000000")
    #expect(Fraction(.max).percent(decimals: 9) == nil)
  }

  @Test func `money is rounded half up once, and bounded`() throws {
    #expect(Fraction(249, 2).money(euro)?.units == 125)
    #expect(Fraction(2_499, 20).money(euro)?.units == 125)
    #expect(Fraction(1_244, 10).money(euro)?.units == 124)
    #expect(Fraction(Money.limit).money(euro)?.units == Money.limit)
    #expect(Fraction(Money.limit + 1).money(euro) == nil)
  }

  @Test func `nothing is divided by nothing, and nothing is negative`() async {
    await #expect(processExitsWith: .failure) { _ = Fraction(1, 0) }
    await #expect(processExitsWith: .failure) { _ = Fraction(-1) }
    await #expect(processExitsWith: .failure) { _ = Fraction(1) / .zero }
  }
}
