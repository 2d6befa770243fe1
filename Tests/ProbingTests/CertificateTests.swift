import Chronology
import Posix
import Probing
import Sampling
import TestKit
import Testing

/// What an attempt tells of the certificate that it met.
@Suite struct CertificateTests {
  private let authority: CertificateAuthority

  init() throws {
    authority = try #require(CertificateAuthority())
  }

  private func met(
    _ certificate: (chain: String, key: String)?,
    isTrusted: Bool = true,
    change: (inout LoopSettings) -> Void = { _ in }
  ) throws -> ServedCertificate? {
    let certificate = try #require(certificate)
    let server = try #require(WebServer(certificate: certificate))
    return try attempt("https://127.0.0.1:\(server.securePort)/") {
      $0.caFile = isTrusted ? authority.certificate : nil
      $0.loadsCertificates = true
      change(&$0)
    }.certificate
  }

  @Test func `Who it is, who issued it, and until when all of the chain is valid`() throws {
    let issued = authority.issue(for: "IP:127.0.0.1")
    let served = try #require(try met(issued))
    #expect(served.fault == nil)
    #expect(served.certificate.subject == "CN=leaf")
    #expect(served.certificate.issuer == "CN=Test authority")
    // The certificate's own end is that of its file; the authority that signed it ends in 30 days.
    #expect(served.certificate.ends == Instant(seconds: 4_102_358_400))
    let now = Instant(nanoseconds: SystemClocks.realtime())
    let left = served.certificate.chainEnds - now
    #expect(left > .days(29) && left <= .days(30))
    #expect(served.certificate.chainStarts <= now)
    #expect(served.certificate.chainStarts > now - .days(1))
    let hash = try #require(authority.sha256(of: "leaf.pem"))
    #expect(served.certificate.fingerprint == hash)
  }

  @Test func `One that is refused is told, with the reason`() throws {
    let expired = try #require(try met(authority.issue(for: "IP:127.0.0.1", .past)))
    #expect(expired.fault == .tlsExpired)
    #expect(expired.certificate.chainEnds == Instant(seconds: 1_580_515_200))
    #expect(expired.certificate.ends == expired.certificate.chainEnds)
    let early = try #require(try met(authority.issue(for: "IP:127.0.0.1", .future)))
    #expect(early.fault == .tlsNotYetValid)
    #expect(early.certificate.chainStarts == Instant(seconds: 4_102_444_800))
    #expect(try met(authority.issue(for: "DNS:other.example"))?.fault == .tlsName)
    let unknown = try #require(try met(authority.issue(for: "IP:127.0.0.1"), isTrusted: false))
    #expect(unknown.fault == .tlsUntrusted)
    #expect(unknown.certificate.subject == "CN=leaf")
  }

  @Test func `One without an end ends where records do`() throws {
    let served = try #require(
      try met(authority.issue(for: "IP:127.0.0.1", .endless), isTrusted: true)
    )
    #expect(served.fault == nil)
    #expect(served.certificate.ends == Certificate.span.end)
  }

  @Test func `Without TLS, or without a handshake, there is none`() throws {
    let server = try #require(WebServer())
    #expect(try attempt("http://127.0.0.1:\(server.port)/").certificate == nil)
    let mute = StreamServer { $0.waitForClose(seconds: 1) }
    let late = try attempt("https://127.0.0.1:\(mute.port)/", timeout: .milliseconds(200))
    #expect(late.certificate == nil)
    #expect(late.cause == .tlsTimeout)
  }

  @Test func `Behind a redirect it is that of the first hop by TLS`() throws {
    let issued = try #require(authority.issue(for: "IP:127.0.0.1"))
    let goal = try #require(WebServer(certificate: issued))
    let port = goal.securePort
    let server = StreamServer {
      $0.readHead()
      $0.respond("301 Moved", headers: ["Location: https://127.0.0.1:\(port)/"], body: "")
    }
    let finished = try attempt("http://127.0.0.1:\(server.port)/") {
      $0.caFile = authority.certificate
    }
    #expect(finished.outcome == .up)
    #expect(finished.certificate?.certificate.subject == "CN=leaf")
  }
}
