import Chronology
import Sampling
import Testing

@testable import Probing

@Suite struct CompiledLimitsTests {
  @Test func `limits are inclusive`() {
    let limits = CompiledLimits(
      PhaseLimits(limits: [.connect: .milliseconds(100)], total: .milliseconds(500))
    )
    #expect(limits.allow(Phases(connect: 100_000, wait: 400_000)))
    #expect(!limits.allow(Phases(connect: 100_001)))
    #expect(!limits.allow(Phases(connect: 100_000, wait: 400_001)))
  }

  @Test func `without limits everything is allowed`() {
    let limits = CompiledLimits(PhaseLimits())
    #expect(limits.allow(Phases(resolve: .max, connect: .max, secure: .max, wait: .max)))
  }

  @Test(arguments: Phase.allCases) func `each phase has its own`(phase: Phase) {
    let limits = CompiledLimits(PhaseLimits(limits: [phase: TimeAmount(nanoseconds: 5_999)]))
    for other in Phase.allCases {
      var phases = Phases()
      phases.set(other, 6)
      #expect(limits.allow(phases) == (other != phase))
    }
  }
}

extension Phases {
  fileprivate mutating func set(_ phase: Phase, _ microseconds: UInt32) {
    switch phase {
    case .resolve: resolve = microseconds
    case .connect: connect = microseconds
    case .secure: secure = microseconds
    case .wait: wait = microseconds
    case .transfer: transfer = microseconds
    }
  }
}
