import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

@Suite struct LatencyThresholdTests {
  private func threshold(
    _ phase: Phase?,
    _ milliseconds: Int64,
    _ failures: FailurePolicy = .bad
  ) throws -> LatencyThreshold {
    let within = TimeAmount.milliseconds(milliseconds)
    let limit = LatencyLimit(phase: phase, within: within, share: .one, failures: failures)
    return try #require(LatencyThreshold(limit))
  }

  private func attempt(
    _ phases: Phases,
    _ outcome: Outcome = .up,
    _ flags: SampleFlags = []
  ) -> Sample {
    Sample(
      series: SeriesID(number: 0),
      due: Instant(seconds: 0),
      start: Instant(seconds: 0),
      outcome: outcome,
      cause: outcome == .down ? .connectRefused : outcome == .void ? .localFault : nil,
      phases: phases,
      flags: flags
    )
  }

  @Test func `a limit is inclusive and looks at its phase`() throws {
    let sample = attempt(Phases(resolve: 1_000, connect: 2_000, wait: 497_000))
    #expect(try threshold(nil, 500).speed(of: sample) == .fast)
    #expect(try threshold(nil, 499).speed(of: sample) == .slow)
    #expect(try threshold(.wait, 497).speed(of: sample) == .fast)
    #expect(try threshold(.wait, 496).speed(of: sample) == .slow)
    #expect(try threshold(.secure, 0).speed(of: sample) == .fast)
  }

  @Test func `a time that nobody measured is neither within a limit nor beyond it`() throws {
    let total = attempt(Phases(wait: 497_000), .up, .imported)
    #expect(try threshold(nil, 497).speed(of: total) == .fast)
    #expect(try threshold(nil, 496).speed(of: total) == .slow)
    for phase in Phase.allCases {
      #expect(
        try threshold(phase, 500).speed(of: total) == .unmeasured,
        "an import knows no phases"
      )
    }
    let unknown = attempt(Phases(), .up, [.imported, .timeNotMeasured])
    #expect(try threshold(nil, 500).speed(of: unknown) == .unmeasured)
    let instant = attempt(Phases(), .up, .imported)
    #expect(try threshold(nil, 500).speed(of: instant) == .fast, "0 µs were measured")
  }

  @Test func `a failure is slow or does not count, and a void sample says nothing`() throws {
    let failure = attempt(Phases(wait: 1), .down)
    #expect(try threshold(nil, 500).speed(of: failure) == .slow)
    #expect(try threshold(nil, 500, .excluded).speed(of: failure) == nil)
    #expect(try threshold(nil, 500).speed(of: attempt(Phases(wait: 1), .degraded)) == .fast)
    #expect(try threshold(nil, 500).speed(of: attempt(Phases(), .void)) == nil)
  }

  @Test func `a negative limit has no threshold`() {
    let within = TimeAmount(nanoseconds: -1)
    #expect(LatencyThreshold(LatencyLimit(phase: nil, within: within, share: .one)) == nil)
  }
}
