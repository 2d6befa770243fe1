import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

/// What holds of every agreement and all figures.
@Suite struct CreditPropertyTests {
  private static let ids = ["a", "b", "c", "d"]

  private func amount(using random: inout SplitMix64) throws -> CreditAmount {
    if Bool.random(using: &random) {
      return .share(try #require(Ratio(Int64.random(in: 0...1_000, using: &random), 1_000)))
    }
    return .money(try #require(Money(units: Int64.random(in: 0...100_000, using: &random), euro)))
  }

  private func scale(using random: inout SplitMix64) throws -> CreditScale {
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let shares = (0..<3).map { _ in Int64.random(in: 900...1_000, using: &random) }.sorted()
      // The lower the tier, the more it gives.
      let credits = (0..<3).map { _ in Int64.random(in: 0...100, using: &random) }.sorted(by: >)
      return .tiers(
        try zip(shares, credits).map { share, credit in
          CreditTier(
            below: try #require(Ratio(share, 1_000)),
            credit: try #require(Ratio(credit, 100))
          )
        }
      )
    case 1:
      return .perTime(
        TimeCredit(
          try amount(using: &random),
          unit: .milliseconds(Int64.random(in: 1...100_000, using: &random)),
          counting: try #require(UnitCounting.allCases.randomElement(using: &random)),
          isBeyondTarget: Bool.random(using: &random)
        )
      )
    case 2: return .perIncident(try amount(using: &random))
    default: return .flat(try amount(using: &random))
    }
  }

  private func objective(_ id: String, using random: inout SplitMix64) throws -> CreditedObjective {
    let target = try #require(Ratio(Int64.random(in: 900...1_000, using: &random), 1_000))
    let downs = (0..<3).map { _ in Int64.random(in: 0...200_000, using: &random) }.sorted()
    let counts = (0..<3).map { _ in Int64.random(in: 0...5, using: &random) }.sorted()
    let figures = zip(downs, counts).map { down, count in
      let share = CreditFigures(down: down, of: 1_000_000, target: target)
      return CreditFigures(
        part: share.part,
        of: share.whole,
        down: down,
        budget: share.budget,
        incidents: count,
        isMissed: share.isMissed
      )
    }
    return CreditedObjective(
      id,
      fee: Fraction(Int64.random(in: 0...1_000_000, using: &random)),
      best: figures[0],
      estimate: figures[1],
      worst: figures[2]
    )
  }

  private func cap(using random: inout SplitMix64) -> Ratio? {
    Bool.random(using: &random) ? Ratio(Int64.random(in: 0...100, using: &random), 100) : nil
  }

  @Test func `what is worse gives no less, and no cap is exceeded`() throws {
    var random = SplitMix64(seed: 1_231)
    var uncertain = 0
    for _ in 0..<1_500 {
      let groups = (0..<Int.random(in: 0...2, using: &random)).map { _ in
        Self.ids.filter { _ in Bool.random(using: &random) }
      }
      let clauses = CreditClauses(
        rules: try Self.ids.map { CreditRule($0, try scale(using: &random)) },
        nonCumulative: groups,
        windowCap: cap(using: &random),
        yearCap: cap(using: &random),
        minimum: Money(units: Int64.random(in: 0...5_000, using: &random), euro)
      )
      let fees = (
        window: Int64.random(in: 0...1_000_000, using: &random), year: 12_000_000 as Int64
      )
      let given = (0..<3).map { _ in Int64.random(in: 0...2_000_000, using: &random) }.sorted()
      let account = CreditAccount(
        clauses,
        currency: euro,
        windowFee: Fraction(fees.window),
        yearFee: Fraction(fees.year),
        before: given[0]...given[2],
        beforeEstimate: given[1]
      )
      let objectives = try Self.ids.map { try objective($0, using: &random) }
      let bounds = account.bounds(of: objectives)
      let statements = [bounds.least, bounds.estimate, bounds.most]
      let amounts = try statements.map { try #require($0.amount).units }
      #expect(amounts == amounts.sorted(), "\(clauses)")
      if amounts[0] != amounts[2] { uncertain += 1 }
      for statement in statements {
        let capped = try #require(statement.capped)
        let sum = statement.lines.filter { $0.displacedBy == nil }.reduce(Fraction.zero) {
          $0 + ($1.units ?? .zero)
        }
        #expect(statement.sum == sum)
        #expect(capped <= sum)
        if let windowCap = statement.windowCap { #expect(capped <= windowCap) }
        if let yearRoom = statement.yearRoom { #expect(capped <= yearRoom) }
        if !statement.isBelowMinimum { #expect(statement.amount == capped.money(euro)) }
      }
    }
    // Otherwise the order of the bounds was never in question.
    #expect(uncertain > 300)
  }

  @Test func `of each group one objective at most is given, and none gives more`() throws {
    var random = SplitMix64(seed: 77)
    for _ in 0..<500 {
      let group = Self.ids.filter { _ in Bool.random(using: &random) }
      let clauses = CreditClauses(
        rules: try Self.ids.map { CreditRule($0, try scale(using: &random)) },
        nonCumulative: [group]
      )
      let account = CreditAccount(clauses, currency: euro, windowFee: nil, yearFee: nil)
      let objectives = try Self.ids.map { try objective($0, using: &random) }
      let lines = account.statement(of: objectives, at: .most).lines
      let grouped = lines.filter { group.contains($0.objective) && $0.units != .zero }
      let given = grouped.filter { $0.displacedBy == nil }
      #expect(given.count == min(1, grouped.count))
      for line in grouped { #expect((line.units ?? .zero) <= (given.first?.units ?? .zero)) }
      #expect(lines.allSatisfy { group.contains($0.objective) || $0.displacedBy == nil })
    }
  }
}
