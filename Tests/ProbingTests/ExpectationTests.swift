import Chronology
import Probing
import Sampling
import TestKit
import Testing

@Suite struct ExpectationTests {
  private func attempt(
    headers: [HeaderRule] = [],
    body: TextRule? = nil,
    sent: String = "{\"status\": \"ok\"}"
  ) throws -> FinishedProbe {
    let server = StreamServer {
      $0.readHead()
      $0.respond(
        headers: ["Content-Type:  application/json; charset=utf-8 ", "Via: a", "Via: b"],
        body: sent
      )
    }
    return try ProbingTests.attempt(
      "http://127.0.0.1:\(server.port)/",
      expect: HTTPExpectation(headers: headers, body: body)
    )
  }

  @Test(
    arguments: [
      (HeaderRule(name: "Content-Type", rule: .matches("^application/json")), true),
      (HeaderRule(name: "content-type", rule: .equal("application/json; charset=utf-8")), true),
      (HeaderRule(name: "content-type", rule: .equal("application/json")), false),
      (HeaderRule(name: "content-type", rule: .doesNotMatch("html")), true),
      (HeaderRule(name: "via", rule: .equal("b")), true),
      (HeaderRule(name: "via", rule: .equal("c")), false),
      (HeaderRule(name: "x-none", rule: .equal("")), false),
      (HeaderRule(name: "x-none", rule: .matches("")), false),
      (HeaderRule(name: "x-none", rule: .doesNotMatch("x")), true),
    ]
  )
  func `A header rule is held against every value`(_ rule: HeaderRule, _ holds: Bool) throws {
    let finished = try attempt(headers: [rule])
    #expect(finished.outcome == (holds ? .up : .down))
    #expect(finished.cause == (holds ? nil : .expectation))
    #expect(finished.detail == (holds ? nil : .header(0)))
  }

  @Test(
    arguments: [
      (TextRule.equal("{\"status\": \"ok\"}"), true), (.equal("ok"), false),
      (.matches("\"ok\""), true), (.matches("failed"), false), (.doesNotMatch("failed"), true),
      (.doesNotMatch("ok"), false),
    ]
  )
  func `A body rule is held against the whole body`(_ rule: TextRule, _ holds: Bool) throws {
    let finished = try attempt(body: rule)
    #expect(finished.outcome == (holds ? .up : .down))
    #expect(finished.detail == (holds ? nil : .body))
  }

  @Test(arguments: [TextRule.matches("^(a+)+$"), .doesNotMatch("^(a+)+$")])
  func `A pattern that gives up is no success, and says so`(_ rule: TextRule) throws {
    let finished = try attempt(body: rule, sent: String(repeating: "a", count: 40) + "b")
    #expect(finished.outcome == .down)
    #expect(finished.cause == .expectation)
    #expect(finished.detail == .bodyGivenUp)
    #expect(finished.sample?.flags.contains(.matchLimit) == true)
  }

  @Test func `A pattern that can't be compiled is refused when the plan is made`() throws {
    #expect(throws: (any Error).self) { try attempt(body: .matches("(")) }
  }

  @Test func `Slower than a phase limit is degraded, within it is up`() throws {
    let server = StreamServer {
      $0.readHead()
      _ = $0.pause(milliseconds: 30)
      $0.respond()
    }
    let url = "http://127.0.0.1:\(server.port)/"
    let slow = try ProbingTests.attempt(
      url,
      degraded: PhaseLimits(limits: [.wait: .milliseconds(10)])
    )
    #expect(slow.outcome == .degraded)
    #expect(slow.cause == .slow)
    let fine = try ProbingTests.attempt(
      url,
      degraded: PhaseLimits(limits: [.wait: .seconds(1)], total: .seconds(2))
    )
    #expect(fine.outcome == .up)
    let total = try ProbingTests.attempt(url, degraded: PhaseLimits(total: .milliseconds(10)))
    #expect(total.outcome == .degraded)
  }
}
