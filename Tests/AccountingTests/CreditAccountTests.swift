import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct CreditAccountTests {
  private func flat(_ id: String, _ amount: String) throws -> CreditRule {
    CreditRule(id, .flat(.money(try euros(amount))))
  }

  private func missed(_ ids: String...) throws -> [CreditedObjective] {
    let fee = try fee("1000.00")
    return ids.map { CreditedObjective($0, fee: fee, CreditFigures(isMissed: true)) }
  }

  @Test func `credits add up, and their sum is rounded once, half up`() throws {
    let third = CreditScale.perTime(
      TimeCredit(.money(try euros("0.01")), unit: .hours(3), counting: .prorata)
    )
    let account = try creditAccount(["a", "b", "c"].map { CreditRule($0, third) })
    // Each is a half of a cent: rounded one by one they would be three cents.
    let figures = CreditFigures(down: TimeAmount.minutes(90).wholeMilliseconds)
    let objectives = ["a", "b", "c"].map { CreditedObjective($0, fee: nil, figures) }
    let statement = account.statement(of: objectives, at: .most)
    #expect(statement.sum == Fraction(3, 2))
    #expect(statement.amount?.units == 2)
    #expect(statement.lines.map(\.units) == [Fraction(1, 2), Fraction(1, 2), Fraction(1, 2)])
  }

  @Test func `of credits that don't cumulate the most favourable is given`() throws {
    let account = try creditAccount(
      [flat("a", "10.00"), flat("b", "30.00"), flat("c", "5.00"), flat("d", "30.00")],
      nonCumulative: [["a", "b", "d"]]
    )
    let statement = account.statement(of: try missed("a", "b", "c", "d"), at: .estimate)
    #expect(statement.lines.map(\.displacedBy) == ["b", nil, nil, "b"])
    #expect(statement.amount?.units == 3_500)
  }

  @Test func `groups that share an objective are one group`() throws {
    let rules = try [flat("a", "10.00"), flat("b", "30.00"), flat("c", "20.00"), flat("d", "1.00")]
    let account = try creditAccount(rules, nonCumulative: [["c", "a"], ["d"], ["a", "b"]])
    let statement = account.statement(of: try missed("a", "b", "c", "d"), at: .estimate)
    #expect(statement.lines.map(\.displacedBy) == ["b", nil, "b", nil])
    #expect(statement.amount?.units == 3_100)
  }

  @Test func `what another window reckons gives no line, and what is met displaces nothing`() throws
  {
    let account = try creditAccount(
      [flat("a", "10.00"), flat("b", "30.00")],
      nonCumulative: [["a", "b"]]
    )
    #expect(account.statement(of: try missed("a"), at: .most).amount?.units == 1_000)
    let met = CreditedObjective("b", fee: nil, CreditFigures())
    let statement = account.statement(of: try missed("a") + [met], at: .most)
    #expect(statement.lines.map(\.displacedBy) == [nil, nil])
    #expect(statement.amount?.units == 1_000)
  }

  @Test func `the cap of the window goes before what the year has left`() throws {
    let rule = CreditRule("a", .flat(.share(.one)))
    let capped = try creditAccount(
      [rule],
      windowCap: "30%",
      yearCap: "5%",
      windowFee: fee("1000.00"),
      yearFee: fee("12000.00"),
      before: 40_000...55_000
    )
    let bounds = capped.bounds(of: try missed("a"))
    #expect(bounds.most.windowCap == Fraction(30_000))
    // 600.00 a year: 400.00 to 550.00 of it are given.
    #expect(bounds.most.yearRoom == Fraction(20_000))
    #expect(bounds.most.amount?.units == 20_000)
    #expect(bounds.least.amount?.units == 5_000)
    #expect(bounds.least.exhaustsYear && bounds.most.exhaustsYear)
    #expect(!bounds.isCertain)
    let windowOnly = try creditAccount([rule], windowCap: "30%", windowFee: fee("1000.00"))
    #expect(windowOnly.bounds(of: try missed("a")).least.amount?.units == 30_000)
    #expect(windowOnly.bounds(of: try missed("a")).isCertain)
    #expect(!windowOnly.bounds(of: try missed("a")).least.exhaustsYear)
  }

  @Test func `a year that has given all has nothing left`() throws {
    let spent = try creditAccount(
      [flat("a", "10.00")],
      yearCap: "5%",
      yearFee: fee("100.00"),
      before: 600...600
    )
    let statement = spent.statement(of: try missed("a"), at: .most)
    #expect(statement.yearRoom == .zero)
    #expect(statement.amount?.units == 0)
    #expect(statement.exhaustsYear)
  }

  @Test(arguments: [("10.00", 0, true), ("9.99", 1_000, false)] as [(String, Int64, Bool)])
  func `a sum that is not more than the minimum is not paid`(
    minimum: String,
    units: Int64,
    isBelow: Bool
  ) throws {
    let account = try creditAccount([flat("a", "10.00")], minimum: euros(minimum))
    let statement = account.statement(of: try missed("a"), at: .most)
    #expect(statement.amount?.units == units)
    #expect(statement.isBelowMinimum == isBelow)
  }

  @Test func `the minimum is held against the sum before it is rounded`() throws {
    let rule = CreditRule("a", .flat(.share(try ratio("33.3333333%"))))
    // 33.3333333 % of 30.00 is 9.99999999, which is rounded to 10.00 but is not more than 9.999.
    let account = try creditAccount([rule], minimum: euros("9.99"))
    let objective = CreditedObjective("a", fee: try fee("30.00"), CreditFigures(isMissed: true))
    #expect(account.statement(of: [objective], at: .most).amount?.units == 1_000)
    let strict = try creditAccount([rule], minimum: euros("10.00"))
    #expect(strict.statement(of: [objective], at: .most).amount?.units == 0)
  }

  @Test func `nothing due is no sum below the minimum`() throws {
    let account = try creditAccount([flat("a", "10.00")], minimum: euros("1.00"))
    let met = CreditedObjective("a", fee: nil, CreditFigures())
    let bounds = account.bounds(of: [met])
    #expect(!bounds.most.isBelowMinimum)
    #expect(bounds.most.amount?.units == 0)
    #expect(!bounds.isPossible)
  }

  @Test func `without a fee a share is no amount, and the statement says of what`() throws {
    let rules = [CreditRule("a", .flat(.share(.one))), try flat("b", "10.00")]
    let account = try creditAccount(rules, nonCumulative: [["a", "b"]])
    let objectives = ["a", "b"].map {
      CreditedObjective($0, fee: nil, CreditFigures(isMissed: true))
    }
    let statement = account.statement(of: objectives, at: .most)
    #expect(statement.obstacle == .feeMissing("a"))
    #expect(statement.amount == nil)
    #expect(statement.lines.map(\.displacedBy) == [nil, nil])
    #expect(statement.lines[0].credit == .share(Fraction(1)))
    #expect(account.bounds(of: objectives).isPossible)
    #expect(!account.bounds(of: objectives).isCertain)
  }

  @Test func `a cap of unknown fees is an obstacle only where something is due`() throws {
    let account = try creditAccount([flat("a", "10.00")], windowCap: "30%")
    #expect(account.statement(of: try missed("a"), at: .most).obstacle == .capFeeMissing)
    let met = CreditedObjective("a", fee: nil, CreditFigures())
    #expect(account.statement(of: [met], at: .most).amount?.units == 0)
  }

  @Test func `an amount beyond what money can say is not cut off in silence`() throws {
    let rule = CreditRule("a", .perIncident(.money(try euros("999999999999.00"))))
    let account = try creditAccount([rule])
    let objective = CreditedObjective("a", fee: nil, CreditFigures(incidents: 100))
    let statement = account.statement(of: [objective], at: .most)
    #expect(statement.obstacle == .beyondMoney)
    #expect(statement.amount == nil)
  }

  @Test func `the tie rule chooses a bound, or leaves it to the parties`() throws {
    let rule = CreditRule(
      "a",
      .tiers([CreditTier(below: try ratio("99%"), credit: .one)])
    )
    let objective = CreditedObjective(
      "a",
      fee: try fee("10.00"),
      best: CreditFigures(part: 100, of: 100),
      estimate: CreditFigures(part: 99, of: 100),
      worst: CreditFigures(part: 98, of: 100)
    )
    let bounds = try creditAccount([rule]).bounds(of: [objective])
    #expect(bounds.least.amount?.units == 0)
    #expect(bounds.most.amount?.units == 1_000)
    #expect(bounds.statement(by: .provider) == bounds.least)
    #expect(bounds.statement(by: .customer) == bounds.most)
    #expect(bounds.statement(by: .estimate) == bounds.estimate)
    #expect(bounds.statement(by: .jointReview) == nil)
  }
}
