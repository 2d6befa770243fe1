import Chronology
import Sampling
import TestKit

@testable import SegmentFormat

/// Random samples for round trips, from the quiet to the odd.
struct RandomSamples {
  var random: SplitMix64

  init(seed: UInt64) {
    random = SplitMix64(seed: seed)
  }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 {
    .random(in: range, using: &random)
  }

  /// Mostly small, sometimes anything.
  mutating func width<Value: FixedWidthInteger & UnsignedInteger>(_: Value.Type = Value.self)
    -> Value
  {
    let value = Value.random(in: .min ... .max, using: &random)
    return value >> Value.random(in: 0..<Value(Value.bitWidth), using: &random)
  }

  mutating func address(_ different: Int64) -> NetworkAddress? {
    let number = number(0...different)
    if number == 0 { return nil }
    let bytes = [192, 0, UInt8(number >> 8), UInt8(number & 0xFF)] as [UInt8]
    return NetworkAddress(bytes: number % 3 == 0 ? bytes + bytes + bytes + bytes : bytes)
  }

  /// As a daemon records them: a slot a minute, some missing, starts in whole 100 µs after.
  mutating func quiet(_ count: Int, series: UInt32 = 7) -> [Sample] {
    var due = Instant(seconds: 1_773_446_400)
    return (0..<count).map { _ in
      due = due + .seconds(number(0...99) == 0 ? 120 : 60)
      let isDown = number(0...29) == 0
      return Sample(
        series: SeriesID(number: series),
        due: due,
        start: due + .microseconds(100 * number(3...9)),
        outcome: isDown ? .down : .up,
        cause: isDown ? .http5xx : nil,
        phases: Phases(
          resolve: UInt32(number(200...400)),
          connect: UInt32(20_000 + number(0...900)),
          secure: number(0...9) == 0 ? UInt32(number(40_000...42_000)) : 0,
          wait: UInt32(number(1...9) * number(1...90_000)),
          transfer: width(UInt32.self) >> 20
        ),
        status: isDown ? 503 : 200,
        address: address(2),
        bytes: isDown ? 553 : 48_213
      )
    }
  }

  /// Anything that a sample can be; instants from 1970 to 2116, in no order.
  mutating func odd(_ count: Int, series: UInt32 = .max, addresses: Int64 = 300) -> [Sample] {
    (0..<count).map { _ in
      Sample(
        series: SeriesID(number: series),
        due: instant(),
        start: instant(),
        outcome: Outcome.allCases.randomElement(using: &random) ?? .up,
        cause: number(0...1) == 0 ? nil : Cause.allCases.randomElement(using: &random),
        phases: Phases(
          resolve: width(),
          connect: width(),
          secure: width(),
          wait: width(),
          transfer: width()
        ),
        status: width(),
        address: address(addresses),
        bytes: width(),
        flags: SampleFlags(rawValue: width())
      )
    }
  }

  mutating func instant() -> Instant {
    Instant(nanoseconds: Int64(width(UInt64.self) >> 2))
  }
}

/// Seeds for loops over random input: fixed ones, and one that is new in every run.
enum Seeds {
  static let all: [UInt64] = [1, 2, 3, .random(in: .min ... .max)]
}
