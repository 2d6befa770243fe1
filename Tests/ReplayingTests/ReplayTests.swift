import Agreement
import Chronology
import Judging
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Replaying

@Suite(.timeLimit(.minutes(30))) struct ReplayTests {
  private func emptyJudge() throws -> Judge { Judge(agreements: [try agreement()]) }

  private func read(_ store: ScratchStore) throws -> Replay.Result {
    let judge = try emptyJudge()
    return try Replay.read(try store.reading(), judge: { judge })
  }

  @Test func `a store that is not there is said to be missing`() throws {
    #expect(throws: StoreError.noStore(path: "/nowhere/at/all")) {
      try PosixDisk.reading("/nowhere/at/all")
    }
  }

  @Test func `an empty store amounts to nothing`() throws {
    let result = try read(try ScratchStore())
    #expect(result.lastCommit == 0)
    #expect(result.recollection.sampleCount == 0)
    #expect(result.damages.isEmpty)
  }

  @Test(arguments: 1...6 as ClosedRange<UInt64>)
  func `going on beside the writer gives what one reading gives`(seed: UInt64) async throws {
    let store = try ScratchStore()
    let history = RandomHistory(seed: seed, steps: 150)
    let agreement = try agreement()
    _ = try await store.define(RandomHistory.definitions)
    var session = try ReplaySession(
      try store.reading(),
      Recollection(judge: try emptyJudge())
    )
    var direct = try emptyJudge()
    for (number, definition) in RandomHistory.definitions.enumerated() {
      direct.define(SeriesID(number: UInt32(number)), definition)
    }
    for (number, step) in history.steps.enumerated() {
      try await store.write(step)
      direct.take(step)
      guard number % 7 == 0 else { continue }
      #expect(try session.advance())
      #expect(try !session.advance(), "nothing more was written")
    }
    try session.advance()
    let whole = try read(store)
    #expect(session.result.lastCommit == whole.lastCommit)
    #expect(session.result.recollection.sampleCount == whole.recollection.sampleCount)
    #expect(whole.damages.isEmpty)
    let expected = try facts(direct, on: agreement, at: history.end)
    #expect(try facts(whole.recollection.judge, on: agreement, at: history.end) == expected)
    #expect(
      try facts(session.result.recollection.judge, on: agreement, at: history.end) == expected
    )
  }

  @Test func `a reading ends where it is told to`() async throws {
    let store = try ScratchStore()
    _ = try await store.define(RandomHistory.definitions)
    for second in 0..<10 { try await store.write([.sample(sample(Int64(second)))], at: at(0)) }
    var session = try ReplaySession(
      try store.reading(),
      Recollection(judge: try emptyJudge())
    )
    try session.advance(through: 4)
    #expect(session.result.lastCommit == 4)
    #expect(session.result.recollection.sampleCount == 4)
    try session.advance()
    #expect(session.result.recollection.sampleCount == 10)
  }

  @Test func `imports are put in order by a second reading of the files`() async throws {
    let store = try ScratchStore()
    _ = try await store.define(RandomHistory.definitions)
    try await store.write([.sample(sample(600)), .sample(sample(610))], at: at(611))
    let old = (0..<30).map { sample(Int64($0) * 10, $0 > 20 ? .down : .up, flags: .imported) }
    try await store.write(old.map { .sample($0) }, at: at(612))
    try await store.write([.sample(sample(620))], at: at(621))
    let result = try read(store)
    #expect(result.recollection.judge.refused == 0)
    #expect(result.recollection.sampleCount == 33)
    let incidents = result.recollection.judge.incidents(of: try checkID("web"))
    #expect(incidents.map(\.opened) == [at(210)])
    #expect(incidents.first?.resolved == at(600))
  }

  @Test func `what no window needs may be forgotten on the way`() async throws {
    let store = try ScratchStore()
    _ = try await store.define(RandomHistory.definitions)
    let agreement = try agreement(windows: [.rolling(.minutes(10))])
    var time: Int64 = 0
    // Several times the stride, in few groups.
    for group in 0..<25 {
      let samples = (0..<10_000).map { number -> Record in
        time += 1
        return .sample(sample(time, (number + group) / 50 % 9 == 1 ? .down : .up))
      }
      try await store.write(samples, at: at(time))
    }
    let judge = Judge(agreements: [agreement])
    var told: [Int] = []
    let lean = try Replay.read(
      try store.reading(),
      judge: { judge },
      needed: { $0 - .minutes(10) },
      progress: { told.append($0) }
    )
    let full = try Replay.read(try store.reading(), judge: { judge })
    #expect(told.count == 2, "\(told)")
    #expect(
      try lean.recollection.judge.incidents(of: checkID("web")).count
        < full.recollection.judge.incidents(of: checkID("web")).count
    )
    let standing = { (judge: Judge) in
      judge.promises.map {
        judge.standing(of: $0, in: .rolling(.minutes(10)), at: at(time))
      }
    }
    #expect(standing(lean.recollection.judge) == standing(full.recollection.judge))
  }
}

extension Judge {
  /// Takes what a daemon would have told its judge.
  fileprivate mutating func take(_ step: RandomHistory.Step) {
    switch step {
    case .measured(let samples, let gaps, _):
      for gap in gaps { take(gap) }
      for sample in samples { take(sample) }
    case .lost(let interval, _):
      take(Loss(cause: .lost, interval: interval, count: 3).gap)
    case .stopped(let interval):
      take(Gap(series: nil, interval: interval, slots: 0, cause: .daemonStopped))
    }
  }
}
