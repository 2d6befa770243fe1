import TestKit
import Testing

/// Targets that do what no client expects: each failure has its cause, and the daemon lives on.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct HostileTargetTests {
  /// A target, and the causes that its failure may have.
  private struct Hostile {
    let name: String
    let causes: Set<String>
    let check: String
    let server: StreamServer?

    init(_ name: String, _ causes: Set<String>, _ play: @escaping Play) {
      self.name = name
      self.causes = causes
      let server = StreamServer { connection in
        connection.readHead()
        play(connection)
      }
      self.server = server
      check = "http: \"http://127.0.0.1:\(server.port)/\""
    }

    init(_ name: String, _ causes: Set<String>, check: String) {
      self.name = name
      self.causes = causes
      self.check = check
      server = nil
    }

    typealias Play = @Sendable (ServedConnection) -> Void
  }

  private static let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n"

  private func hostileTargets() -> [Hostile] {
    [
      Hostile("one-byte-a-second", ["read-timeout"]) { connection in
        connection.send(Self.head)
        while connection.send("x"), !connection.pause(milliseconds: 1_000) {}
      },
      Hostile("endless-body", ["too-large", "read-timeout"]) { connection in
        connection.send("HTTP/1.1 200 OK\r\n\r\n")
        let block = [UInt8](repeating: 0x78, count: 65_536)
        while connection.send(block) {}
      },
      Hostile("endless-redirect", ["redirect-loop"]) { connection in
        connection.respond("302 Found", headers: ["Location: /"])
      },
      Hostile("garbage", ["protocol"]) { connection in
        connection.send((0..<4_096).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) })
      },
      Hostile("header-of-1-mb", ["too-large", "protocol"]) { connection in
        connection.send("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 1 << 20))
        connection.send("\r\nContent-Length: 0\r\n\r\n")
      },
      Hostile("closes-in-the-middle", ["truncated"]) { $0.send(Self.head + "x") },
      Hostile("resets", ["connection-reset"]) { $0.reset() },
      Hostile("silence", ["read-timeout"]) { $0.waitForClose(seconds: 60) },
      Hostile("nobody-listens", ["connect-refused"], check: "tcp: \"127.0.0.1:\(closedPort())\""),
      Hostile("unknown-host", ["dns-nxdomain"], check: "http: \"http://constat.invalid/\""),
    ]
  }

  @Test func `every hostile target is down for its own reason, and the next one is up`() throws {
    let hostile = hostileTargets()
    let target = SwitchedTarget()
    var configuration = ConfigurationText(target)
    configuration.checks += hostile.map { ("\($0.name)-check", $0.check) }
    configuration.services += hostile.map { ($0.name, "\($0.name)-check") }
    // NXDOMAIN (RFC 1035 §4.1.1) for every name: the machine's own resolver is nobody's business.
    let names = NameServer { _ in .code(3) }
    configuration.more = "resolver: [\"127.0.0.1:\(names.port)\"]"
    let stage = try Stage(configuration)
    let daemon = try stage.start()
    for each in hostile {
      let opening = daemon.line(containing: "incident opened: \(each.name) is down")
      #expect(opening != nil, "\(each.name): \(daemon.errors)")
    }
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    stage.stop(daemon)
    let incidents = try stage.report(Stage.ever)["incidents"]?.list ?? []
    for each in hostile {
      let incident = incidents.first { $0["service"]?.text == each.name }
      guard case .object(let counts)? = incident?["causes"] else {
        Issue.record("no causes of \(each.name): \(incidents)")
        continue
      }
      #expect(!counts.isEmpty)
      #expect(each.causes.isSuperset(of: counts.keys), "\(each.name): \(counts)")
    }
    #expect(!incidents.contains { $0["service"]?.text == "storefront" }, "\(incidents)")
    withExtendedLifetime((hostile, names)) {}
  }
}
