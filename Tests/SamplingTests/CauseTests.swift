import Sampling
import Testing

@Suite struct CauseTests {
  /// What stands in records and reports for ever: never change a row, only add one.
  static let frozen: [(UInt8, String)] = [
    (1, "dns-nxdomain"), (2, "dns-timeout"), (3, "dns-servfail"), (4, "connect-refused"),
    (5, "connect-timeout"), (6, "connection-reset"), (7, "unreachable"), (8, "tls-expired"),
    (9, "tls-not-yet-valid"), (10, "tls-name"), (11, "tls-untrusted"), (12, "tls-timeout"),
    (13, "tls-protocol"), (14, "http-4xx"), (15, "http-429"), (16, "http-5xx"), (17, "protocol"),
    (18, "read-timeout"), (19, "truncated"), (20, "too-large"), (21, "redirect-loop"),
    (22, "expectation"), (23, "slow"), (64, "local-descriptors"), (65, "local-memory"),
    (66, "local-route"), (67, "local-loop-late"), (68, "local-fault"),
  ]

  @Test func `numbers and names of causes never change`() {
    #expect(Cause.allCases.map(\.rawValue) == Self.frozen.map(\.0))
    #expect(Cause.allCases.map(\.name) == Self.frozen.map(\.1))
  }

  @Test func `a cause is found by its name`() {
    for cause in Cause.allCases { #expect(Cause(name: cause.name) == cause) }
    #expect(Cause(name: "timeout") == nil)
    #expect(Cause(name: "") == nil)
  }

  @Test func `what begins with local is ours`() {
    for cause in Cause.allCases { #expect(cause.isLocal == cause.name.hasPrefix("local-")) }
  }
}
