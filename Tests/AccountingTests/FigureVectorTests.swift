import Agreement
import Chronology
import Testing

@testable import Accounting

/// The vectors about how time counts, and what is made of it.
@Suite struct FigureVectorTests {
  @Test(arguments: ["V1", "V2", "V3", "V3b"])
  func `a window has the length of its calendar, and is judged exactly`(id: String) throws {
    let vector = try Vector.one("figures", id)
    let window = try vector.interval("window")
    let down = Interval(window.start, window.start + .seconds(try vector.number("down")))
    let target = try vector.ratio("target")
    let figures = ServiceFigures(
      of: ServiceTimeline(certain([down], in: window)),
      in: try always(window),
      by: AvailabilityTerms(target)
    )
    #expect(figures.eligible == (try vector.seconds("whole")))
    #expect(figures.budget(target).whole == figures.eligible)
    let expected = try vector.verdict("verdict")
    #expect(figures.verdict(target, by: MeasurementClause()).verdict == expected)
    #expect(figures.shares().estimate.percent(decimals: 6) == (try vector.text("percent")))
  }

  @Test func `V7: the floor measures an outage before the window cuts it`() throws {
    let vector = try Vector.one("figures", "V7")
    let floor = OutageFloor(.seconds(try vector.number("floor")))
    for month in ["june", "july"] {
      let window = try vector.interval(month)
      let outage = try vector.interval("outage")
      let figures = ServiceFigures(
        of: ServiceTimeline(certain([outage], in: around(window))),
        in: try always(window),
        by: AvailabilityTerms(.one, floor: floor)
      )
      #expect(figures.down == (try vector.seconds("\(month)_down")))
    }
  }

  @Test(arguments: [OutageMeasure.net, .whole])
  func `V8: the floor measures what exclusions leave of an outage, or all of it`(
    measure: OutageMeasure
  ) throws {
    let vector = try Vector.one("figures", "V8")
    let floor = OutageFloor(.seconds(try vector.number("floor")), measure: measure)
    let work = ExcludedTime(removed: IntervalSet([try vector.interval("work")]))
    let figures = ServiceFigures(
      of: ServiceTimeline(certain([try vector.interval("outage")], in: span(0, 3_600_000))),
      in: try always(span(0, 3_600_000), excluding: work),
      by: AvailabilityTerms(.one, floor: floor)
    )
    #expect(figures.down == (try vector.seconds(measure.rawValue)))
  }

  @Test func `V11: unknown time widens the interval, and a tie is settled as agreed`() throws {
    let vector = try Vector.one("figures", "V11")
    let window = span(0, try vector.seconds("whole"))
    let down = span(0, try vector.seconds("down"))
    let blind = Interval(down.end, down.end + .seconds(try vector.number("unknown")))
    let target = try vector.ratio("target")
    let figures = ServiceFigures(
      of: ServiceTimeline(certain([down], in: window, unknown: [blind])),
      in: try always(window),
      by: AvailabilityTerms(target)
    )
    let shares = figures.shares()
    #expect(shares.low.percent(decimals: 6) == (try vector.text("low")))
    #expect(shares.estimate.percent(decimals: 6) == (try vector.text("estimate")))
    #expect(shares.high.percent(decimals: 6) == (try vector.text("high")))
    #expect(figures.coverage.percent(decimals: 6) == (try vector.text("coverage")))
    #expect(
      figures.verdict(target, by: MeasurementClause()).verdict == (try vector.verdict("verdict"))
    )
    let ties: [(TieRule, Verdict)] = [
      (.provider, .met), (.customer, .missed), (.estimate, .met), (.jointReview, .undetermined),
    ]
    for (tie, settled) in ties {
      #expect(figures.verdict(target, by: MeasurementClause(tie: tie)).settled == settled)
    }
  }

  @Test func `V23: a window that a revision divides is judged in its parts`() throws {
    let vector = try Vector.one("figures", "V23")
    let window = try vector.interval("window")
    let change = try #require(Instant(rfc3339: vector.text("change")))
    let outages = [try vector.interval("down"), try vector.interval("down_after")]
    let service = ServiceTimeline(certain(outages, in: around(window)))
    func figures(_ validity: Interval) throws -> ServiceFigures {
      let time = ServiceTime(window, hours: IntervalSet([window]), validity: validity)
      return ServiceFigures(of: service, in: try #require(time), by: AvailabilityTerms(.one))
    }
    let parts = [
      ("", Interval(window.start, change)), ("_after", Interval(change, window.end)),
    ]
    for (name, validity) in parts {
      let part = try figures(validity)
      #expect(part.shares().estimate.percent(decimals: 6) == (try vector.text("percent\(name)")))
      let verdict = part.verdict(try vector.ratio("target\(name)"), by: MeasurementClause())
      #expect(verdict.verdict == .met)
    }
    let target = try vector.ratio("target_after")
    let after = try figures(Interval(change, window.end))
    #expect(after.budget(target).amount == (try vector.seconds("budget_after")))
    let whole = try figures(window)
    #expect(whole.shares().estimate.percent(decimals: 6) == (try vector.text("whole_percent")))
    #expect(whole.verdict(target, by: MeasurementClause()).verdict == .missed)
  }

  @Test(arguments: ["V25", "V25b"])
  func `whole minutes are those of the clock, or of the outage`(id: String) throws {
    let vector = try Vector.one("figures", id)
    let cases: [(OutageCounting, String)] = [
      (.exact, "exact"), (.clockMinutes, "clock"), (.outageMinutes, "minutes"),
    ]
    for (counting, name) in cases {
      let figures = ServiceFigures(
        of: ServiceTimeline(certain([try vector.interval("outage")], in: span(0, 3_600_000))),
        in: try always(span(0, 3_600_000)),
        by: AvailabilityTerms(.one, counting: counting)
      )
      #expect(figures.down == (try vector.seconds(name)), "\(name)")
      #expect(figures.up == 3_600_000 - figures.down)
    }
  }

  @Test func `V21: the percentile is a value that came, and a failure is worse than any`() throws {
    let vector = try Vector.one("figures", "V21")
    let values = try vector.list("values").map { (value: try #require(Int64($0)), count: Int64(1)) }
    for rank in ["50", "90", "95"] {
      let expected = Percentile.value(try vector.number("p\(rank)"))
      #expect(Percentile(try percent(rank), of: values) == expected)
    }
    #expect(Percentile(try percent("95"), of: values, failed: 1) == .failed)
    let within = try vector.number("within")
    let fast = values.count { $0.value <= within }
    #expect("\(fast)/\(values.count)" == (try vector.text("share")))
    let none: [(value: Int64, count: Int64)] = []
    #expect(Percentile(try percent("95"), of: none) == nil)
  }

  @Test func `V22: the percentile of two parts is that of their counts together`() throws {
    let vector = try Vector.one("figures", "V22")
    func counts(_ name: String) throws -> [(value: Int64, count: Int64)] {
      try vector.list(name).map { text in
        let parts = text.split(separator: "x")
        return (try #require(Int64(parts[0])), try #require(Int64(parts[1])))
      }
    }
    let first = try counts("first")
    let second = try counts("second")
    let cases = [("first", first), ("second", second), ("both", first + second)]
    for (name, counts) in cases {
      let expected = Percentile.value(try vector.number("p95_\(name)"))
      #expect(Percentile(try percent("95"), of: counts) == expected, "\(name)")
    }
  }
}
