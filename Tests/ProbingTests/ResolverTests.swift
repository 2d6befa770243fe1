import Cares
import Chronology
import Probing
import Sampling
import TestKit
import Testing

@Suite struct ResolverTests {
  private func attempt(
    _ names: NameServer,
    timeout: TimeAmount = .seconds(2)
  ) throws -> FinishedProbe {
    try ProbingTests.attempt(tcp(1, host: "www.acme.example"), timeout: timeout) {
      $0.nameServers = ["127.0.0.1:\(names.port)"]
    }
  }

  @Test(
    arguments: [
      (NameAnswer.code(3), Cause.dnsNXDomain), (.code(2), .dnsServfail), (.code(5), .dnsServfail),
      (.addresses([], timeToLive: 1), .dnsNXDomain),
    ]
  )
  func `A name server's answer has its cause`(_ answer: NameAnswer, _ cause: Cause) throws {
    let finished = try attempt(NameServer { _ in answer })
    #expect(finished.outcome == .down)
    #expect(finished.cause == cause)
    #expect(finished.phases.resolve > 0)
    #expect(finished.phases.connect == 0)
    #expect(finished.sample?.address == nil)
  }

  @Test func `A silent name server is a time-out in the first phase`() throws {
    let names = NameServer { _ in .silence }
    let finished = try attempt(names, timeout: .milliseconds(300))
    #expect(finished.cause == .dnsTimeout)
    #expect((290_000...900_000).contains(finished.phases.resolve))
    #expect(finished.phases.totalMicroseconds == Int64(finished.phases.resolve))
  }

  @Test func `As many names are looked up at once as attempts may be in flight`() throws {
    let names = NameServer { _ in .silence }
    let bench = try LoopBench { $0.nameServers = ["127.0.0.1:\(names.port)"] }
    let probes = try (0..<LoopSettings().inFlightLimit).map {
      try bench.prepare(tcp(1, host: "n\($0).acme.example"), timeout: .seconds(1))
    }
    let finished = bench.run(probes)
    #expect(finished.count == probes.count)
    // A machine that is late says so, but refuses no name.
    #expect(finished.allSatisfy { $0.cause == .dnsTimeout || $0.cause == .localLoopLate })
  }

  @Test func `An HTTP probe waits for its name, too`() throws {
    let names = NameServer { _ in .silence }
    let finished = try ProbingTests.attempt(
      "http://www.acme.example/",
      timeout: .milliseconds(200)
    ) {
      $0.nameServers = ["127.0.0.1:\(names.port)"]
    }
    #expect(finished.cause == .dnsTimeout)
  }

  @Test func `The hosts file is asked first, without regard to case`() throws {
    let server = StreamServer { $0.waitForClose() }
    let names = NameServer { _ in .code(3) }
    let folder = try Scratch()
    let hosts = try folder.write("# local\n127.0.0.1\tDB.acme.example db # the base\n", to: "hosts")
    let finished = try ProbingTests.attempt(tcp(server.port, host: "db.ACME.example")) {
      $0.nameServers = ["127.0.0.1:\(names.port)"]
      $0.hostsPath = hosts
    }
    #expect(finished.outcome == .up)
    #expect(names.questions == 0)
  }

  @Test func `Localhost needs neither file nor server`() throws {
    let server = StreamServer { $0.waitForClose() }
    #expect(try ProbingTests.attempt(tcp(server.port, host: "localhost")).outcome == .up)
  }

  @Test func `A time to live is honoured, and lookups of one name are shared`() async throws {
    let server = StreamServer { $0.waitForClose() }
    let names = NameServer { name in
      .addresses([[127, 0, 0, 1]], timeToLive: name.hasPrefix("brief") ? 0 : 60)
    }
    let bench = try LoopBench { $0.nameServers = ["127.0.0.1:\(names.port)"] }
    let lasting = try bench.prepare(tcp(server.port, host: "lasting.example"))
    let first = bench.run(Array(repeating: lasting, count: 20))
    #expect(first.allSatisfy { $0.outcome == .up })
    #expect(names.questions == 1)
    #expect(bench.run([lasting]).first?.outcome == .up)
    #expect(names.questions == 1)
    let brief = try bench.prepare(tcp(server.port, host: "brief.example"))
    _ = bench.run([brief])
    _ = bench.run([brief])
    #expect(names.questions == 3)
  }

  @Test func `A name that is not there is remembered briefly, a failing server is not`() throws {
    let names = NameServer { $0.hasPrefix("gone") ? .code(3) : .code(2) }
    let bench = try LoopBench { $0.nameServers = ["127.0.0.1:\(names.port)"] }
    let gone = try bench.prepare(tcp(1, host: "gone.example"))
    _ = bench.run([gone])
    _ = bench.run([gone])
    #expect(names.questions == 1)
    let failing = try bench.prepare(tcp(1, host: "failing.example"))
    _ = bench.run([failing])
    _ = bench.run([failing])
    #expect(names.questions == 3)
  }
}
