import Agreement
import Chronology
import Testing

@Suite struct ResolutionTests {
  private func share(_ text: String) throws -> Ratio { try #require(Ratio(percentage: text)) }

  @Test(
    arguments: [
      (60, 4...5, true), (30, 8...9, false), (10, 25...26, false), (300, 0...1, true),
    ] as [(Int64, ClosedRange<Int64>, Bool)]
  )
  func `four nines of thirty days leave two numbers of failures open`(
    _ interval: Int64,
    _ undecided: ClosedRange<Int64>,
    _ isTooCoarse: Bool
  ) throws {
    let resolution = Resolution(
      of: try share("99.99%"),
      over: .days(30),
      every: .seconds(interval)
    )
    #expect(resolution.undecided == undecided)
    #expect(resolution.isTooCoarse == isTooCoarse)
    #expect(resolution.advice == .seconds(10))
  }

  /// Of k failures in a row it is proved that they lasted longer than k − 1 intervals, and not excluded
  /// that they lasted k + 1.
  @Test(
    arguments: [
      ("99.99%", 60), ("99.9%", 30), ("99.95%", 7), ("95%", 86_400), ("99.99999%", 1),
    ] as [(String, Int64)]
  )
  func `the open numbers are those that the bounds can't decide`(
    _ target: String,
    _ interval: Int64
  ) throws {
    let target = try share(target)
    let window = TimeAmount.days(30)
    let resolution = Resolution(of: target, over: window, every: .seconds(interval))
    let missing = target.complement
    let whole = Int128(window.nanoseconds) * Int128(missing.numerator)
    func exceeds(_ intervals: Int64) -> Bool {
      Int128(intervals) * Int128(interval) * 1_000_000_000 * Int128(missing.denominator) > whole
    }
    for failures in 0...10_000 as ClosedRange<Int64> {
      let isKept = !exceeds(failures + 1)
      let isBroken = failures > 0 && exceeds(failures - 1)
      #expect((!isKept && !isBroken) == resolution.undecided.contains(failures), "\(failures)")
    }
  }

  @Test func `a budget of downtime is compared as it is`() {
    #expect(Resolution(ofBudget: .minutes(43), every: .seconds(60)).undecided == 43...44)
    #expect(!Resolution(ofBudget: .minutes(8), every: .seconds(60)).isTooCoarse)
    #expect(Resolution(ofBudget: .minutes(8), every: .seconds(61)).isTooCoarse)
    #expect(Resolution(ofBudget: .minutes(8), every: .seconds(61)).advice == .seconds(19))
  }

  @Test func `no interval is fine enough for six nines, and all of the time needs none`() throws {
    let sixNines = Resolution(of: try share("99.9999%"), over: .days(30), every: .seconds(1))
    #expect(sixNines.isTooCoarse)
    #expect(sixNines.advice == nil)
    #expect(!Resolution(of: .one, over: .days(30), every: .seconds(60)).isTooCoarse)
  }

  @Test func `windows have a length that is about right`() {
    let rules: [WindowRule] = [
      .year, .quarter, .month, .billingMonth(31), .week, .day, .rolling(.minutes(3)),
    ]
    #expect(
      rules.map(\.nominalLength.wholeSeconds) == [
        31_536_000, 7_862_400, 2_592_000, 2_592_000, 604_800, 86_400, 180,
      ]
    )
  }
}
