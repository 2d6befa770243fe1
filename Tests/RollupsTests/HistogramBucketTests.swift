import Chronology
import TestKit
import Testing

@testable import Rollups

/// A whole number of any size, in limbs of 32 bits, low ones first: enough to hold the table against.
private struct BigNumber: Comparable {
  var limbs: [UInt32]

  init(_ value: UInt64) {
    limbs = [UInt32(truncatingIfNeeded: value), UInt32(value >> 32)]
  }

  static func * (left: BigNumber, right: BigNumber) -> BigNumber {
    var product = BigNumber(0)
    product.limbs = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (index, limb) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (other, factor) in right.limbs.enumerated() {
        let sum =
          UInt64(limb) * UInt64(factor) + UInt64(product.limbs[index + other]) + carry
        product.limbs[index + other] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      product.limbs[index + right.limbs.count] = UInt32(carry)
    }
    return product
  }

  static func < (left: BigNumber, right: BigNumber) -> Bool {
    let count = max(left.limbs.count, right.limbs.count)
    for index in (0..<count).reversed() {
      let mine = index < left.limbs.count ? left.limbs[index] : 0
      let theirs = index < right.limbs.count ? right.limbs[index] : 0
      if mine != theirs { return mine < theirs }
    }
    return false
  }

  static func == (left: BigNumber, right: BigNumber) -> Bool { !(left < right) && !(right < left) }

  /// The 64th power: six squarings.
  var power64: BigNumber { (0..<6).reduce(self) { power, _ in power * power } }

  static func powerOfTwo(_ exponent: Int) -> BigNumber {
    var power = BigNumber(0)
    power.limbs = [UInt32](repeating: 0, count: exponent / 32 + 1)
    power.limbs[exponent / 32] = 1 << UInt32(exponent % 32)
    return power
  }
}

@Suite struct HistogramBucketTests {
  @Test func `the table is the floors of 2^(63 + j÷64), by whole numbers alone`() {
    #expect(HistogramBounds.mantissas.count == 64)
    for (index, bound) in HistogramBounds.mantissas.enumerated() {
      let power = BigNumber.powerOfTwo(63 * 64 + index)
      #expect(BigNumber(bound).power64 <= power)
      #expect(power < BigNumber(bound + 1).power64)
    }
  }

  /// v lies in bucket k + 2 if 2^(k/64) < v ≤ 2^((k+1)/64), so if 2^k < v^64 ≤ 2^(k+1).
  private func isRight(_ value: UInt64) -> Bool {
    let index = Int(HistogramBucket(holding: value).number) - 2
    let power = BigNumber(value).power64
    let isAbove = index < 0 || BigNumber.powerOfTwo(index) < power
    return isAbove && power <= BigNumber.powerOfTwo(index + 1)
  }

  @Test func `a value lies in the bucket that OpenTelemetry puts it in`() {
    #expect(HistogramBucket(holding: 0).number == 0)
    #expect(HistogramBucket(holding: 1).number == 1)
    var random = SplitMix64(seed: 6)
    for value in 1...600 as ClosedRange<UInt64> { #expect(isRight(value), "\(value)") }
    for exponent in 1...34 as ClosedRange<UInt64> {
      let power = UInt64(1) << exponent
      for value in [power - 1, power, power + 1] {
        #expect(isRight(value), "\(value)")
      }
      let value = random.next() >> (64 - exponent) | 1
      #expect(isRight(value), "\(value)")
    }
    #expect(isRight(HistogramBucket.greatestValue))
  }

  @Test func `a bucket's values are exactly those that lie in it`() {
    var next: UInt64 = 0
    for number in 0...HistogramBucket.last.number {
      guard let bucket = HistogramBucket(number: number) else { continue }
      #expect(bucket.values.lowerBound == next, "bucket \(number)")
      #expect(HistogramBucket(holding: bucket.values.lowerBound) == bucket)
      let upper = min(bucket.values.upperBound, HistogramBucket.greatestValue)
      #expect(HistogramBucket(holding: upper) == bucket)
      next = bucket.values.upperBound + 1
    }
    #expect(next > HistogramBucket.greatestValue)
    #expect(HistogramBucket(number: 2) == nil, "nothing lies between 1 and 2^(1/64)")
    #expect(HistogramBucket(number: HistogramBucket.last.number + 1) == nil)
  }

  @Test func `the representative is never more than 0,542 % away`() {
    var exact = 0
    for number in 0...HistogramBucket.last.number {
      guard let bucket = HistogramBucket(number: number) else { continue }
      let middle = UInt128(bucket.representative.nanoseconds)
      for value in [bucket.values.lowerBound, bucket.values.upperBound] {
        let nanoseconds = UInt128(value) * 1_000
        let distance = middle > nanoseconds ? middle - nanoseconds : nanoseconds - middle
        #expect(distance * 1_000_000 <= nanoseconds * 5_420, "bucket \(number)")
        exact += distance == 0 ? 1 : 0
      }
    }
    // Every value up to 92 µs has a bucket of its own.
    #expect(exact >= 2 * 92)
  }
}
