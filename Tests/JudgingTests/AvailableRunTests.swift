import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

@Suite struct AvailableRunTests {
  func objective(_ window: WindowRule, within: TimeAmount = .milliseconds(500)) throws -> Objective
  {
    let limit = LatencyLimit(phase: nil, within: within, share: try percent("95"))
    return Objective(
      id: "fast",
      service: "shop",
      indicator: .latencyShare(limit),
      window: window
    )
  }

  /// The run of `samples`, counted by the threshold of ``objective(_:within:)``.
  func run(_ samples: [Sample]) throws -> AvailableRun {
    var tally = ThresholdTally(
      LatencyThreshold(phase: nil, microseconds: 500_000, failures: .bad)
    )
    for sample in samples { tally.take(sample) }
    let (first, last) = (try #require(samples.first), try #require(samples.last))
    return AvailableRun(first: first, last: last, count: Int64(samples.count), tallies: [tally])
  }

  /// 40 minutes of good samples, one a minute, in the middle of a month.
  var calm: [Sample] { samples(String(repeating: "G", count: 40), from: 1_600_000) }

  @Test func `a run resolves an incident as its samples would`() throws {
    let definition = try definition(confirmation: Confirmation(down: 2, up: 3))
    for letters in ["", "B", "BB", "BBG", "BBGG", "BBGGG", "GBBGB"] {
      let before = samples(letters, from: 1_600_000 - 60 * Int64(letters.count))
      var taken = try judge([], definition, before)
      let all = try judge([], definition, before + calm)
      let isTaken = taken.take(try run(calm))
      #expect(isTaken)
      #expect(
        taken.incidents(of: try storefront) == all.incidents(of: try storefront),
        "\(letters)"
      )
      #expect(taken.condition(of: try storefront) == .up)
      #expect(taken.lastSample(of: try storefront) == calm.last)
      let window = span(1_590_000, 1_602_340)
      let timeline = taken.timeline(of: try storefront)
      #expect(timeline.tally(in: window) == all.timeline(of: try storefront).tally(in: window))
    }
  }

  @Test(arguments: 1...4) func `a run too short to resolve an incident counts towards it`(
    _ count: Int
  ) throws {
    let definition = try definition(confirmation: Confirmation(down: 2, up: 3))
    let before = samples("BBB", from: 1_599_820)
    let short = Array(calm.prefix(count))
    let after = samples("BBGGGG", from: 1_600_000 + 60 * Int64(count))
    var taken = try judge([], definition, before)
    let isTaken = taken.take(try run(short))
    #expect(isTaken)
    for sample in after { taken.take(sample) }
    let all = try judge([], definition, before + short + after)
    #expect(taken.incidents(of: try storefront) == all.incidents(of: try storefront))
  }

  @Test func `counts land where a window may not be divided, and nowhere else`() throws {
    let promise = try objective(.month)
    var taken = try judge([promise])
    let isTaken = taken.take(try run(calm))
    #expect(isTaken)
    let all = try judge([promise], nil, calm)
    for now in [1_602_340, 1_602_500] as [Int64] {
      let window = Window.fixed(span(0, 2_000_000))
      let expected = all.standing(of: all.promises[0], in: window, at: at(now))
      #expect(taken.standing(of: taken.promises[0], in: window, at: at(now)) == expected)
      #expect(expected.latencies?.valid == (now == 1_602_340 ? 39 : 40))
    }
    // Somewhere a day may begin at every quarter of an hour in UTC.
    var day = try judge([try objective(.day)])
    let areTaken = [day.take(try run(calm)), day.take(try run(Array(calm.prefix(20))))]
    #expect(areTaken == [false, false])
    #expect(day.lastSample(of: try storefront) == nil, "nothing was taken")
    let cut = Judge(agreements: [try agreement([promise])], cuts: [at(1_601_000)])
    for (judge, isUndivided) in [(cut, false), (taken, true)] {
      var judge = judge
      judge.define(series, try definition())
      let later = isUndivided ? samples("GGGG", from: 1_602_400) : calm
      let isTaken = judge.take(try run(later))
      #expect(isTaken == isUndivided)
    }
  }

  @Test func `a rolling objective and a threshold that was not counted need every sample`() throws {
    var rolling = try judge([try objective(.rolling(.days(30)))])
    var other = try judge([try objective(.month, within: .milliseconds(499))])
    var partly = try run(calm)
    partly.tallies[0].seen -= 1
    var month = try judge([try objective(.month)])
    // A limit that no phase can fall between is the same threshold.
    var finer = try judge([try objective(.month, within: TimeAmount(nanoseconds: 500_000_999))])
    let areTaken = [
      rolling.take(try run(calm)), other.take(try run(calm)), month.take(partly),
      finer.take(try run(calm)),
    ]
    #expect(areTaken == [false, false, false, true])
  }

  @Test func `a run whose samples an alert may still count is read one by one`() throws {
    var judge = try judge([try objective(.month)])
    let end = try #require(calm.last).start
    let isWanted = judge.take(try run(calm), before: end + .days(3))
    #expect(!isWanted)
    let isOld = judge.take(try run(calm), before: end + .days(5))
    #expect(isOld)
  }

  @Test func `a run that cannot be is refused, and nothing changes`() throws {
    let good = try run(calm)
    var wrong = [good, good, good, good, good, good, good, good]
    wrong[0].count = 26  // 2,340 s are more than 25 times 90 s.
    wrong[1].count = 2_340_002  // More samples than milliseconds.
    wrong[2].count = 0
    wrong[3].count = 1
    wrong[4].last.outcome = .down
    wrong[5].first.series = SeriesID(number: 5)
    wrong[6].last.flags = .imported
    wrong[7].tallies[0].good = 41
    for (index, run) in wrong.enumerated() {
      var taken = try judge([try objective(.month)])
      let isTaken = taken.take(run)
      #expect(try !isTaken && taken.lastSample(of: storefront) == nil, "\(index)")
      // The same again does not start after the latest sample.
      let areTaken = [taken.take(good), taken.take(good)]
      #expect(areTaken == [true, false] && taken.refused == 0)
    }
    var stranger = Judge(agreements: [])
    let isTaken = stranger.take(good)
    #expect(!isTaken, "its series has no definition")
  }
}
