import Chronology
import Sampling
import Testing

@testable import StoreFormat

@Suite struct CertificateMarkTests {
  private let met = Instant(seconds: 1_773_446_400)

  private func record(
    fault: Cause? = nil,
    ends: Int64 = 1_780_000_000,
    subject: String = "CN=web.example",
    issuer: String = "CN=R11,O=Let's Encrypt,C=US"
  ) -> Record {
    .certificate(
      CertificateMark(
        series: SeriesID(number: 300),
        lastBefore: met - .seconds(10),
        met: met,
        served: ServedCertificate(
          Certificate(
            sha256: (0..<32).map { $0 },
            ends: Certificate.instant(seconds: ends),
            chainStarts: Instant(seconds: 1_770_000_000),
            chainEnds: Certificate.instant(seconds: ends),
            subject: subject,
            issuer: issuer
          ),
          fault: fault
        )
      )
    )
  }

  @Test(arguments: [nil, .tlsExpired, .tlsNotYetValid, .tlsName, .tlsUntrusted] as [Cause?])
  func `What was told comes back as it was`(fault: Cause?) throws {
    let told = record(fault: fault)
    let bytes = told.encoded()
    #expect(bytes[0] == 20)
    #expect(try Record.decoded(bytes) == told)
    let forever = record(ends: .max, subject: "", issuer: String(repeating: "é", count: 999))
    #expect(try Record.decoded(forever.encoded()) == forever)
  }

  @Test func `A year of changes once a day is less than 64 KiB`() {
    #expect(record().encoded().count * 365 < 65_536)
  }

  @Test func `Another cause, and a time that none can be, are refused`() {
    var bytes = record(fault: .tlsExpired).encoded()
    let place = bytes.firstIndex(of: Cause.tlsExpired.rawValue) ?? 0
    #expect(bytes[place + 1] == 0 && bytes[place + 2] == 1, "the fault stands before the hash")
    bytes[place] = Cause.connectRefused.rawValue
    #expect(throws: FormatError.malformed("certificate's fault")) {
      _ = try Record.decoded(bytes)
    }
    var body = ByteSink()
    body.varint(300)
    body.interval(Interval(met, met))
    body.byte(0)
    body.raw([UInt8](repeating: 1, count: 32))
    for _ in 0..<3 { body.instant(Certificate.span.end + .seconds(1)) }
    body.text("")
    body.text("")
    #expect(throws: FormatError.malformed("certificate's time")) {
      _ = try Record.decoded([20, UInt8(body.count)] + body.bytes)
    }
  }

  @Test func `Every beginning of one is refused`() {
    let bytes = record().encoded()
    for count in 0..<bytes.count {
      #expect(throws: FormatError.self) { _ = try Record.decoded(Array(bytes.prefix(count))) }
    }
  }
}
