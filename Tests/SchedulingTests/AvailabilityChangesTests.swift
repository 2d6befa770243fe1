import Chronology
import Sampling
import Scheduling
import Testing

@Suite struct AvailabilityChangesTests {
  private func sample(_ outcome: Outcome, series: UInt32 = 0) -> Sample {
    let due = Instant(seconds: 1_774_000_000)
    return Sample(series: SeriesID(number: series), due: due, start: due, outcome: outcome)
  }

  @Test func `only a change of state is one, and a void sample changes nothing`() {
    var availability = AvailabilityChanges()
    let outcomes: [(Outcome, Bool)] = [
      (.up, true), (.degraded, false), (.void, false), (.down, true), (.down, false),
      (.void, false), (.up, true),
    ]
    for (outcome, isChange) in outcomes {
      #expect(availability.isChanged(by: sample(outcome)) == isChange)
    }
    let isOther = availability.isChanged(by: sample(.up, series: 1))
    #expect(isOther, "each series has its own state")
  }

  @Test func `what is not planned any more is forgotten`() {
    var availability = AvailabilityChanges()
    _ = availability.isChanged(by: sample(.up, series: 0))
    _ = availability.isChanged(by: sample(.up, series: 1))
    availability.keep([SeriesID(number: 1), SeriesID(number: 2)])
    var rest = AvailabilityChanges()
    _ = rest.isChanged(by: sample(.up, series: 1))
    #expect(availability == rest)
  }

  @Test func `a shed slot is a gap of its own, to the next one`() {
    let due = Instant(seconds: 1_774_000_000)
    let gap = Gap.shed(SeriesID(number: 3), due: due, interval: .seconds(30))
    #expect(gap.series == SeriesID(number: 3))
    #expect(gap.interval == Interval(due, due + .seconds(30)))
    #expect(gap.slots == 1)
    #expect(gap.cause == .shed)
  }
}
