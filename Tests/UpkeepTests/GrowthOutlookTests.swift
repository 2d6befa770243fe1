import Chronology
import Testing

@testable import Upkeep

@Suite struct GrowthOutlookTests {
  @Test func `what is kept for ever fills the disk at its rate`() {
    let outlook = GrowthOutlook([GrowthOutlook.Tier(bytesPerDay: 1_000, growingDays: nil)])
    #expect(outlook.answer(free: 10_500) == .days(10))
    #expect(outlook.answer(free: 999) == .days(0))
    #expect(outlook.answer(free: .max) == .days(365_250), "a thousand years are enough")
  }

  @Test func `what expires grows until it is as old as it may be`() {
    let samples = GrowthOutlook.Tier(bytesPerDay: 1_000, kept: .days(400), age: .days(390))
    #expect(samples.growingDays == 10)
    #expect(GrowthOutlook([samples]).answer(free: 10_000) == .enough(10_000))
    #expect(GrowthOutlook([samples]).answer(free: 9_999) == .days(9))
    let ledger = GrowthOutlook.Tier(bytesPerDay: 10, growingDays: nil)
    #expect(GrowthOutlook([samples, ledger]).answer(free: 11_000) == .days(100))
    let old = GrowthOutlook.Tier(bytesPerDay: 1_000, kept: .days(400), age: .days(500))
    #expect(old.growingDays == 0)
  }

  @Test func `nothing grows`() {
    #expect(GrowthOutlook([]).answer(free: 0) == .enough(0))
    #expect(
      GrowthOutlook([GrowthOutlook.Tier(bytesPerDay: 0, growingDays: nil)]).answer(free: 5)
        == .enough(0)
    )
  }
}
