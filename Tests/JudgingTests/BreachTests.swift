import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@testable import Judging

/// The breaches of a rolling objective's own windows, followed through a stretch of time.
@Suite struct BreachTests {
  /// A check every 10 s that vouches for 15 s, under 90 % over 100 s: a budget of 10 s.
  private func follow(
    _ samples: [Sample],
    in stretch: Interval = span(0, 100_000),
    _ objective: Objective? = nil
  ) throws -> Judge {
    let objective = try objective ?? availability("90", over: .rolling(.seconds(100)))
    var judge = Judge(agreements: [try agreement([objective])], breaches: stretch)
    judge.define(series, try definition(interval: .seconds(10), timeout: .seconds(5)))
    for sample in samples { judge.take(sample) }
    return judge
  }

  private func breaches(_ judge: Judge, at now: Int64) throws -> [RollingBreach] {
    try #require(judge.breaches(of: judge.promises[0], at: at(now))).kept
  }

  private let outage = samples("GGGGGGGGGGBBB", every: 10)

  @Test func `a breach begins where a window is proved to miss, and ends where one is kept`() throws
  {
    let judge = try follow(
      outage + samples(String(repeating: "G", count: 40), every: 10, from: 130)
    )
    // Proved: 100 to 120. Not excluded: 90 to 130, of which 9.5 s may be left in a window.
    #expect(try breaches(judge, at: 520) == [RollingBreach(begun: at(120), over: at(230))])
  }

  @Test func `a breach goes on until then`() throws {
    let judge = try follow(outage + samples("GG", every: 10, from: 130))
    #expect(try breaches(judge, at: 140) == [RollingBreach(begun: at(120), over: nil)])
  }

  @Test func `in silence it ends where the window has let go of the failures`() throws {
    let over = at(225) + .milliseconds(500)
    let silent = try follow(outage)
    #expect(try breaches(silent, at: 225) == [RollingBreach(begun: at(120), over: nil)])
    #expect(try breaches(silent, at: 5_000) == [RollingBreach(begun: at(120), over: over)])
    let heard = try follow(outage + samples("B", from: 5_000))
    #expect(try breaches(heard, at: 5_000) == [RollingBreach(begun: at(120), over: over)])
  }

  @Test func `a gap in the silence, told before or after it, changes no breach`() throws {
    let over = at(225) + .milliseconds(500)
    let gap = Gap(series: series, interval: span(130, 222), slots: 9, cause: .daemonStopped)
    for isTold in [true, false] {
      var judge = try follow(outage)
      if isTold { judge.take(gap) }
      judge.take(sample(230, "G"))
      judge.take(gap)
      #expect(try breaches(judge, at: 230) == [RollingBreach(begun: at(120), over: over)])
    }
  }

  @Test func `only what touches the stretch is kept`() throws {
    let all = outage + samples(String(repeating: "G", count: 40), every: 10, from: 130)
    #expect(try breaches(follow(all, in: span(230, 1_000)), at: 520).isEmpty)
    #expect(try breaches(follow(all, in: span(0, 120)), at: 520).isEmpty)
    #expect(try breaches(follow(all, in: span(229, 230)), at: 520).count == 1)
    #expect(try breaches(follow(all, in: span(120, 121)), at: 520).count == 1)
  }

  @Test func `a judge that was not asked to, and windows that do not roll, have none`() throws {
    let plain = try judge([try availability("90", over: .rolling(.seconds(100)))])
    #expect(plain.breaches(of: plain.promises[0], at: at(0)) == nil)
    let month = try follow([], in: span(0, 1), try availability("90"))
    #expect(month.breaches(of: month.promises[0], at: at(0)) == nil)
  }

  @Test func `the earliest beyond the limit are counted`() throws {
    let judge = try follow(outage)
    let window = Window.rolling(.seconds(100))
    var standing = judge.standing(of: judge.promises[0], in: window, at: at(120))
    var log = try #require(BreachLog(.rolling(.seconds(100)), in: span(0, 100_000)))
    for number in 1...RollingBreaches.limit + 2 {
      standing.judged.end = at(Int64(number) * 10)
      log.take(standing)
      log.close(at: at(Int64(number) * 10 + 5))
    }
    #expect(log.breaches.kept.count == RollingBreaches.limit)
    #expect(log.breaches.forgotten == 2)
    #expect(log.breaches.kept.first?.begun == at(30))
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `they are those that the announcer says`(_ seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    var isDown = false
    let taken = (0..<400).map { number -> Sample in
      if Int.random(in: 0..<8, using: &generator) == 0 { isDown.toggle() }
      let took = TimeAmount.milliseconds(Int64.random(in: 1...900, using: &generator))
      return sample(Int64(number) * 10, isDown ? "B" : "G", took: took)
    }
    let limit = LatencyLimit(phase: nil, within: .milliseconds(600), share: try percent("40"))
    let latency = Objective(
      id: "fast",
      service: "shop",
      indicator: .latencyShare(limit),
      window: .rolling(.seconds(100))
    )
    for objective in [try availability("70", over: .rolling(.seconds(100))), latency] {
      var judge = try follow([], in: span(0, 100_000), objective)
      var announcer = Announcer()
      var events: [Event] = []
      for sample in taken {
        judge.take(sample)
        events += announcer.announce(judge, at: sample.start) { _ in [] }
      }
      let found = try breaches(judge, at: 3_990)
      #expect(!found.isEmpty)
      #expect(
        found.map(\.begun) == events.filter { $0.kind == .objectiveBreached }.map(\.time)
      )
      #expect(
        found.compactMap(\.over) == events.filter { $0.kind == .objectiveRecovered }.map(\.time)
      )
    }
  }
}
