import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// A judge that is told sample by sample, and settles, tells the same as one that is told all at once, in
/// whatever order certificates and samples are read.
@Suite struct CertificateSettlingTests {
  private enum Told {
    case sample(Sample)
    case certificate(ServedCertificate, lastBefore: Instant, met: Instant)
  }

  /// A story of one check: failures, silence, and certificates that are renewed late.
  private func story(_ random: inout SplitMix64) -> [Told] {
    var told: [Told] = []
    var lastMet: Int64?
    var served = certificate(0, ends: Int64.random(in: 0...4_000, using: &random))
    for slot in 0..<120 as Range<Int64> {
      let time = slot * 60
      switch Int.random(in: 0..<10, using: &random) {
      case 0: continue
      case 1: told.append(.sample(sample(time, "B")))
      default:
        let isRenewed = Int.random(in: 0..<12, using: &random) == 0
        if isRenewed {
          let fault: Cause? = Int.random(in: 0..<5, using: &random) == 0 ? .tlsUntrusted : nil
          served = certificate(
            UInt8(slot),
            ends: Int64.random(in: 0...9_000, using: &random),
            fault: fault
          )
        }
        if isRenewed || lastMet == nil {
          told.append(.certificate(served, lastBefore: at(lastMet ?? time), met: at(time)))
        }
        lastMet = time
        told.append(.sample(sample(time, "G")))
      }
    }
    return told
  }

  private func empty(_ window: WindowRule) throws -> Judge {
    try judge([certificates(500, share: "90", over: window)], nil, [])
  }

  private func take(_ told: Told, into judge: inout Judge) {
    switch told {
    case .sample(let sample): judge.take(sample)
    case .certificate(let served, let lastBefore, let met):
      judge.take(served, of: series, since: met, lastBefore: lastBefore)
    }
  }

  @Test func `bit by bit or all at once, in the record's order or certificates first`() throws {
    for seed in 0..<60 as Range<UInt64> {
      var random = SplitMix64(seed: seed)
      let told = story(&random)
      let isRolling = seed % 3 == 0
      let rule = isRolling ? WindowRule.rolling(.hours(1)) : .day
      let window: Window = isRolling ? .rolling(.hours(1)) : .fixed(span(0, 7_200))
      var daemon = try empty(rule)
      for one in told {
        take(one, into: &daemon)
        daemon.settle()
        _ = daemon.standing(of: daemon.promises[0], in: window, at: at(7_200))
      }
      let isMark = { (one: Told) -> Bool in if case .certificate = one { true } else { false } }
      var reader = try empty(rule)
      for one in told.filter(isMark) + told.filter({ !isMark($0) }) { take(one, into: &reader) }
      for now in [at(7_140), at(7_200), at(9_000)] {
        let one = daemon.standing(of: daemon.promises[0], in: window, at: now)
        let other = reader.standing(of: reader.promises[0], in: window, at: now)
        #expect(one == other, "seed \(seed)")
        #expect(one.time.low <= one.time.estimate && one.time.estimate <= one.time.high)
        #expect(one.time.up + one.time.estimate + one.time.unknown == one.time.elapsed)
      }
    }
  }
}
