import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

@Suite struct LatencyTests {
  func objective(
    _ share: String,
    over window: WindowRule,
    failures: FailurePolicy = .bad
  ) throws -> Objective {
    Objective(
      id: "fast-enough",
      service: "shop",
      indicator: .latencyShare(
        LatencyLimit(
          phase: nil,
          within: .milliseconds(500),
          share: try percent(share),
          failures: failures
        )
      ),
      window: window
    )
  }

  /// `F`ast and `S`low answers, and the other letters of ``sample(_:_:took:flags:)``.
  func story(_ letters: String, every interval: Int64 = 60) -> [Sample] {
    zip(letters, 0...).map { letter, index in
      let isAnswer = letter == "F" || letter == "S"
      return sample(
        Int64(index) * interval,
        isAnswer ? "G" : letter,
        took: .milliseconds(letter == "S" ? 501 : 500)
      )
    }
  }

  func standing(
    _ letters: String,
    _ objective: Objective,
    _ window: Interval = span(0, 6_000),
    now: Int64? = nil
  ) throws -> Standing {
    let taken = story(letters)
    let judge = try judge([objective], nil, taken)
    let end = now.map { at($0) } ?? taken.last?.start ?? origin
    return judge.standing(of: judge.promises[0], in: .fixed(window), at: end)
  }

  @Test func `the limit is inclusive, and the latest sample does not count yet`() throws {
    let found = try standing("FFSF", objective("95", over: .month))
    #expect(found.latencies == LatencyTally(valid: 3, good: 2))
    #expect(found.judged.end == at(180))
    #expect(found.estimate == .share(Share(2, of: 3)))
  }

  @Test func `V21: eight of ten are fast enough`() throws {
    let milliseconds: [Int64] = [120, 80, 95, 300, 110, 105, 98, 2_000, 130, 101]
    let limit = LatencyLimit(phase: .wait, within: .milliseconds(200), share: try percent("80"))
    var recorder = LatencyRecorder(
      try #require(SampleRule(.latencyShare(limit))),
      window: .rolling(.hours(1)),
      cuts: []
    )
    for (index, length) in milliseconds.enumerated() {
      var sample = sample(Int64(index), "G")
      sample.phases = Phases(resolve: 900_000, wait: UInt32(length * 1_000))
      recorder.take(sample)
    }
    let tally = recorder.count(in: span(0, 10)).tally
    #expect(tally.estimate == Share(8, of: 10))
    #expect(tally.verdict(target: limit.share) == .met)
  }

  @Test(arguments: [(FailurePolicy.bad, 4 as Int64), (.excluded, 3)])
  func `a failure counts as the policy says, and a void sample never`(
    _ policy: FailurePolicy,
    _ valid: Int64
  ) throws {
    // Without the void sample two others are 120 s apart: 30 s are unknown.
    let found = try standing("FBFVFF", objective("95", over: .month, failures: policy))
    #expect(found.latencies == LatencyTally(valid: valid, good: 3, missing: 1))
  }

  @Test func `unknown time is missing samples, rounded up`() throws {
    let found = try standing("FFF", objective("60", over: .month), now: 300)
    // 210 to 300 is unknown: a slot and a half.
    #expect(found.latencies == LatencyTally(valid: 3, good: 3, missing: 2))
    #expect(found.low == .share(Share(3, of: 5)))
    #expect(found.high == .share(Share(5, of: 5)))
    #expect(found.verdict == .met)
    #expect(found.spent == Spending(low: 0, estimate: 0, high: 0, unknown: 2))
  }

  @Test(arguments: [
    ("FFFFF", ObjectiveState.ok), ("FFFSF", .ok), ("FFSSSF", .ok), ("SSSSF", .atRisk),
    ("SSSSSF", .atRisk), ("SSSSSSF", .breached), ("FBF", .ok), ("FBBB", .atRisk),
  ]) func `the state counts the slots that are left`(
    _ letters: String,
    _ expected: ObjectiveState
  ) throws {
    // 100 slots at 95 %: five may be bad.
    #expect(try standing(letters, objective("95", over: .month)).state == expected)
  }

  @Test func `missing samples are in the budget, and what was counted is what is spent`() throws {
    var taken = story("SSSSS")
    taken += samples("GG", from: 5_000)
    let judge = try judge([objective("95", over: .month)], nil, taken)
    let found = judge.standing(of: judge.promises[0], in: .fixed(span(0, 6_000)), at: at(5_060))
    #expect(found.latencies == LatencyTally(valid: 6, good: 1, missing: 78))
    // 16.7 % of what was measured were fast enough; of all 100, five may be slow, and five were.
    #expect(found.budget.amount == 5)
    #expect(found.state == .atRisk)
    #expect(found.reason == .mostlySpent)
  }

  @Test func `a window of which little is measured stands by its budget, as one of time does`()
    throws
  {
    // 40 of 100 slots were measured, and six of these were slow: 85 % of what is known.
    let taken = story("SSSSSS" + String(repeating: "F", count: 35))
    let judge = try judge([objective("90", over: .rolling(.seconds(6_000)))], nil, taken)
    let found = judge.standing(of: judge.promises[0], in: .rolling(.seconds(6_000)), at: at(2_400))
    #expect(found.latencies == LatencyTally(valid: 40, good: 34, missing: 60))
    #expect(found.spent.estimate == 6 && found.budget.amount == 10)
    #expect(found.state == .ok && found.reason == nil)
    let time = try JudgingTests.judge(
      [availability("90", over: .rolling(.seconds(6_000)))],
      nil,
      samples("BBBBBB" + String(repeating: "G", count: 35))
    )
    let same = time.standing(of: time.promises[0], in: .rolling(.seconds(6_000)), at: at(2_400))
    #expect(same.estimate.number(decimals: 0) == "86")
    #expect(same.state == .ok)
  }

