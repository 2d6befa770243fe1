import Agreement
import TestKit
import Testing

@Suite struct RatioTests {
  private func ratio(_ text: String) throws -> Ratio {
    try #require(Ratio(percentage: text), "\(text)")
  }

  @Test(
    arguments: [
      ("99.9%", 999, 1_000), ("99.95 %", 1_999, 2_000), ("100%", 1, 1), ("0%", 0, 1),
      ("50%", 1, 2), ("99.9999999%", 999_999_999, 1_000_000_000), ("95.00%", 19, 20),
    ] as [(String, Int64, Int64)]
  )
  func `a percentage is read exactly, in lowest terms`(
    text: String,
    numerator: Int64,
    denominator: Int64
  ) throws {
    #expect(try ratio(text).numerator == numerator)
    #expect(try ratio(text).denominator == denominator)
  }

  @Test(arguments: [
    "", "%", "99.9", "101%", "100.1%", "-1%", "+1%", "99.%", ".9%", "99.99999999%", "99,9%",
    "9 9%", "99.9.9%", "1e2%", "0100%", "٩%", "99.9%%",
  ])
  func `what is no percentage is refused`(text: String) {
    #expect(Ratio(percentage: text) == nil)
  }

  @Test func `only fractions from zero to one are ratios`() {
    #expect(Ratio(0, 0) == nil)
    #expect(Ratio(2, 1) == nil)
    #expect(Ratio(-1, 2) == nil)
    #expect(Ratio(1, -2) == nil)
    #expect(Ratio(1, 1_000_000_001) == nil)
    #expect(Ratio(6, 8) == Ratio(3, 4))
  }

  /// V3: in floating point 1 − 2592 ÷ 2592000 ≥ 99.9 ÷ 100 is false.
  @Test(arguments: [(2_592_000, true), (2_591_999, true), (2_592_001, false)] as [(Int64, Bool)])
  func `a month with exactly its budget of downtime meets 99.9 %`(down: Int64, isMet: Bool) throws {
    let month: Int64 = 2_592_000_000
    #expect(try ratio("99.9%").isReached(by: month - down, of: month) == isMet)
  }

  @Test func `a share is reached at its very edge, for any size`() {
    var random = SplitMix64(seed: 999)
    for _ in 0..<5_000 {
      let denominator = Int64.random(in: 1...1_000_000_000, using: &random)
      let numerator = Int64.random(in: 0...denominator, using: &random)
      guard let ratio = Ratio(numerator, denominator) else {
        Issue.record("\(numerator)/\(denominator)")
        continue
      }
      let times = Int64.random(in: 1...9_000_000_000, using: &random)
      #expect(ratio.isReached(by: ratio.numerator * times, of: ratio.denominator * times))
      #expect(!ratio.isReached(by: ratio.numerator * times - 1, of: ratio.denominator * times))
      #expect(ratio.portion(of: ratio.denominator * times) == ratio.numerator * times)
    }
  }

  @Test func `the budget of a month is its complement's portion`() throws {
    #expect(try ratio("99.9%").complement.portion(of: 2_674_800_000) == 2_674_800)
    #expect(try ratio("99.9%").complement == Ratio(1, 1_000))
    #expect(Ratio.one.complement.portion(of: 2_674_800_000) == 0)
  }

  @Test func `ratios are ordered by value`() throws {
    #expect(try ratio("99.9%") < ratio("99.95%"))
    #expect(try !(ratio("99.90%") < ratio("99.9%")))
    #expect(try ratio("99.9999999%") < .one)
  }

  @Test(arguments: [
    ("99.9%", "99.9"), ("100%", "100"), ("0%", "0"), ("99.9999999%", "99.9999999"), ("50%", "50"),
  ])
  func `a ratio is written as short as it can be`(text: String, written: String) throws {
    #expect(try ratio(text).description == written)
  }

  @Test(
    arguments: [
      (998_999, 1_000_000, 2, "99.89"), (2_672_124_000, 2_674_800_000, 6, "99.899955"),
      (2_679_320_000, 2_682_000_000, 6, "99.900074"), (1, 1, 6, "100.000000"), (0, 7, 2, "0.00"),
      (2, 3, 0, "66"), (999_999_999, 1_000_000_000, 4, "99.9999"), (1, 0, 6, "n/a"),
      (1, 1_000, 3, "0.100"), (1, 100_000, 3, "0.001"),
      (9_000_000_000_000_000_000, 9_000_000_000_000_000_001, 6, "99.999999"),
    ] as [(Int64, Int64, Int, String)]
  )
  func `a percentage is rounded towards zero`(
    part: Int64,
    whole: Int64,
    decimals: Int,
    text: String
  ) {
    #expect(percentText(part: part, of: whole, decimals: decimals) == text)
  }
}
