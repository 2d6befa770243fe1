import Chronology
import Posix
import Probing
import Sampling
import TestKit
import Testing

/// Name servers that answer for one family of addresses and are silent, or late, for the other.
@Suite struct SilentFamilyTests {
  /// ::ffff:127.0.0.1, which leads to a server on 127.0.0.1.
  private static let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 127, 0, 0, 1]
  private static let hasIPv6 = SocketAddress(bytes: mapped, port: 0).hasRoute

  /// Silent to the first question for a family, as if it were lost; the resolver asks again after 1 s.
  private func late(
    isIPv6 lateFamily: Bool,
    _ late: NameAnswer,
    _ prompt: NameAnswer
  ) -> NameServer {
    let wasAsked = Lock(false)
    return NameServer(families: { _, isIPv6 in
      guard isIPv6 == lateFamily else { return prompt }
      return wasAsked.withLock { wasAsked in
        defer { wasAsked = true }
        return wasAsked ? late : .silence
      }
    })
  }

  private func attempt(_ port: UInt16, _ names: NameServer) throws -> FinishedProbe {
    try ProbingTests.attempt(tcp(port, host: "www.acme.example"), timeout: .seconds(6)) {
      $0.nameServers = ["127.0.0.1:\(names.port)"]
    }
  }

  @Test func `An attempt begins with IPv4 when nobody answers for IPv6`() throws {
    let server = StreamServer { $0.waitForClose() }
    let names = NameServer(families: { _, isIPv6 in
      isIPv6 ? .silence : .addresses([[127, 0, 0, 1]], timeToLive: 60)
    })
    // The resolver gives IPv6 up after 7 s only.
    let finished = try attempt(server.port, names)
    #expect(finished.outcome == .up)
    #expect(finished.phases.resolve >= 50_000)
    #expect(finished.sample?.address?.description == "127.0.0.1")
  }

  @Test func `While IPv6 is awaited, IPv4 is remembered for its time to live`() throws {
    let server = StreamServer { $0.waitForClose() }
    let names = NameServer(families: { name, isIPv6 in
      if isIPv6 { return .silence }
      return .addresses([[127, 0, 0, 1]], timeToLive: name.hasPrefix("brief") ? 0 : 60)
    })
    let bench = try LoopBench { $0.nameServers = ["127.0.0.1:\(names.port)"] }
    for (host, questions) in [("lasting.example", 1), ("brief.example", 3)] {
      let probe = try bench.prepare(tcp(server.port, host: host))
      #expect(bench.run([probe, probe]).allSatisfy { $0.outcome == .up })
      #expect(bench.run([probe]).first?.outcome == .up)
      #expect(names.questions == questions)
    }
  }

  @Test func `A family without a route is no reason to begin`() throws {
    let bytes: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    if SocketAddress(bytes: bytes, port: 0).hasRoute { return }
    let server = StreamServer { $0.waitForClose() }
    let names = late(
      isIPv6: false,
      .addresses([[127, 0, 0, 1]], timeToLive: 60),
      .addresses([bytes], timeToLive: 60)
    )
    #expect(try attempt(server.port, names).outcome == .up)
  }

  @Test func `The late family is tried when the early one fails`() throws {
    guard SilentFamilyTests.hasIPv6 else { try Test.cancel("this host has no IPv6") }
    let server = StreamServer { $0.waitForClose() }
    // Nobody listens on 127.0.0.2 at this port: the server is bound to 127.0.0.1 alone.
    let names = late(
      isIPv6: true,
      .addresses([SilentFamilyTests.mapped], timeToLive: 60),
      .addresses([[127, 0, 0, 2]], timeToLive: 60)
    )
    let finished = try attempt(server.port, names)
    #expect(finished.outcome == .up)
    #expect(finished.sample?.address?.bytes == SilentFamilyTests.mapped)
  }

  @Test func `The early family's failure stands when the late one has nothing`() throws {
    let server = StreamServer { $0.waitForClose() }
    let names = late(
      isIPv6: true,
      .addresses([], timeToLive: 60),
      .addresses([[127, 0, 0, 2]], timeToLive: 60)
    )
    let finished = try attempt(server.port, names)
    #expect(finished.cause == .connectRefused)
    #expect(finished.phases.resolve > 500_000)
  }
}