  static let calendars: [(WindowRule, [String])] = [
    (
      .month,
      [
        "2026-01-31T23:00:00Z", "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z",
        "2026-04-30T22:00:00Z",
      ]
    ),
    (.month, ["2026-01-31T10:00:00Z", "2026-02-28T10:00:00Z", "2026-03-31T10:00:00Z"]),
    (.month, ["2026-02-01T12:00:00Z", "2026-03-01T12:00:00Z", "2026-04-01T12:00:00Z"]),
    (.week, ["2026-03-22T23:00:00Z", "2026-03-29T22:00:00Z", "2026-04-05T22:00:00Z"]),
    (.week, ["2026-02-15T18:15:00Z", "2026-02-22T18:15:00Z", "2026-03-01T18:15:00Z"]),
    (.day, ["2026-02-15T18:15:00Z", "2026-02-16T18:15:00Z", "2026-02-17T18:15:00Z"]),
  ]

  @Test(arguments: calendars) func `counts of calendar windows are exact in every zone`(
    _ rule: WindowRule,
    _ boundaries: [String]
  ) throws {
    var generator = SplitMix64(seed: 7)
    let limit = LatencyLimit(phase: nil, within: .milliseconds(500), share: .one)
    var recorder = LatencyRecorder(
      try #require(SampleRule(.latencyShare(limit))),
      window: rule,
      cuts: []
    )
    let edges = try boundaries.map { try #require(Instant(rfc3339: $0)) }
    var time = try #require(edges.first) - .hours(30)
    var good: [(Instant, Bool)] = []
    while time < edges[edges.count - 1] + .hours(30) {
      let isGood = Bool.random(using: &generator)
      recorder.take(
        Sample(series: series, due: time, start: time, outcome: isGood ? .up : .down)
      )
      good.append((time, isGood))
      time = time + .milliseconds(Int64.random(in: 1...2_400_000, using: &generator))
    }
    for (start, end) in zip(edges, edges.dropFirst()) {
      let inside = good.filter { start <= $0.0 && $0.0 < end }
      let counted = recorder.count(in: Interval(start, end))
      #expect(counted.lost == 0)
      #expect(counted.tally.valid == Int64(inside.count))
      #expect(counted.tally.good == Int64(inside.filter(\.1).count))
    }
  }

  @Test func `a window at an odd instant is exact if it was announced, else honest`() throws {
    let (start, end) = (origin + .milliseconds(1_234_567), origin + .milliseconds(9_999_999))
    for cuts in [[], [start, end]] {
      var judge = Judge(agreements: [try agreement([objective("95", over: .day)])], cuts: cuts)
      judge.define(series, try definition())
      for sample in samples(String(repeating: "G", count: 300)) { judge.take(sample) }
      let window = Window.fixed(Interval(start, end))
      let found = judge.standing(of: judge.promises[0], in: window, at: at(18_000))
      let tally = try #require(found.latencies)
      #expect((tally.missing == 0) == !cuts.isEmpty)
      #expect(tally.valid + tally.missing >= 146)
      if !cuts.isEmpty { #expect(tally == LatencyTally(valid: 146, good: 146)) }
    }
  }

  @Test func `a sample at a window's end is not in it`() throws {
    // The three samples of one bucket are not told apart: none counts, and their time is missing.
    let found = try standing("FFFF", objective("95", over: .month), span(0, 120))
    #expect(found.latencies == LatencyTally(valid: 0, good: 0, missing: 2))
    let exact = try standing("FFFF", objective("95", over: .rolling(.hours(1))), span(0, 120))
    #expect(exact.latencies == LatencyTally(valid: 2, good: 2))
  }

  @Test func `a ring keeps the window, and says what it dropped`() {
    var ring = LatencyRing(length: .seconds(100), capacity: 50)
    for second in 0..<30 as Range<Int64> { ring.append(start: second * 10_000, .fast) }
    #expect(ring.count(in: 190_000..<290_000).tally == LatencyTally(valid: 10, good: 10))
    #expect(ring.count(in: 190_000..<290_000).lost == 0)
    for second in 30..<100 as Range<Int64> {
      ring.append(start: 60_000 * 5 + second, .slow)
    }
    let counted = ring.count(in: 200_000..<300_100)
    #expect(counted.tally.valid == 50)
    #expect(counted.lost > 0)
  }

  @Test(arguments: 1...30 as ClosedRange<UInt64>) func `a rolling count agrees with a plain one`(
    _ seed: UInt64
  ) throws {
    let rule = WindowRule.rolling(.milliseconds(150))
    let taken = TimelinePropertyTests.random(seed, count: 200)
    var judge = try judge([objective("95", over: rule)], TimelinePropertyTests.definition())
    for count in taken.indices {
      judge.take(taken[count])
      let found = judge.standing(
        of: judge.promises[0],
        in: .rolling(.milliseconds(150)),
        at: taken[count].start + .milliseconds(2)
      )
      let inside = taken[...count].filter {
        $0.outcome != .void && found.judged.contains($0.start.floored)
      }
      #expect(found.latencies?.valid == Int64(inside.count))
      #expect(found.latencies?.good == Int64(inside.filter(\.outcome.isAvailable).count))
    }
  }
}
