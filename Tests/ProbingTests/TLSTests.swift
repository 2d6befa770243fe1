import Chronology
import Probing
import Sampling
import TestKit
import Testing

@Suite struct TLSTests {
  /// One attempt at a server with a certificate of `authority`, which is trusted if `isTrusted`.
  private func attempt(
    for name: String,
    _ validity: CertificateAuthority.Validity = .current,
    isTrusted: Bool = true
  ) throws -> FinishedProbe {
    let authority = try #require(CertificateAuthority())
    let certificate = try #require(authority.issue(for: name, validity))
    let server = try #require(WebServer(certificate: certificate))
    return try ProbingTests.attempt("https://127.0.0.1:\(server.securePort)/") {
      $0.loadsCertificates = true
      $0.caFile = isTrusted ? authority.certificate : nil
    }
  }

  @Test func `A good certificate of a trusted authority is up, with its own phase`() throws {
    let finished = try attempt(for: "IP:127.0.0.1")
    #expect(finished.outcome == .up)
    #expect(finished.detail == nil)
    #expect(finished.phases.connect > 0)
    #expect(finished.phases.secure > 0)
    #expect(finished.phases.wait > 0)
    #expect(finished.sample?.bytes == 3)
  }

  @Test func `An expired certificate`() throws {
    let finished = try attempt(for: "IP:127.0.0.1", .past)
    #expect(finished.outcome == .down)
    #expect(finished.cause == .tlsExpired)
    #expect(finished.phases.secure > 0)
    #expect(finished.phases.wait == 0)
  }

  @Test func `A certificate that is not valid yet`() throws {
    #expect(try attempt(for: "IP:127.0.0.1", .future).cause == .tlsNotYetValid)
  }

  @Test func `A certificate for another name`() throws {
    #expect(try attempt(for: "DNS:other.example").cause == .tlsName)
  }

  @Test func `An authority that nobody trusts`() throws {
    #expect(try attempt(for: "IP:127.0.0.1", isTrusted: false).cause == .tlsUntrusted)
  }

  @Test func `A name is verified though we connect by address`() throws {
    let authority = try #require(CertificateAuthority())
    let certificate = try #require(authority.issue(for: "DNS:shop.example"))
    let server = try #require(WebServer(certificate: certificate))
    let folder = try Scratch()
    let hosts = try folder.write("127.0.0.1 shop.example other.example\n", to: "hosts")
    for (host, cause) in [("shop.example", nil), ("other.example", Cause.tlsName)] {
      let finished = try ProbingTests.attempt("https://\(host):\(server.securePort)/") {
        $0.caFile = authority.certificate
        $0.hostsPath = hosts
      }
      #expect(finished.cause == cause)
    }
  }

  @Test func `A handshake that nobody answers times out in its own phase`() throws {
    let server = StreamServer { $0.waitForClose() }
    let finished = try ProbingTests.attempt(
      "https://127.0.0.1:\(server.port)/",
      timeout: .milliseconds(300)
    )
    #expect(finished.cause == .tlsTimeout)
    #expect(finished.phases.connect > 0)
    #expect(finished.phases.secure >= 250_000)
    #expect(finished.phases.wait == 0)
  }

  @Test func `An answer that is not TLS is a protocol fault of TLS`() throws {
    let server = StreamServer {
      $0.send("220 mail.acme.example ESMTP\r\n")
      $0.waitForClose(seconds: 1)
    }
    let finished = try ProbingTests.attempt("https://127.0.0.1:\(server.port)/")
    #expect(finished.cause == .tlsProtocol)
  }

  @Test func `A reset within the handshake is a reset`() throws {
    let server = StreamServer {
      _ = $0.pause(milliseconds: 100)
      $0.reset()
    }
    let finished = try ProbingTests.attempt("https://127.0.0.1:\(server.port)/")
    #expect(finished.cause == .connectionReset)
  }
}
