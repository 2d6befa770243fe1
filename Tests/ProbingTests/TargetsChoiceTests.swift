import Chronology
import Posix
import Probing
import Sampling
import TestKit
import Testing

/// A target must not bring about void by anything that it says.
@Suite struct TargetsChoiceTests {
  @Test(
    arguments: [
      "http://255.255.255.255/", "http://224.0.0.1/", "http://0.0.0.0:1/", "http://[::]:1/",
      "http://169.254.1.1/", "http://[fe80::1]/", "http://[fe80::1%25lo]:18080/",
      "http://[ff02::1]/",
      "http://[::ffff:255.255.255.255]/", "https://224.0.0.1/",
    ]
  )
  func `A redirect to what is no host is down, and not tried`(_ goal: String) throws {
    let server = StreamServer {
      $0.readHead()
      $0.respond("302 Found", headers: ["Location: \(goal)"], body: "")
    }
    let finished = try attempt("http://127.0.0.1:\(server.port)/")
    #expect(finished.outcome == .down)
    #expect(finished.cause == .unreachable)
    guard case .unusable = finished.detail else {
      Issue.record("\(String(describing: finished.detail))")
      return
    }
  }

  @Test(
    arguments: [
      "http://[::1%25none]:1/", "http://gone..example/", "http://127.0.0.1:0/",
      "http://\u{E4}.example/",
      "http://%00/", "http:///", "//", "http://u:p@127.0.0.1:1/",
    ]
  )
  func `No redirect makes an attempt void`(_ goal: String) throws {
    let server = StreamServer {
      $0.readHead()
      $0.respond("302 Found", headers: ["Location: \(goal)"], body: "")
    }
    let names = NameServer { _ in .code(3) }
    let finished = try attempt("http://127.0.0.1:\(server.port)/") {
      $0.nameServers = ["127.0.0.1:\(names.port)"]
    }
    #expect(finished.outcome == .down, "\(String(describing: finished.detail))")
  }

  @Test(arguments: ["gzip", "br", "zstd", "deflate", "none-such", "chunked, gzip"])
  func `No transfer coding makes an attempt void`(_ coding: String) throws {
    // "hello" by gzip, and bytes behind its end.
    let body: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 203, 72, 205, 201, 201, 7, 0, 134, 166, 16, 54, 5, 0, 0, 0,
      1, 2, 3, 4, 5, 6, 7, 8,
    ]
    let server = StreamServer { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: \(coding)\r\n\r\n")
      connection.send(body)
      // In a piece of its own: the decoder has seen the end by then.
      _ = connection.pause(milliseconds: 50)
      connection.send(body)
    }
    let finished = try attempt("http://127.0.0.1:\(server.port)/")
    #expect(finished.outcome == .down, "\(String(describing: finished.detail))")
  }

  @Test(
    arguments: [
      0, 10, 20, 22, 30, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 60, 70, 71, 80, 86, 90,
      100, 109, 110, 111, 112, 113, 114, 115, 116, 120, 255,
    ] as [UInt8]
  )
  func `No alert makes an attempt void`(_ alert: UInt8) throws {
    let server = StreamServer { connection in
      connection.send([21, 3, 3, 0, 2, 2, alert])
      connection.waitForClose(seconds: 1)
    }
    let finished = try attempt("https://127.0.0.1:\(server.port)/")
    #expect(finished.outcome == .down, "\(alert): \(String(describing: finished.detail))")
  }

  @Test(
    arguments: [
      [255, 255, 255, 255], [224, 0, 0, 1], [169, 254, 0, 1], [0, 0, 0, 0],
      [0xFE, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
    ] as [[UInt8]]
  )
  func `A name for what is no host is down`(_ address: [UInt8]) throws {
    let names = NameServer { _ in .addresses([address], timeToLive: 60) }
    for probe in [
      tcp(1, host: "www.acme.example"),
      .http(HTTPProbe(address: try #require(WebAddress("http://www.acme.example:1/")))),
    ] {
      let finished = try attempt(probe) { $0.nameServers = ["127.0.0.1:\(names.port)"] }
      #expect(finished.outcome == .down)
      #expect(finished.cause == .unreachable)
      #expect(finished.sample?.address?.bytes == address)
    }
  }

  @Test func `An address of no host is passed over for the next`() throws {
    let server = StreamServer { $0.waitForClose() }
    let names = NameServer { _ in
      .addresses([[255, 255, 255, 255], [127, 0, 0, 1]], timeToLive: 60)
    }
    let finished = try attempt(tcp(server.port, host: "www.acme.example")) {
      $0.nameServers = ["127.0.0.1:\(names.port)"]
    }
    #expect(finished.outcome == .up)
  }

  @Test func `A name with IPv6 addresses alone is down on a host without IPv6`() throws {
    // 2001:db8::/32 is for documentation: no host has a route, unless it has a default one.
    let bytes: [UInt8] = [0x20, 0x01, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
    if SocketAddress(bytes: bytes, port: 0).hasRoute { return }
    let names = NameServer { _ in .addresses([bytes], timeToLive: 60) }
    let redirecting = StreamServer {
      $0.readHead()
      $0.respond("302 Found", headers: ["Location: http://[2001:db8::1]/"], body: "")
    }
    for url in ["http://www.acme.example/", "http://127.0.0.1:\(redirecting.port)/"] {
      let finished = try attempt(url) { $0.nameServers = ["127.0.0.1:\(names.port)"] }
      #expect(finished.outcome == .down)
      #expect(finished.cause == .unreachable)
    }
  }

  @Test func `What the operator wrote is our own fault, in the hosts file, too`() throws {
    let folder = try Scratch()
    let hosts = try folder.write("255.255.255.255 all.example\n", to: "hosts")
    for host in ["255.255.255.255", "all.example"] {
      for probe in [
        tcp(1, host: host),
        .http(HTTPProbe(address: try #require(WebAddress("http://\(host):1/")))),
      ] {
        let finished = try attempt(probe) { $0.hostsPath = hosts }
        #expect(finished.outcome == .void)
      }
    }
  }
}
