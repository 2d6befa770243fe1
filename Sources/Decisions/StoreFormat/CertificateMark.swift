package import Chronology
package import Sampling

/// That a check met another certificate than before, or that the same one was taken where it had been
/// refused, or refused for another reason.
///
/// One stands in the record for each change, so that a certificate is in force from its mark up to the
/// next one of the check, as long as somebody looked.
///
/// Format: docs/formats/log.md, "CERTIFICATE".
package struct CertificateMark: Hashable, Sendable {
  /// A series of the check; it stands for the check, whatever its definition was.
  package var series: SeriesID
  /// The start of the last attempt that met what was in force before; ``met`` if none did.
  package var lastBefore: Instant
  /// The start of the attempt that met this one first.
  package var met: Instant
  /// What it met.
  package var served: ServedCertificate

  /// A mark of these parts.
  ///
  /// - Precondition: A fault is one of a certificate.
  package init(
    series: SeriesID,
    lastBefore: Instant,
    met: Instant,
    served: ServedCertificate
  ) {
    precondition(served.fault?.isOfCertificate ?? true, "another fault is no certificate's")
    self.series = series
    self.lastBefore = min(lastBefore, met)
    self.met = met
    self.served = served
  }
}

extension CertificateMark {
  func encode(into body: inout ByteSink) {
    let certificate = served.certificate
    body.varint(UInt64(series.number))
    body.interval(Interval(lastBefore, met))
    body.byte(served.fault?.rawValue ?? 0)
    body.raw(certificate.sha256)
    body.instant(certificate.ends)
    body.instant(certificate.chainStarts)
    body.instant(certificate.chainEnds)
    body.text(certificate.subject)
    body.text(certificate.issuer)
  }

  init(from body: inout ByteCursor) throws(FormatError) {
    let series = try body.series()
    let change = try body.interval()
    let fault = try CertificateMark.fault(from: &body)
    let hash = try body.raw(32)
    let certificate = Certificate(
      sha256: hash,
      ends: try CertificateMark.instant(from: &body),
      chainStarts: try CertificateMark.instant(from: &body),
      chainEnds: try CertificateMark.instant(from: &body),
      subject: try body.text(limit: Certificate.nameLimit),
      issuer: try body.text(limit: Certificate.nameLimit)
    )
    self.init(
      series: series,
      lastBefore: change.start,
      met: change.end,
      served: ServedCertificate(certificate, fault: fault)
    )
  }

  private static func fault(from body: inout ByteCursor) throws(FormatError) -> Cause? {
    let number = try body.byte()
    if number == 0 { return nil }
    guard let cause = Cause(rawValue: number), cause.isOfCertificate else {
      throw .malformed("certificate's fault")
    }
    return cause
  }

  private static func instant(from body: inout ByteCursor) throws(FormatError) -> Instant {
    let instant = try body.instant()
    if instant > Certificate.span.end { throw .malformed("certificate's time") }
    return instant
  }
}
