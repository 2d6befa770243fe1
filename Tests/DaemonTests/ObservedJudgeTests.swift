import Chronology
import Events
import Replaying
import StoreFormat
import TestKit
import Testing

@testable import Daemon

/// The daemon's judge and what is observed outside.
@Suite(.timeLimit(.minutes(30))) struct ObservedJudgeTests {
  private static let day = Interval(
    RandomHistory.origin - .hours(20),
    RandomHistory.origin + .hours(4)
  )

  @Test(arguments: 31...34 as ClosedRange<UInt64>)
  func `daemon and report agree bit for bit`(seed: UInt64) async throws {
    let bench = try await JudgeBench(isObserved: true)
    var random = SplitMix64(seed: seed)
    let history = RandomHistory(seed: seed, steps: 120)
    for (number, step) in history.steps.enumerated() {
      try await bench.write(step)
      guard case .measured(_, _, let now) = step else { continue }
      if random.next() % 6 == 0 {
        let hour = Int64(random.next() % 30)
        let start = Self.day.start + .hours(hour)
        let valid = Int64(random.next() % 40)
        let parts = random.next() % 4 == 0 ? 2 : 1
        let record = Desk.counts(
          Interval(start, start + .hours(1)),
          good: Int64(random.next() % UInt64(valid + 1)),
          of: valid,
          id: "\(hour)",
          recorded: now,
          part: parts > 1 && random.next() % 2 == 0 ? 1 : 0,
          parts: parts
        )
        try await bench.write([record], at: now)
      }
      guard number % 30 == 29 else { continue }
      let report = try bench.facts(of: bench.replay().recollection.judge, at: now)
      #expect(try bench.facts(at: now) == report, "step \(number)")
      #expect(report.contains { $0.contains("\"measured_by_constat\": false") })
    }
    let keys = bench.delivered.all.map(\.key)
    #expect(Set(keys).count == keys.count, "nothing is said twice")
    #expect(keys == bench.recorded.all, "all that is recorded is said, in order")
  }

  @Test func `what was given is judged with it, however short ago all was looked at`() async throws
  {
    let bench = try await JudgeBench(isObserved: true)
    let now = RandomHistory.origin
    try await bench.write([.vantage("here")], at: now)
    let counts = Desk.counts(Self.day, good: 3, of: 10, id: "a", recorded: now)
    try await bench.write([counts], at: now + .milliseconds(1))
    let kinds = bench.delivered.all.map(\.kind)
    #expect(kinds.first == .objectiveAtRisk, "\(kinds)")
    #expect(kinds.filter { $0 == .budgetThreshold }.count == 4, "\(kinds)")
    try await bench.write([.vantage("here")], at: now + .milliseconds(2))
    #expect(bench.delivered.all.map(\.kind) == kinds)
  }
}
