import Agreement
import Chronology
import Events
import Posix
import Replaying
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Daemon

/// The daemon's judge says what a report on the files says, and says it once.
@Suite(.timeLimit(.minutes(30))) struct JudgeDriverTests {
  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `daemon and report agree bit for bit`(seed: UInt64) async throws {
    let bench = try await JudgeBench()
    let history = RandomHistory(seed: seed, steps: 160)
    for (number, step) in history.steps.enumerated() {
      try await bench.write(step)
      guard number % 40 == 39, case .measured(_, _, let now) = step else { continue }
      let report = try bench.facts(of: bench.replay().recollection.judge, at: now)
      #expect(try bench.facts(at: now) == report, "step \(number)")
    }
    let judge = try bench.replay().recollection.judge
    for now in [history.end, history.end + .minutes(7), history.end + .days(1)] {
      #expect(try bench.facts(at: now) == bench.facts(of: judge, at: now))
    }
  }

  @Test(arguments: 11...14 as ClosedRange<UInt64>)
  func `what the daemon has forgotten changes no current window`(seed: UInt64) async throws {
    let bench = try await JudgeBench(windows: [.rolling(.minutes(10)), .rolling(.minutes(1))])
    let history = RandomHistory(seed: seed, steps: 300)
    for step in history.steps { try await bench.write(step) }
    let report = try bench.facts(of: bench.replay().recollection.judge, at: history.end)
    #expect(try bench.facts(at: history.end) == report)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `every event is recorded first, delivered once, and not again after a restart`(
    seed: UInt64
  ) async throws {
    let bench = try await JudgeBench()
    let history = RandomHistory(seed: seed, steps: 200)
    for (number, step) in history.steps.enumerated() {
      try await bench.write(step)
      if number % 17 == 16 {
        try await bench.stop()
        try bench.start()
        try await bench.settle()
      }
    }
    let keys = bench.delivered.all.map(\.key)
    #expect(!keys.isEmpty)
    #expect(Set(keys).count == keys.count, "nothing is said twice")
    #expect(keys == bench.recorded.all, "all that is recorded is said, in order")
    #expect(bench.premature.all.isEmpty)
    let undisturbed = try await JudgeBench()
    for step in history.steps { try await undisturbed.write(step) }
    let incidents = { (bench: JudgeBench) in
      bench.delivered.all.filter { $0.kind.rawValue.hasPrefix("incident") }.map(\.key)
    }
    #expect(incidents(bench) == incidents(undisturbed), "a restart changes no incident")
  }

  @Test(arguments: 21...26 as ClosedRange<UInt64>)
  func `another judge takes over and nothing is lost or doubled`(seed: UInt64) async throws {
    let bench = try await JudgeBench()
    let history = RandomHistory(seed: seed, steps: 160)
    var random = SplitMix64(seed: seed)
    for step in history.steps {
      guard random.next() % 9 == 0, case .measured = step else {
        try await bench.write(step)
        continue
      }
      try bench.hold()
      let isReadFirst = random.next() % 2 == 0
      let early = isReadFirst ? try bench.replay() : nil
      try await bench.write(step)
      #expect(try bench.follow(try early ?? bench.replay()))
    }
    let report = try bench.facts(of: bench.replay().recollection.judge, at: history.end)
    #expect(try bench.facts(at: history.end) == report)
    let keys = bench.delivered.all.map(\.key)
    #expect(Set(keys).count == keys.count)
    #expect(keys == bench.recorded.all)
  }

  @Test func `another judge for which too much would be held does not take over`() async throws {
    let bench = try await JudgeBench(heldLimit: 20)
    let steps = RandomHistory(seed: 7, steps: 80).steps
    for step in steps.prefix(40) { try await bench.write(step) }
    try bench.hold()
    let early = try bench.replay()
    for step in steps.dropFirst(40) {
      if case .measured = step { try await bench.write(step) }
    }
    #expect(try !bench.follow(early))
    let now = RandomHistory(seed: 7, steps: 80).end
    let report = try bench.facts(of: bench.replay().recollection.judge, at: now)
    #expect(try bench.facts(at: now) == report, "the one before goes on, whole")
    try bench.hold()
    #expect(try bench.follow(bench.replay()), "the next may")
  }

  @Test func `what the delivery has no room for is offered again, in order`() async throws {
    let bench = try await JudgeBench()
    let history = RandomHistory(seed: 3, steps: 120)
    var next = 0
    for step in history.steps {
      bench.room.withLock { $0 = next < 60 && next % 3 == 0 ? 1 : 0 }
      next += 1
      try await bench.write(step)
    }
    #expect(bench.delivered.count < bench.recorded.count)
    let waiting = bench.recorded.all.dropFirst(bench.delivered.count)
    _ = bench.repeated.takeAll()
    bench.room.withLock { $0 = .max }
    try await bench.write([.stopped(history.end)], at: history.end)
    #expect(bench.delivered.all.map(\.key) == bench.recorded.all)
    #expect(bench.repeated.all.starts(with: waiting), "offered as what had found no room")
  }

  @Test func `what was recorded and not delivered is said at the next start`() async throws {
    let bench = try await JudgeBench()
    let history = RandomHistory(seed: 5, steps: 100)
    bench.room.withLock { $0 = 0 }
    for case .measured(let samples, let gaps, let time) in history.steps {
      try await bench.write(.measured(samples, gaps, at: time))
    }
    #expect(bench.delivered.count == 0)
    #expect(bench.recorded.count > 0)
    try await bench.stop()
    bench.room.withLock { $0 = .max }
    try bench.start()
    try await bench.settle()
    #expect(bench.delivered.all.map(\.key) == bench.recorded.all)
    try await bench.stop()
    try bench.start()
    #expect(bench.delivered.count == bench.recorded.count, "and then no more")
  }
}
