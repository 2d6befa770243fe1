package import Chronology
package import Sampling

/// A certificate that a check met, as events tell it.
package struct CertificateFacts: Hashable, Sendable {
  /// The check.
  package var check: CheckID
  /// What its server showed.
  package var served: ServedCertificate
  /// When it was met first.
  package var met: Instant

  /// A certificate of these facts.
  package init(check: CheckID, served: ServedCertificate, met: Instant) {
    self.check = check
    self.served = served
    self.met = met
  }

  /// What stands for the certificate in keys: the first 16 digits of its SHA-256.
  package var mark: String { String(served.certificate.fingerprint.prefix(16)) }

  private var fields: [EventField] {
    let certificate = served.certificate
    return [
      EventField("CHECK", check.description),
      EventField("CERTIFICATE_SHA256", certificate.fingerprint),
      EventField("CERTIFICATE_SUBJECT", certificate.subject.harmless),
      EventField("CERTIFICATE_ISSUER", certificate.issuer.harmless),
      EventField("CERTIFICATE_END", certificate.ends.rfc3339(decimals: 0)),
      EventField("CHAIN_END", certificate.chainEnds.rfc3339(decimals: 0)),
      EventField("MET", met.rfc3339(decimals: 3)),
      EventField("FAULT", served.fault?.name ?? ""),
    ]
  }

  fileprivate func event(
    _ kind: EventKind,
    _ number: Int64,
    at time: Instant,
    _ detail: String,
    _ more: [EventField] = []
  ) -> Event {
    Event(
      kind: kind,
      key: EventKey(kind, check.description, mark, "\(number)"),
      time: time,
      detail: "\(check): \(detail)",
      fields: fields + more
    )
  }

  fileprivate var end: String { served.certificate.chainEnds.rfc3339(decimals: 0) }
  fileprivate var issuer: String { "issued by \(served.certificate.issuerName)" }
}

extension Event {
  /// A check met another certificate than before.
  package static func certificateChanged(_ facts: CertificateFacts) -> Event {
    let fault = facts.served.fault.map { ", refused: \($0.name)" } ?? ""
    return facts.event(
      .certificateChanged,
      facts.met.milliseconds,
      at: facts.met,
      "another certificate, \(facts.issuer), valid until \(facts.end)\(fault)"
    )
  }

  /// A certificate ends in less than `threshold`.
  package static func certificateExpiring(
    _ facts: CertificateFacts,
    within threshold: TimeAmount
  ) -> Event {
    facts.event(
      .certificateExpiring,
      threshold.wholeMilliseconds,
      at: max(facts.met, facts.served.certificate.chainEnds - threshold),
      "the certificate \(facts.issuer) ends at \(facts.end), in less than \(threshold)",
      [EventField("THRESHOLD_MS", threshold.wholeMilliseconds)]
    )
  }

  /// A certificate has ended.
  package static func certificateExpired(_ facts: CertificateFacts) -> Event {
    let end = facts.served.certificate.chainEnds
    return facts.event(
      .certificateExpired,
      end.milliseconds,
      at: max(facts.met, end),
      "the certificate \(facts.issuer) ended at \(facts.end)"
    )
  }
}
