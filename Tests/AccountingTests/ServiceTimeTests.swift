import Agreement
import Chronology
import Testing

@testable import Accounting

@Suite struct ServiceTimeTests {
  private let window = span(0, 100)
  private let hours = IntervalSet([span(-50, 40), span(60, 150)])

  private func promised(
    _ partial: PartialWindow,
    validity: Interval = span(20, 1_000),
    excluding excluded: ExcludedTime = .none
  ) -> ServiceTime? {
    ServiceTime(
      window,
      hours: hours,
      validity: validity,
      partial: partial,
      excluding: excluded
    )
  }

  @Test func `it is the window's part of the hours in which the agreement holds`() throws {
    let time = try #require(promised(.prorate))
    #expect(time.service == IntervalSet([span(20, 40), span(60, 100)]))
    #expect(time.measured == time.service)
  }

  @Test func `time before the agreement can be deemed available`() throws {
    let time = try #require(promised(.deemAvailable))
    #expect(time.service == IntervalSet([span(0, 40), span(60, 100)]))
    #expect(time.available == IntervalSet([span(0, 20)]))
    #expect(time.measured == IntervalSet([span(20, 40), span(60, 100)]))
    let down = certain([span(0, 30)], in: window, unknown: [span(70, 100)])
    let figures = ServiceFigures(of: ServiceTimeline(down), in: time, by: AvailabilityTerms(.one))
    #expect([figures.eligible, figures.down, figures.deemed] == [80, 10, 20])
    #expect(figures.shares().high == Share(70, of: 80))
    #expect(figures.coverage == Share(30, of: 60), "what is deemed was not measured")
  }

  @Test func `or the window isn't judged, if some of its hours are cut`() {
    #expect(promised(.skip) == nil)
    #expect(promised(.skip, validity: span(40, 60)) == nil)
    #expect(promised(.skip, validity: span(0, 100)) != nil)
  }

  @Test func `excluded twice is excluded once, and removed goes first`() throws {
    let excluded = ExcludedTime(
      removed: IntervalSet([span(30, 70)]),
      available: IntervalSet([span(35, 80)])
    )
    let time = try #require(promised(.prorate, excluding: excluded))
    #expect(time.removed == IntervalSet([span(30, 40), span(60, 70)]))
    #expect(time.available == IntervalSet([span(70, 80)]))
    #expect(time.measured == IntervalSet([span(20, 30), span(80, 100)]))
  }
}
