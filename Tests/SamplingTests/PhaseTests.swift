import Chronology
import Sampling
import Testing

@Suite struct PhaseTests {
  @Test func `phases stand in the order of an attempt`() {
    #expect(Phase.allCases.map(\.rawValue) == [0, 1, 2, 3, 4])
    #expect(
      Phase.allCases.map(\.description) == ["resolve", "connect", "secure", "wait", "transfer"]
    )
  }

  @Test func `each phase has its own length, and the total is their sum`() {
    let phases = Phases(resolve: 1, connect: 20, secure: 300, wait: 4_000, transfer: 50_000)
    #expect(Phase.allCases.map { phases.microseconds($0) } == [1, 20, 300, 4_000, 50_000])
    #expect(phases[.wait] == .milliseconds(4))
    #expect(phases.total == .microseconds(54_321))
  }

  @Test func `the longest phases have a sum`() {
    let most = UInt32.max
    let phases = Phases(resolve: most, connect: most, secure: most, wait: most, transfer: most)
    #expect(phases.totalMicroseconds == Int64(most) * 5)
  }
}
