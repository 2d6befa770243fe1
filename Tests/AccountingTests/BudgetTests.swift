import Accounting
import Agreement
import Testing

@testable import Accounting

@Suite struct BudgetTests {
  @Test func `comparisons are exact where the amount is not whole`() throws {
    // 0.1 % of 12,345 ms is 12.345 ms.
    let budget = Budget(target: try percent("99.9"), of: 12_345)
    #expect(budget.amount == 12)
    #expect(!budget.isExceeded(by: 12))
    #expect(budget.isExceeded(by: 13))
    #expect(!budget.isMostlySpent(by: 9))
    #expect(budget.isMostlySpent(by: 10))
    #expect(budget.isKept(by: 11))
    #expect(!budget.isKept(by: 12))
    #expect(budget.remainder(after: 0) == 12)
    #expect(budget.remainder(after: 13) == 0)
  }

  @Test func `a target of 100 percent leaves nothing`() {
    let budget = Budget(target: .one, of: 1_000)
    #expect(budget.amount == 0)
    #expect(!budget.isExceeded(by: 0))
    #expect(!budget.isMostlySpent(by: 0))
    #expect(budget.isExceeded(by: 1))
    #expect(budget.isKept(by: 0))
  }

  @Test func `a century at the finest target does not overflow`() throws {
    let century: Int64 = 3_155_760_000_000
    let budget = Budget(target: try percent("99.9999999"), of: century)
    #expect(budget.amount == 3_155)
    #expect(!budget.isExceeded(by: 3_155))
    #expect(budget.isExceeded(by: 3_156))
  }

  @Test(arguments: [
    (Share(999, of: 1_000), Share(999, of: 1_000), Verdict.met),
    (Share(998, of: 1_000), Share(999, of: 1_000), .undetermined),
    (Share(998, of: 1_000), Share(998, of: 1_000), .missed),
    (Share(1_000, of: 1_000), Share(1_000, of: 1_000), .met),
    (Share(0, of: 1_000), Share(1_000, of: 1_000), .undetermined),
    (Share(0, of: 0), Share(0, of: 0), .undetermined),
  ]) func `a verdict needs both bounds on one side`(
    _ low: Share,
    _ high: Share,
    _ expected: Verdict
  ) throws {
    #expect(Verdict(low: low, high: high, target: try percent("99.9")) == expected)
  }
}
