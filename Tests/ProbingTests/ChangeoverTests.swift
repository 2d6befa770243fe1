import Chronology
import Probing
import Sampling
import TestKit
import Testing

/// A redirect from HTTP to HTTPS: the attempt changes from the plain loop to the one for TLS.
@Suite struct ChangeoverTests {
  private let authority: CertificateAuthority
  private let goal: WebServer
  private let server: StreamServer

  init() throws {
    authority = try #require(CertificateAuthority())
    let certificate = try #require(authority.issue(for: "IP:127.0.0.1"))
    goal = try #require(WebServer(certificate: certificate))
    let port = goal.securePort
    server = StreamServer {
      $0.readHead()
      _ = $0.pause(milliseconds: 50)
      $0.respond("301 Moved", headers: ["Location: https://127.0.0.1:\(port)/"], body: "")
    }
  }

  private func benches(secureLimit: Int = 10) throws -> (plain: LoopBench, secure: LoopBench) {
    let secure = try LoopBench {
      $0.caFile = authority.certificate
      $0.inFlightLimit = secureLimit
    }
    let plain = try LoopBench(redirectingTo: secure) {
      $0.caFile = authority.certificate
      $0.inFlightLimit = 1
    }
    return (plain, secure)
  }

  private func prepare(_ bench: LoopBench) throws -> PreparedProbe {
    let address = try #require(WebAddress("http://127.0.0.1:\(server.port)/"))
    return try bench.prepare(.http(HTTPProbe(address: address)), timeout: .seconds(10))
  }

  @Test func `The TLS loop goes on with the attempt, and delivers it whole`() throws {
    let (plain, secure) = try benches()
    let probe = try prepare(plain)
    #expect(plain.submit([probe]) == 1)
    let finished = try #require(secure.wait(1).first)
    #expect(finished.outcome == .up)
    #expect(finished.sample?.status == 200)
    #expect(finished.phases.secure > 0)
    // Of the first hop, on the other loop.
    #expect(finished.phases.wait >= 50_000)
    // And the plain loop has room for the next.
    #expect(plain.submit([probe]) == 1)
    #expect(secure.wait(1).map(\.outcome) == [.up])
  }

  @Test func `A TLS loop that is full leaves the attempt where it is`() throws {
    let (plain, secure) = try benches(secureLimit: 1)
    let silent = StreamServer { $0.waitForClose() }
    let address = try #require(WebAddress("http://127.0.0.1:\(silent.port)/"))
    let hanging = try secure.prepare(.http(HTTPProbe(address: address)), timeout: .seconds(10))
    #expect(secure.submit([hanging]) == 1)
    #expect(plain.submit([try prepare(plain)]) == 1)
    let finished = try #require(plain.wait(1).first)
    #expect(finished.outcome == .up)
    #expect(finished.phases.secure > 0)
  }

  @Test func `What has changed over still ends when both loops finish`() async throws {
    let (plain, secure) = try benches()
    #expect(plain.submit([try prepare(plain)]) == 1)
    await plain.loop.finish()
    await secure.loop.finish()
    #expect(secure.wait(1).map(\.outcome) == [.up])
  }
}
