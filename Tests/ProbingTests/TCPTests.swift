import Chronology
import Posix
import Probing
import Sampling
import TestKit
import Testing

@Suite struct TCPTests {
  @Test func `A connection that stands is up`() throws {
    let server = StreamServer { $0.waitForClose() }
    let finished = try attempt(tcp(server.port))
    #expect(finished.outcome == .up)
    #expect(finished.phases.connect > 0)
    #expect(finished.phases.wait == 0)
    #expect(finished.sample?.status == 0)
    #expect(finished.sample?.address?.description == "127.0.0.1")
  }

  @Test func `A closed port is refused`() throws {
    let finished = try attempt(tcp(closedPort()))
    #expect(finished.outcome == .down)
    #expect(finished.cause == .connectRefused)
    #expect(finished.detail == .system(.connectionRefused))
  }

  @Test func `A handshake that nobody answers times out and keeps its time`() throws {
    let (listener, port) = listeningSocket(backlog: 0)
    let fillers = (0..<2).map { _ in startConnect(to: port) }
    defer { closeAll([listener] + fillers) }
    let finished = try attempt(tcp(port), timeout: .milliseconds(250))
    #expect(finished.cause == .connectTimeout)
    #expect((240_000...900_000).contains(finished.phases.connect))
  }

  @Test func `Slower than a limit is degraded`() throws {
    let server = StreamServer { $0.waitForClose() }
    let limits = PhaseLimits(limits: [.connect: .zero])
    let finished = try attempt(tcp(server.port), degraded: limits)
    #expect(finished.outcome == .degraded)
    #expect(finished.cause == .slow)
  }

  @Test func `The next address is tried when one refuses`() throws {
    let server = StreamServer { $0.waitForClose() }
    let folder = try Scratch()
    // Nobody listens on 127.0.0.2 at this port: the server is bound to 127.0.0.1 alone.
    let hosts = try folder.write("127.0.0.2 two.example\n127.0.0.1 two.example\n", to: "hosts")
    let finished = try attempt(tcp(server.port, host: "two.example")) { $0.hostsPath = hosts }
    #expect(finished.outcome == .up)
    #expect(finished.sample?.address?.description == "127.0.0.1")
  }

  @Test func `The next address is tried by HTTP, too, with its host`() throws {
    let server = StreamServer {
      #expect($0.readHead().contains("Host: two.example"))
      $0.respond()
    }
    let folder = try Scratch()
    let hosts = try folder.write("127.0.0.2 two.example\n127.0.0.1 two.example\n", to: "hosts")
    let finished = try attempt("http://two.example:\(server.port)/") { $0.hostsPath = hosts }
    #expect(finished.outcome == .up)
    #expect(finished.sample?.address?.description == "127.0.0.1")
  }

  /// 2001:db8::/32 is for documentation: no host has a route, unless it has a default one.
  private static var hasRoute: Bool {
    guard let target = SocketAddress("2001:db8::1", port: 80),
      let socket = try? StreamSocket(for: target)
    else { return false }
    return (try? socket.connect(to: target)) != nil
  }

  @Test(.enabled(if: !hasRoute, "this host has a default route for IPv6"))
  func `An address that nobody can route to is our fault`() throws {
    for finished in [
      try attempt(tcp(80, host: "2001:db8::1"), timeout: .milliseconds(500)),
      try attempt("http://[2001:db8::1]/", timeout: .milliseconds(500)),
    ] {
      #expect(finished.outcome == .void)
      #expect(finished.cause == .localRoute)
    }
  }
}
