import Sampling
import Testing

@Suite struct ExpectationTests {
  @Test func `status ranges are merged where they touch`() {
    let set = StatusSet([400...499, 200...299, 300...300, 250...299])
    #expect(set.ranges == [200...300, 400...499])
  }

  @Test func `a set contains its ends`() {
    let set = StatusSet([200...299, 404...404])
    for status: UInt16 in [200, 299, 404] { #expect(set.contains(status)) }
    for status: UInt16 in [0, 199, 300, 403, 405] { #expect(!set.contains(status)) }
  }

  @Test func `any 2xx is expected where nothing is said`() {
    let expectation = HTTPExpectation()
    #expect(expectation.status == .success)
    #expect(expectation.headers.isEmpty && expectation.body == nil)
  }

  @Test func `header names are compared without regard to case`() {
    #expect(HeaderRule(name: "Content-Type", rule: .equal("x")).name == "content-type")
  }
}
