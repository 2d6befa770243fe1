import Chronology
import Sampling
import StoreFormat
import Testing

@Suite struct CheckDefinitionTests {
  private func definition(
    _ probe: Probe,
    interval: TimeAmount = .seconds(60),
    timeout: TimeAmount = .seconds(10),
    degraded: PhaseLimits = PhaseLimits()
  ) throws -> CheckDefinition {
    let id = try #require(CheckID("www"))
    return Check(id: id, probe: probe, interval: interval, timeout: timeout, degraded: degraded)
      .definition
  }

  private func http(_ expectation: HTTPExpectation) throws -> Probe {
    .http(
      HTTPProbe(address: try #require(WebAddress("http://a.example/")), expectation: expectation)
    )
  }

  /// The text decides which samples belong together: a change of it starts a new series everywhere.
  @Test func `the rules of a check have one text, whatever the order they were given in`() throws {
    let headers = [
      HeaderRule(name: "X-B", rule: .doesNotMatch("é\nstatus 1-2")),
      HeaderRule(name: "Content-Type", rule: .equal("text/html")),
    ]
    let expectation = HTTPExpectation(
      status: StatusSet([301...302, 200...299]),
      headers: headers,
      body: .matches("pan(ier)?")
    )
    let limits = PhaseLimits(
      limits: [.wait: .milliseconds(300), .connect: .milliseconds(50)],
      total: .seconds(1)
    )
    let expected = """
      status 200-299,301-302
      header content-type = 9:text/html
      header x-b !~ 13:é
      status 1-2
      body ~ 9:pan(ier)?
      degraded connect 50000000
      degraded wait 300000000
      degraded total 1000000000
      """
    #expect(try definition(http(expectation), degraded: limits).rules == expected)
    let turned = HTTPExpectation(
      status: StatusSet([200...299, 301...302]),
      headers: headers.reversed(),
      body: .matches("pan(ier)?")
    )
    #expect(try definition(http(turned), degraded: limits).rules == expected)
  }

  @Test func `a query's values are not recorded, and still tell two checks apart`() throws {
    let definition = { (address: String) in
      try self.definition(.http(HTTPProbe(address: try #require(WebAddress(address)))))
    }
    let first = try definition("http://a.example/?key=abc&v=1")
    let second = try definition("http://a.example/?key=def&v=1")
    #expect(first.target == "http://a.example/?key=***&v=***")
    #expect(first.target == second.target)
    #expect(first != second)
    // printf %s 'http://a.example/?key=abc&v=1' | sha256sum
    #expect(
      first.rules == """
        address sha256 027a5e5209cf4af7d3715881b8d38037f4bd885b367d3b270d2f758dbc403f9d
        status 200-299
        """
    )
    #expect(try definition("http://a.example/key").rules == "status 200-299")
  }

  @Test func `a bare check has the shortest text`() throws {
    #expect(try definition(http(HTTPExpectation())).rules == "status 200-299")
    #expect(try definition(.tcp(HostPort(host: "a", port: 1))).rules.isEmpty)
  }

  @Test(
    arguments: [
      (60_000, 10_000, 90_000), (60_000, 59_000, 119_000), (10_000, 5_000, 15_000),
      (10_000, 5_001, 15_001), (1_000, 999, 1_999),
    ] as [(Int64, Int64, Int64)]
  )
  func `a sample is valid for 1.5 intervals, or an interval and a timeout if that is longer`(
    interval: Int64,
    timeout: Int64,
    validity: Int64
  ) throws {
    let definition = try definition(
      .tcp(HostPort(host: "a", port: 1)),
      interval: .milliseconds(interval),
      timeout: .milliseconds(timeout)
    )
    #expect(definition.validity == .milliseconds(validity))
  }

  @Test func `an odd interval loses no nanosecond of validity but the half`() throws {
    let definition = try definition(
      .tcp(HostPort(host: "a", port: 1)),
      interval: TimeAmount(nanoseconds: 1_000_000_003),
      timeout: TimeAmount(nanoseconds: 1)
    )
    #expect(definition.validity.nanoseconds == 1_500_000_004)
  }
}
