import Sampling
import Testing

@Suite struct OutcomeCauseTests {
  private func isAccepted(_ outcome: Outcome, _ cause: Cause, status: Int = 0) -> Bool {
    fault(
      #"{"at": 1773481267250, "outcome": "\#(outcome)", "cause": "\#(cause.name)", "#
        + #""status": \#(status)}"#
    ) == nil
  }

  @Test func `up has no cause`() {
    #expect(Cause.allCases.allSatisfy { !isAccepted(.up, $0) })
  }

  @Test func `degraded was slow`() {
    #expect(Cause.allCases.filter { isAccepted(.degraded, $0) } == [.slow])
  }

  @Test func `down has any cause of the provider's but slowness`() {
    for cause in Cause.allCases {
      #expect(isAccepted(.down, cause) == (!cause.isLocal && cause != .slow))
    }
  }

  @Test func `void has a cause of ours`() {
    for cause in Cause.allCases { #expect(isAccepted(.void, cause) == cause.isLocal) }
  }

  @Test(arguments: Outcome.allCases)
  func `every outcome goes without a cause`(_ outcome: Outcome) throws {
    let sample = try reading(#"{"at": 1773481267250, "outcome": "\#(outcome)"}"#).get()
    #expect(sample.outcome == outcome)
    #expect(sample.cause == nil)
  }

  @Test(arguments: [
    (Cause.http4xx, [400, 404, 428, 430, 499], [200, 399, 429, 500]),
    (.http429, [429], [400, 428, 430, 503]),
    (.http5xx, [500, 503, 599], [200, 429, 499]),
    (.expectation, [200, 301, 404, 500], []),
  ])
  func `a cause that names a status fits it`(_ cause: Cause, _ good: [Int], _ bad: [Int]) {
    for status in good + [0] { #expect(isAccepted(.down, cause, status: status)) }
    for status in bad { #expect(!isAccepted(.down, cause, status: status)) }
  }
}
