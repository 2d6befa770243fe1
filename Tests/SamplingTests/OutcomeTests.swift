import Sampling
import Testing

@Suite struct OutcomeTests {
  @Test func `numbers and names of outcomes never change`() {
    #expect(Outcome.allCases.map(\.rawValue) == [1, 2, 3, 4])
    #expect(Outcome.allCases.map(\.description) == ["up", "degraded", "down", "void"])
  }

  @Test func `an outcome is found by its name`() {
    for outcome in Outcome.allCases { #expect(Outcome(name: outcome.description) == outcome) }
    #expect(Outcome(name: "UP") == nil)
  }

  @Test func `slow is available, void says nothing`() {
    #expect(Outcome.allCases.filter(\.isAvailable) == [.up, .degraded])
  }
}
