import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct CreditScaleTests {
  private func share(_ credit: ReckonedCredit) throws -> Fraction {
    guard case .share(let share) = credit else {
      throw NoShare()
    }
    return share
  }

  private struct NoShare: Error {}

  @Test(arguments: Vector.all("credits", "V14"), [false, true])
  func `V14: the lowest tier counts whose share is not reached`(
    vector: Vector,
    isReversed: Bool
  ) throws {
    let tiers = try [("95%", "100%"), ("99%", "30%"), ("99.99%", "10%")].map {
      CreditTier(below: try ratio($0), credit: try ratio($1))
    }
    let scale = CreditScale.tiers(isReversed ? tiers.reversed() : tiers)
    let reached = try ratio(vector.text("reached"))
    let credit = scale.credit(for: CreditFigures(part: reached.numerator, of: reached.denominator))
    #expect(try share(credit) == Fraction(try vector.number("percent"), 100))
    // The fee of 1000.00 makes a percent ten euros.
    #expect(credit.units(of: try fee("1000.00")) == Fraction(try vector.number("percent") * 1_000))
  }

  @Test func `where there is nothing to judge no tier is missed`() throws {
    let scale = CreditScale.tiers([CreditTier(below: .one, credit: .one)])
    #expect(try share(scale.credit(for: CreditFigures(part: 0, of: 0))) == .zero)
  }

  @Test(arguments: Vector.all("credits", "V15"))
  func `V15: a credit for each hour beyond the budget`(vector: Vector) throws {
    let target = try ratio("99.5%")
    let down = try vector.number("down") * 60_000
    let figures = CreditFigures(down: down, of: thirtyDays, target: target)
    for (name, counting) in [("complete", UnitCounting.complete), ("started", .started)] {
      let terms = TimeCredit(.share(try ratio("5%")), unit: .hours(1), counting: counting)
      let account = try creditAccount(
        [CreditRule("a", .perTime(terms))],
        windowCap: "30%",
        windowFee: fee("1000.00")
      )
      let statement = account.statement(
        of: [CreditedObjective("a", fee: try fee("1000.00"), figures)],
        at: .estimate
      )
      #expect(statement.amount?.units == (try vector.number(name)) * 1_000, "\(name)")
    }
  }

  @Test func `in proportion, a part of a unit is that part`() throws {
    let terms = TimeCredit(.share(try ratio("5%")), unit: .hours(1), counting: .prorata)
    let figures = CreditFigures(down: 276 * 60_000 + 1, of: thirtyDays, target: try ratio("99.5%"))
    let credit = try share(CreditScale.perTime(terms).credit(for: figures))
    #expect(credit == Fraction(1, 20) * Fraction(3_600_001, 3_600_000))
  }

  @Test(arguments: [(216, 0), (217, 4)] as [(Int64, Int64)])
  func `from the first minute, all of it counts once the budget is exceeded`(
    down: Int64,
    units: Int64
  ) throws {
    let terms = TimeCredit(
      .money(try euros("10.00")),
      unit: .hours(1),
      counting: .started,
      isBeyondTarget: false
    )
    let figures = CreditFigures(down: down * 60_000, of: thirtyDays, target: try ratio("99.5%"))
    #expect(CreditScale.perTime(terms).credit(for: figures) == .units(Fraction(units * 1_000)))
  }

  @Test func `a budget that is no whole millisecond is exceeded by the next`() throws {
    let target = try ratio("99.9%")
    let terms = TimeCredit(.share(.one), unit: .milliseconds(1), counting: .complete)
    // 0.1 % of 1,999 ms are 1.999 ms: one millisecond more than the budget begins at 2.999 ms.
    let counts = try ([2, 3] as [Int64]).map { down in
      let figures = CreditFigures(down: down, of: 1_999, target: target)
      return try share(CreditScale.perTime(terms).credit(for: figures))
    }
    #expect(counts == [.zero, Fraction(1)])
    let started = TimeCredit(.share(.one), unit: .milliseconds(1), counting: .started)
    let figures = CreditFigures(down: 2, of: 1_999, target: target)
    #expect(try share(CreditScale.perTime(started).credit(for: figures)) == Fraction(1))
  }

  @Test func `each incident that was late, and a flat sum`() throws {
    let late = CreditFigures(incidents: 3, isMissed: true)
    let kept = CreditFigures()
    let each = CreditScale.perIncident(.money(try euros("50.00")))
    #expect(each.credit(for: late) == .units(Fraction(15_000)))
    #expect(each.credit(for: kept) == .units(.zero))
    let flat = CreditScale.flat(.share(try ratio("12.5%")))
    #expect(flat.credit(for: late) == .share(Fraction(1, 8)))
    #expect(flat.credit(for: kept) == .share(.zero))
  }

  @Test func `a share of a fee that isn't known is no amount, but nothing of it is nothing`() {
    #expect(ReckonedCredit.share(Fraction(1, 8)).units(of: nil) == nil)
    #expect(ReckonedCredit.share(.zero).units(of: nil) == .zero)
    #expect(ReckonedCredit.units(Fraction(5)).units(of: nil) == Fraction(5))
  }

  @Test func `a fee for other windows than its own`() throws {
    let monthly = Fee(amount: try euros("100.00"), per: .month)
    let yearly = Fee(amount: try euros("100.00"), per: .year)
    #expect(
      monthly.units(months: try #require(CivilWindow.Unit.quarter.months)) == Fraction(30_000)
    )
    #expect(
      yearly.units(months: try #require(CivilWindow.Unit.month.months)) == Fraction(10_000, 12)
    )
    #expect(CivilWindow.Unit.week.months == nil)
    // The last day of a month of 30 days, and three of the next, which has 31.
    let day = TimeAmount.days(1).wholeMilliseconds
    let periods = [span(0, 30 * day), span(30 * day, 61 * day)]
    let week = span(29 * day, 33 * day)
    let expected = Fraction(10_000, 30) + Fraction(30_000, 31)
    #expect(monthly.units(for: week, in: periods) == expected)
  }
}
