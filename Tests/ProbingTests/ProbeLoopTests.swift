import Chronology
import Probing
import Sampling
import TestKit
import Testing

@Suite struct ProbeLoopTests {
  @Test func `Many probes of both kinds come back exactly once`() throws {
    let server = StreamServer {
      $0.readHead()
      $0.respond()
    }
    let bench = try LoopBench()
    let web = try #require(WebAddress("http://127.0.0.1:\(server.port)/"))
    let http = try bench.prepare(.http(HTTPProbe(address: web)))
    let raw = try bench.prepare(tcp(server.port))
    for _ in 0..<5 {
      let finished = bench.run((0..<100).map { $0 % 2 == 0 ? http : raw })
      #expect(finished.map(\.ticket).sorted() == Array(0..<100))
      #expect(finished.allSatisfy { $0.outcome == .up })
      #expect(finished.allSatisfy { UInt64($0.sample?.series.number ?? 0) == $0.ticket })
    }
  }

  @Test func `What is beyond the limit is refused at once`() throws {
    let (listener, port) = listeningSocket()
    defer { closeAll([listener]) }
    let bench = try LoopBench { $0.inFlightLimit = 3 }
    let web = try #require(WebAddress("http://127.0.0.1:\(port)/"))
    let probe = try bench.prepare(
      .http(HTTPProbe(address: web)),
      timeout: .milliseconds(200)
    )
    #expect(bench.submit([probe, probe]) == 2)
    #expect(bench.submit([probe, probe]) == 1)
    #expect(bench.submit([probe]) == 0)
    #expect(bench.wait(3).allSatisfy { $0.cause == .readTimeout })
    #expect(bench.submit([probe]) == 1)
    #expect(bench.wait(1).count == 1)
  }

  @Test func `Finishing lets what is in flight run to its end`() async throws {
    let server = StreamServer {
      $0.readHead()
      _ = $0.pause(milliseconds: 200)
      $0.respond()
    }
    let bench = try LoopBench()
    let web = try #require(WebAddress("http://127.0.0.1:\(server.port)/"))
    let probe = try bench.prepare(.http(HTTPProbe(address: web)))
    #expect(bench.submit([probe]) == 1)
    await bench.loop.finish()
    #expect(bench.submit([probe]) == 0)
    let finished = bench.wait(1)
    #expect(finished.map(\.outcome) == [.up])
    await bench.loop.finish()
  }

  @Test func `Stopping refuses what is in flight`() throws {
    let (listener, port) = listeningSocket()
    defer { closeAll([listener]) }
    let bench = try LoopBench()
    let web = try #require(WebAddress("http://127.0.0.1:\(port)/"))
    let probe = try bench.prepare(.http(HTTPProbe(address: web)), timeout: .seconds(30))
    #expect(bench.submit([probe, probe]) == 2)
    bench.loop.stop()
    let finished = bench.wait(2)
    #expect(finished.map(\.ending) == [.refused, .refused])
    #expect(bench.submit([probe]) == 0)
  }

  @Test func `A loop that stalls says so of its samples`() async throws {
    let server = StreamServer {
      $0.readHead()
      _ = $0.pause(milliseconds: 50)
      $0.respond()
    }
    let bench = try LoopBench()
    let web = try #require(WebAddress("http://127.0.0.1:\(server.port)/"))
    let patient = try bench.prepare(.http(HTTPProbe(address: web)))
    let hasty = try bench.prepare(.http(HTTPProbe(address: web)), timeout: .milliseconds(100))
    #expect(bench.submit([patient, hasty]) == 2)
    bench.waitUntil { server.accepted == 2 }
    await bench.loop.stall(milliseconds: 400)
    let finished = bench.wait(2).sorted { $0.ticket < $1.ticket }
    #expect(finished.map(\.outcome) == [.up, .void])
    #expect(finished.allSatisfy { $0.sample?.flags.contains(.observerImpaired) == true })
    #expect(finished.last?.cause == .localLoopLate)
  }

  @Test func `Unreadable certificates and servers are told before the first probe`() {
    var settings = testSettings()
    settings.caFile = "/nonexistent/ca.pem"
    #expect(throws: ProbingError.certificates(path: "/nonexistent/ca.pem")) {
      try ProbeLoop(settings) { _ in }
    }
    settings.caFile = nil
    settings.nameServers = ["nowhere"]
    #expect(throws: ProbingError.self) { try ProbeLoop(settings) { _ in } }
  }
}
