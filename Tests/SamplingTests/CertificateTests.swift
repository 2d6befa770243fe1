import Chronology
import Sampling
import Testing

@Suite struct CertificateTests {
  private func certificate(
    subject: String = "CN=a.example",
    issuer: String = "CN=Test authority,O=Test",
    starts: Int64 = 0,
    ends: Int64 = 1_800_000_000
  ) -> Certificate {
    Certificate(
      sha256: [UInt8](repeating: 0xAB, count: 32),
      ends: Certificate.instant(seconds: ends),
      chainStarts: Certificate.instant(seconds: starts),
      chainEnds: Certificate.instant(seconds: ends),
      subject: subject,
      issuer: issuer
    )
  }

  @Test func `Instants that no record can hold become the nearest that one can`() {
    // 9999-12-31T23:59:59Z, and the year 0.
    let forever = certificate(starts: -62_167_219_200, ends: 253_402_300_799)
    #expect(forever.ends == Certificate.span.end)
    #expect(forever.chainEnds == Certificate.span.end)
    #expect(forever.chainStarts == Instant(nanoseconds: 0))
    #expect(Certificate.instant(seconds: .max) == Certificate.span.end)
    #expect(Certificate.instant(seconds: .min) == Certificate.span.start)
  }

  @Test func `A name is cut where no character breaks`() {
    let long = "CN=" + String(repeating: "é", count: 200)
    let cut = certificate(subject: long).subject
    #expect(cut.utf8.count == 255)
    #expect(long.hasPrefix(cut))
  }

  @Test(arguments: [
    ("CN=R11,O=Let's Encrypt,C=US", "R11"), ("OU=x,O=Only,C=FR", "Only"),
    ("C=FR", "C=FR"), ("", ""), ("CN=,O=Named", "Named"),
    ("CN=a\u{1B}[31m\nb", "a\u{FFFD}[31m b"),
  ])
  func `The name for people is short, and harmless`(_ issuer: String, _ wanted: String) {
    #expect(certificate(issuer: issuer).issuerName == wanted)
  }

  @Test func `Two are the same only if all of them is`() {
    #expect(certificate() == certificate())
    #expect(certificate() != certificate(ends: 1_800_000_001))
    #expect(certificate() != certificate(issuer: "CN=Other"))
    #expect(certificate().fingerprint == String(repeating: "ab", count: 32))
  }

  @Test func `Four causes are of a certificate`() {
    #expect(
      Cause.allCases.filter(\.isOfCertificate)
        == [.tlsExpired, .tlsNotYetValid, .tlsName, .tlsUntrusted]
    )
  }
}
