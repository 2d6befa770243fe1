import Chronology
import Events
import Sampling
import TestKit
import Testing

extension EventTests {
  /// What is said of certificates; their names are the server's.
  static func certificates() throws -> [Event] {
    let check = try #require(CheckID("www"))
    func facts(_ fault: Cause?) -> CertificateFacts {
      CertificateFacts(
        check: check,
        served: ServedCertificate(
          Certificate(
            sha256: [UInt8](repeating: 0xC0, count: 32),
            ends: noon + .days(40),
            chainStarts: noon - .days(50),
            chainEnds: noon + .days(20),
            subject: hostile,
            issuer: "CN=\(hostile)"
          ),
          fault: fault
        ),
        met: noon
      )
    }
    return [
      .certificateChanged(facts(.tlsName)), .certificateExpiring(facts(nil), within: .days(30)),
      .certificateExpiring(facts(nil), within: .days(14)), .certificateExpired(facts(nil)),
    ]
  }

  @Test func `what is said of a certificate is true when its time has come`() throws {
    let said = try Self.certificates()
    #expect(
      said.map(\.time) == [
        Self.noon, Self.noon, Self.noon + .days(6), Self.noon + .days(20),
      ]
    )
    #expect(said[1].key.description == "certificate.expiring/www/c0c0c0c0c0c0c0c0/2592000000")
  }
}
