import Chronology
import Sampling
import Testing

@testable import Rollups

/// What it takes for a sample to continue the one before: each condition alone.
@Suite struct RollupBreakTests {
  /// A check every minute that vouches for 90 s, another definition of it, and two samples a minute
  /// apart.
  struct Pair {
    var first: Sample
    var second: Sample
    var between: [RandomCheck.Entry] = []
    var before: [RandomCheck.Entry] = []

    init() {
      let start = RandomCheck.origin + .hours(1)
      first = Pair.sample(start)
      second = Pair.sample(start + .seconds(60))
    }

    static func sample(_ start: Instant) -> Sample {
      Sample(
        series: SeriesID(number: 3),
        due: start,
        start: start,
        outcome: .up,
        phases: Phases(wait: 200)
      )
    }

    func gap(of series: SeriesID?) -> RandomCheck.Entry {
      .gap(
        Gap(
          series: series,
          interval: Interval(first.start - .seconds(10), first.start - .seconds(5)),
          slots: 1,
          cause: .late
        )
      )
    }

    /// Whether the second sample continues the first, as its row says.
    var continues: Bool? {
      var builder = RollupBuilder(
        day: RandomCheck.day,
        of: checkID("web"),
        definitions: [
          SeriesID(number: 3): RandomCheck.definition(60),
          SeriesID(number: 9): RandomCheck.definition(60, up: 3),
        ]
      )
      for entry in before + [.sample(first)] + between + [.sample(second)] { builder.take(entry) }
      let rows = builder.hourRows().filter { $0.summary.samples > 0 }
      let breaks = rows.reduce(0) { $0 + $1.detail.breaks }
      guard rows.reduce(0, { $0 + $1.summary.samples }) == 2, (1...2).contains(breaks) else {
        return nil
      }
      return breaks == 1
    }
  }

  static func pair(_ change: (inout Pair) -> Void) -> Bool? {
    var pair = Pair()
    change(&pair)
    return pair.continues
  }

  @Test func `two available samples in their time continue each other`() {
    #expect(Self.pair { _ in } == true)
    #expect(Self.pair { $0.second.outcome = .degraded } == true)
    #expect(Self.pair { $0.first.outcome = .degraded } == true)
  }

  @Test(arguments: [Outcome.down, .void]) func `what is not available continues nothing`(
    _ outcome: Outcome
  ) {
    #expect(Self.pair { $0.first.outcome = outcome } == false)
    #expect(Self.pair { $0.second.outcome = outcome } == false)
  }

  @Test func `the second starts within the validity of the first`() {
    #expect(Self.pair { $0.second.start = $0.first.start + .seconds(90) } == true)
    let late = TimeAmount(nanoseconds: 90_000_000_001)
    #expect(Self.pair { $0.second.start = $0.first.start + late } == false)
  }

  @Test func `the second starts after the first has ended`() {
    #expect(Self.pair { $0.first.phases = Phases(wait: 60_000_000) } == true)
    #expect(Self.pair { $0.first.phases = Phases(wait: 60_000_001) } == false)
  }

  @Test func `the second starts in a later millisecond`() {
    #expect(Self.pair { $0.second.start = $0.first.start + .microseconds(999) } == false)
    #expect(Self.pair { $0.second.start = $0.first.start + .milliseconds(1) } == true)
  }

  @Test func `both are measured here, or both imported`() {
    #expect(Self.pair { $0.first.flags = .imported } == false)
    #expect(Self.pair { $0.second.flags = .imported } == false)
    #expect(
      Self.pair {
        $0.first.flags = .imported
        $0.second.flags = [.imported, .clockUnsynchronized]
      } == true
    )
  }

  @Test func `both are of one series`() {
    #expect(Self.pair { $0.second.series = SeriesID(number: 9) } == false)
  }

  @Test func `the record tells nothing else of the check between them`() {
    #expect(Self.pair { $0.between = [$0.gap(of: nil)] } == false)
    #expect(Self.pair { $0.between = [$0.gap(of: SeriesID(number: 9))] } == false)
    #expect(Self.pair { $0.between = [$0.gap(of: SeriesID(number: 4))] } == true)
    #expect(Self.pair { $0.before = [$0.gap(of: nil)] } == true)
    #expect(Self.pair { $0.between = [.sample($0.first)] } == false, "refused: it came twice")
  }
}
