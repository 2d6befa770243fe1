import Accounting
import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@testable import Judging

/// An objective by which the clock must be right within 100 ms.
private func exactClock(_ share: String = "99", over window: WindowRule = .month) throws
  -> Objective
{
  Objective(
    id: "clock",
    service: "shop",
    indicator: .clock(ClockTerms(within: .milliseconds(100), share: try percent(share))),
    window: window
  )
}

/// The measurer's own clock as a promise.
@Suite struct ClockObjectiveTests {
  private func read(_ judge: inout Judge, _ time: Int64, _ error: Int64?) {
    judge.takeClock(
      at: at(time),
      isSynchronized: error != nil,
      uncertainty: error.map { .milliseconds($0) },
      step: .zero
    )
  }

  private func standing(
    _ objective: Objective,
    _ readings: [(Int64, Int64?)],
    _ letters: String = "GGGGGGGGGGG"
  ) throws -> Standing {
    var judge = try JudgingTests.judge([objective], nil, samples(letters))
    for (time, error) in readings { read(&judge, time, error) }
    return judge.standing(of: judge.promises[0], in: .fixed(span(0, 600)), at: at(600))
  }

  private let good = stride(from: Int64(0), through: 600, by: 60).map { ($0, Int64(20) as Int64?) }

  @Test func `It is met while the kernel says so, whatever the checks find`() throws {
    let found = try standing(exactClock("100"), good, "GGBBBBGGGGG")
    #expect(found.verdict == .met && found.state == .ok)
    #expect(found.time.elapsed == 600_000 && found.time.up == 600_000)
    #expect(!found.hasOpenIncident)
  }

  @Test func `A clock that isn't synchronized spends the budget, in the order of the bounds`()
    throws
  {
    let readings = good.map { ($0.0, (300...360).contains($0.0) ? nil : $0.1) }
    let found = try standing(exactClock(), readings)
    #expect(found.time.low == 60_000)
    #expect(found.time.estimate == 120_000)
    #expect(found.time.high == 180_000)
    #expect(found.verdict == .missed && found.state == .breached)
    #expect(try standing(exactClock("70"), readings).verdict == .met)
    #expect(try standing(exactClock("75"), readings).verdict == .undetermined)
  }

  @Test func `Without readings nothing is known of it`() throws {
    let found = try standing(exactClock(), [])
    #expect(found.time.unknown == 600_000 && found.verdict == .undetermined)
    #expect(found.coverage.part == 0)
  }

  @Test func `Its time is accounted for, and no check is named`() throws {
    var judge = try JudgingTests.judge([exactClock()], nil, samples("GGGGGGGGGGG"))
    for (time, error) in good { read(&judge, time, time < 300 ? 500 : error) }
    let account = try #require(
      judge.account(of: judge.promises[0], in: .fixed(span(0, 600)), at: at(600))
    )
    #expect(
      account.stretches.map(\.interval)
        == [span(0, 240), span(240, 270), span(270, 300), span(300, 600)]
    )
    #expect(account.stretches.map(\.counted) == [.proved, .estimated, .possible, .up])
    #expect(account.stretches.allSatisfy { $0.checks.isEmpty })
  }

  @Test func `A window closes when no reading can tell of it any more`() throws {
    var judge = try JudgingTests.judge([exactClock()], nil, samples("GGGGGGGGGGGGGGGGGGGG"))
    for (time, error) in good { read(&judge, time, error) }
    let promise = judge.promises[0]
    #expect(!judge.standing(of: promise, in: .fixed(span(0, 600)), at: at(779)).isClosed)
    #expect(judge.standing(of: promise, in: .fixed(span(0, 600)), at: at(780)).isClosed)
  }

  @Test func `No one else keeps readings`() throws {
    var judge = try JudgingTests.judge([availability("99")], nil, samples("GG"))
    read(&judge, 0, 20)
    #expect(judge.clock.stretches.isEmpty)
  }

  @Test func `A breach is said, and where the budget is a provider's it isn't asked for`() throws {
    var judge = try JudgingTests.judge([exactClock("100")], nil, samples("GGGGGGGGGGG"))
    for (time, _) in good { read(&judge, time, nil) }
    var announcer = Announcer()
    let whole = CivilWindow.Unit.month
    let events = announcer.announce(judge, at: at(600)) { _ in
      [CivilWindow(whole, containing: at(0), in: .utc).interval(in: .utc)]
    }
    #expect(events.map(\.kind).contains(.objectiveBreached))
    #expect(!events.map(\.kind).contains(.budgetThreshold))
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `Told in steps, and settled, it says the same as told at once`(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let objective = try exactClock(over: .rolling(.seconds(1_800)))
    var steps = try JudgingTests.judge([objective], nil, [])
    var told: [(Int64, Int64?)] = []
    var sampled: [Sample] = []
    for slot in 0..<90 as Range<Int64> {
      let isRead = Int.random(in: 0..<6, using: &random) > 0
      let error: Int64? =
        Int.random(in: 0..<5, using: &random) == 0 ? nil : .random(in: 60...140, using: &random)
      if isRead {
        told.append((slot * 60 + 7, error))
        read(&steps, slot * 60 + 7, error)
      }
      let next = sample(slot * 60 + 10, "G")
      sampled.append(next)
      steps.take(next)
      steps.settle()
      let now = at(slot * 60 + 10)
      var whole = try JudgingTests.judge([objective], nil, sampled)
      for (time, error) in told { read(&whole, time, error) }
      let window = Window.rolling(.seconds(1_800))
      #expect(
        steps.standing(of: steps.promises[0], in: window, at: now)
          == whole.standing(of: whole.promises[0], in: window, at: now)
      )
    }
  }
}
