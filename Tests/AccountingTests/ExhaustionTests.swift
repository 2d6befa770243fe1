import Agreement
import Chronology
import Testing

@testable import Accounting

@Suite struct ExhaustionTests {
  private func forecast(_ whole: Int64, end: Int64? = nil, service: IntervalSet? = nil) throws
    -> Exhaustion
  {
    let budget = Fraction(try ratio("99.9%").complement) * Fraction(whole)
    return Exhaustion(
      budget: budget,
      service: service ?? IntervalSet([span(0, whole)]),
      end: Instant(milliseconds: end ?? whole)
    )
  }

  @Test func `V20: how long the budget lasts, in an outage and at the pace of the last hours`()
    throws
  {
    let vector = try Vector.one("credits", "V20")
    let forecast = try forecast(try vector.seconds("whole"))
    let spent = try vector.seconds("spent")
    let now = second(1_000_000)
    #expect(forecast.remainder(after: spent) == .seconds(try vector.number("outage")))
    let outage = forecast.ifOutageLasts(at: now, spent: spent)
    #expect(outage == now + .seconds(try vector.number("outage")))
    let reading = BurnReading(
      bad: try vector.number("bad"),
      known: try vector.number("known"),
      expected: 100,
      failures: 3
    )
    let trend = forecast.byTrend(at: now, spent: spent, reading)
    #expect(trend == now + .seconds(try vector.number("trend")))
  }

  @Test func `only service time uses the budget up`() throws {
    let service = IntervalSet([span(0, 100_000), span(500_000, 900_000)])
    let forecast = Exhaustion(budget: Fraction(150_000), service: service, end: second(900))
    #expect(forecast.ifOutageLasts(at: second(0), spent: 0) == second(550))
    #expect(forecast.ifOutageLasts(at: second(0), spent: 50_000) == second(100))
  }

  @Test func `what lasts to the window's end is no forecast`() throws {
    let at = { (end: Int64) in
      Exhaustion(budget: Fraction(100_000), service: seconds(0, 500), end: second(end))
        .ifOutageLasts(at: second(0), spent: 0)
    }
    #expect(at(100) == nil)
    #expect(at(101) == second(100))
    let short = Exhaustion(budget: Fraction(100_000), service: seconds(0, 99), end: second(500))
    #expect(short.ifOutageLasts(at: second(0), spent: 0) == nil)
  }

  @Test func `a budget that is gone, or that nothing spends, has no end to come`() throws {
    let forecast = try forecast(1_000_000)
    #expect(forecast.ifOutageLasts(at: second(0), spent: 1_000) == nil)
    #expect(forecast.ifOutageLasts(at: second(0), spent: 2_000) == nil)
    #expect(forecast.remainder(after: 2_000) == .zero)
    let calm = BurnReading(bad: 0, known: 100, expected: 100, failures: 0)
    let blind = BurnReading(bad: 0, known: 0, expected: 100, failures: 0)
    #expect(forecast.byTrend(at: second(0), spent: 0, calm) == nil)
    #expect(forecast.byTrend(at: second(0), spent: 0, blind) == nil)
  }

  @Test func `a pace so slow that it ends beyond all time is no forecast`() throws {
    let slow = BurnReading(bad: 1, known: Int64.max, expected: Int64.max, failures: 1)
    #expect(try forecast(1_000_000_000).byTrend(at: second(0), spent: 0, slow) == nil)
  }
}
