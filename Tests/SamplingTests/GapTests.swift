import Sampling
import Testing

@Suite struct GapTests {
  @Test func `numbers and names of gap causes never change`() {
    #expect(GapCause.allCases.map(\.rawValue) == Array(1...9))
    #expect(
      GapCause.allCases.map(\.description) == [
        "late", "overrun", "daemon-stopped", "clock-step", "suspended", "shed", "lost", "damaged",
        "no-sample",
      ]
    )
  }
}
