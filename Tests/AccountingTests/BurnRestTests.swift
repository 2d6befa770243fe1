import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

/// What an alert need not be told, and what stays so if it isn't.
@Suite struct BurnRestTests {
  private func reading(_ length: TimeAmount, _ random: inout SplitMix64) -> BurnReading {
    let whole = length.wholeMilliseconds
    let known = random.next() % 3 == 0 ? Int64(random.next() % UInt64(whole)) : whole
    return BurnReading(
      bad: random.next() % 2 == 0 ? 0 : min(known, Int64(random.next() % UInt64(whole / 4))),
      known: known,
      expected: whole,
      failures: Int(random.next() % 6)
    )
  }

  @Test func `whether an incident is confirmed matters only where it is asked for`() throws {
    var random = SplitMix64(seed: 14)
    let target = try ratio("99.5%")
    var (asked, fired) = (0, 0)
    for pair in BurnPair.all {
      let threshold = try #require(BurnThreshold(pair, target: target, window: .days(30)))
      var (always, sometimes) = (BurnAlert(threshold), BurnAlert(threshold))
      for minute in 0..<2_000 as Range<Int64> {
        let (long, short) = (reading(pair.long, &random), reading(pair.short, &random))
        func look(_ isConfirmed: Bool) -> BurnLook {
          BurnLook(
            at: second(minute * 60),
            watermark: second(minute * 60),
            long: long,
            short: short,
            isConfirmed: isConfirmed
          )
        }
        let isConfirmed = random.next() % 2 == 0
        let asks = sometimes.asksForProof(long, short)
        asked += asks ? 1 : 0
        let said = always.take(look(isConfirmed))
        fired += said.contains(.fire) ? 1 : 0
        #expect(sometimes.take(look(asks && isConfirmed)) == said)
        #expect(sometimes == always)
      }
    }
    #expect(fired > 50 && asked > fired && asked < 4_000)
  }

  @Test func `what stays unknown says nothing, and what may be known soon is looked at`() throws {
    var random = SplitMix64(seed: 21)
    var (stays, ends) = (0, 0)
    for _ in 0..<4_000 {
      let pair = try #require(BurnPair.all.randomElement(using: &random))
      let now = reading(pair.long, &random)
      let length = TimeAmount.milliseconds(
        Int64(random.next() % UInt64(now.expected / 2)) + 1_000
      )
      func later(_ milliseconds: Int64) -> BurnReading {
        let known = min(now.expected, now.known + milliseconds)
        return BurnReading(bad: 0, known: known, expected: now.expected, failures: 0)
      }
      if now.staysUncovered(for: length) {
        stays += 1
        #expect(!now.isCovered && !later(length.wholeMilliseconds).isCovered)
      } else if !now.isCovered {
        ends += 1
        #expect(later(length.wholeMilliseconds + 1).isCovered)
      }
    }
    #expect(stays > 100 && ends > 100)
  }

  @Test
  func `what is frozen rests while too little is known, and thaws as if it had been looked at`()
    throws
  {
    let pair = BurnPair.all[0]
    let threshold = try #require(
      BurnThreshold(pair, target: try ratio("99.9%"), window: .days(30))
    )
    func look(_ minute: Int64, known: Int64) -> BurnLook {
      BurnLook(
        at: second(minute * 60),
        watermark: second(minute * 60),
        long: BurnReading(bad: 0, known: known * 60_000, expected: 3_600_000, failures: 0),
        short: BurnReading(bad: 0, known: 300_000, expected: 300_000, failures: 0),
        isConfirmed: false
      )
    }
    func rests(_ alert: BurnAlert, _ look: BurnLook, _ minutes: Int64) -> Bool {
      alert.rests(
        (long: look.long, short: look.short),
        for: .minutes(minutes),
        leaving: 0,
        between: (least: threshold, greatest: threshold)
      )
    }
    var careful = BurnAlert(threshold)
    #expect(careful.take(look(0, known: 60)) == [])
    #expect(careful.take(look(30, known: 30)) == [.freeze(.longWindow)])
    var resting = careful
    // 48 of 60 minutes are enough.
    #expect(rests(resting, look(30, known: 30), 17))
    #expect(!rests(resting, look(30, known: 30), 18))
    for minute in 31...47 as ClosedRange<Int64> {
      #expect(careful.take(look(minute, known: minute)) == [])
    }
    resting.rest(until: second(47 * 60))
    #expect(resting == careful)
    #expect(careful.take(look(48, known: 48)) == [.thaw])
    #expect(resting.take(look(48, known: 48)) == [.thaw])
    #expect(resting == careful)
  }
}
