import Agreement
import Chronology
import Judging
import Sampling
import TestKit

@testable import Rollups

/// What the rows of tests count: the whole attempt, and a phase.
let thresholds = [
  LatencyThreshold(phase: nil, microseconds: 500_000, failures: .bad),
  LatencyThreshold(phase: .wait, microseconds: 300_000, failures: .excluded),
]

extension RandomCheck {
  /// The builder of one day that was told the whole record.
  func builder(_ day: UInt32 = RandomCheck.day) -> RollupBuilder {
    var builder = RollupBuilder(
      day: day,
      of: checkID("web"),
      definitions: definitions,
      thresholds: thresholds
    )
    for entry in record { builder.take(entry) }
    return builder
  }

  /// A judge of `agreements` that has taken the whole record.
  func judge(_ agreements: [Agreement] = []) -> Judge {
    var judge = Judge(agreements: agreements, timelineLimit: .max)
    for (id, definition) in definitions { judge.define(id, definition) }
    for entry in record { judge.take(entry) }
    return judge
  }
}

extension RollupBuilder {
  mutating func take(_ entry: RandomCheck.Entry) {
    switch entry {
    case .sample(let sample): take(sample)
    case .gap(let gap): take(gap)
    }
  }
}

extension Judge {
  mutating func take(_ entry: RandomCheck.Entry) {
    switch entry {
    case .sample(let sample): take(sample)
    case .gap(let gap): take(gap)
    }
  }
}

/// Latencies like those of a web server far away, without floating-point numbers: most within a
/// tenth of the middle, some twice as long, few ten times.
struct LatencyCorpus {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// About `middle` µs: the middle of four random numbers, times a tail.
  mutating func value(around middle: UInt32) -> UInt32 {
    let spread = (0..<4).reduce(UInt64(0)) { sum, _ in sum + random.next() % UInt64(middle) } / 4
    let body = UInt64(middle) * 7 / 8 + spread / 4
    switch random.next() % 100 {
    case 0: return UInt32(body * 10)
    case 1..<6: return UInt32(body * 2)
    default: return UInt32(body)
    }
  }

  mutating func phases() -> Phases {
    Phases(
      resolve: value(around: 1_200),
      connect: value(around: 18_000),
      secure: value(around: 24_000),
      wait: value(around: 85_000),
      transfer: value(around: 3_000)
    )
  }
}

/// A file's header.
func fileHeader(
  _ tier: RollupTier = .hours,
  day: UInt32 = RandomCheck.day,
  store: UInt8 = 0x10
) -> RollupFileHeader {
  RollupFileHeader(store: [UInt8](store..<store + 16), tier: tier, day: day, asOf: 42)
}
