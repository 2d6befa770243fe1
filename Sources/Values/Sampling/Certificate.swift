package import Chronology

/// The certificate by which a server proved its name, or tried to, and what its chain allows.
///
/// Copies share their fields. What is in it came from the server: the names may be anything.
package struct Certificate: Hashable, Sendable {
  private final class Fields: Sendable {
    let sha256: [UInt8]
    let ends: Instant
    let chainStarts: Instant
    let chainEnds: Instant
    let subject: String
    let issuer: String

    init(
      _ sha256: [UInt8],
      _ ends: Instant,
      _ chainStarts: Instant,
      _ chainEnds: Instant,
      _ subject: String,
      _ issuer: String
    ) {
      self.sha256 = sha256
      self.ends = ends
      self.chainStarts = chainStarts
      self.chainEnds = chainEnds
      self.subject = subject
      self.issuer = issuer
    }
  }

  /// The longest name, in bytes; what is longer is cut.
  package static let nameLimit = 256
  /// What an instant of a certificate can be; what lies outside is taken as the nearer end.
  ///
  /// A certificate without an end has 9999-12-31 (RFC 5280, section 4.1.2.5), which no record can hold.
  package static let span = Interval(Instant(nanoseconds: 0), Instant.clockSpan.end)

  private let fields: Fields

  /// The SHA-256 of the certificate in DER: 32 bytes.
  package var sha256: [UInt8] { fields.sha256 }
  /// Until when the certificate itself is valid.
  package var ends: Instant { fields.ends }
  /// From when on every certificate of its chain is valid.
  package var chainStarts: Instant { fields.chainStarts }
  /// Until when every certificate of its chain is valid: from then on nobody trusts it.
  package var chainEnds: Instant { fields.chainEnds }
  /// Whose it is, as RFC 4514 writes names.
  package var subject: String { fields.subject }
  /// Who issued it, likewise.
  package var issuer: String { fields.issuer }

  /// A certificate of these parts; instants are brought into ``span``, and names cut.
  ///
  /// - Precondition: The hash has 32 bytes.
  package init(
    sha256: [UInt8],
    ends: Instant,
    chainStarts: Instant,
    chainEnds: Instant,
    subject: String,
    issuer: String
  ) {
    precondition(sha256.count == 32, "a SHA-256 has 32 bytes")
    func inside(_ instant: Instant) -> Instant {
      min(max(instant, Certificate.span.start), Certificate.span.end)
    }
    fields = Fields(
      sha256,
      inside(ends),
      inside(chainStarts),
      inside(chainEnds),
      Certificate.cut(subject),
      Certificate.cut(issuer)
    )
  }

  /// The SHA-256 in hexadecimal.
  package var fingerprint: String { Hexadecimal.text(sha256) }

  /// The issuer's common name, or the organization's, or all there is of it: for people.
  package var issuerName: String { Certificate.shortName(of: issuer) }

  /// An instant so many seconds after 1970, brought into ``span``.
  package static func instant(seconds: Int64) -> Instant {
    Instant(seconds: min(max(seconds, span.start.seconds), span.end.seconds))
  }

  private static func cut(_ name: String) -> String {
    if name.utf8.count <= nameLimit { return name }
    var end = name.utf8.index(name.startIndex, offsetBy: nameLimit)
    while end.samePosition(in: name.unicodeScalars) == nil { end = name.utf8.index(before: end) }
    return String(name[..<end])
  }

  /// The first `CN=` of a name, else the first `O=`, else the name; fit for one line.
  private static func shortName(of name: String) -> String {
    let parts = name.split(separator: ",")
    for key in ["CN=", "O="] {
      if let part = parts.first(where: { $0.hasPrefix(key) }), part.count > key.count {
        return String(part.dropFirst(key.count)).harmless
      }
    }
    return name.harmless
  }

  /// Whether both say the same.
  package static func == (left: Certificate, right: Certificate) -> Bool {
    left.fields === right.fields
      || (left.sha256 == right.sha256 && left.ends == right.ends
        && left.chainStarts == right.chainStarts && left.chainEnds == right.chainEnds
        && left.subject == right.subject && left.issuer == right.issuer)
  }

  /// Feeds what tells two apart.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(sha256)
    hasher.combine(chainEnds)
  }
}

/// A certificate as an attempt met it, and what was wrong with it.
package struct ServedCertificate: Hashable, Sendable {
  /// The certificate.
  package let certificate: Certificate
  /// Why it was refused: one of the causes `tls-expired`, `tls-not-yet-valid`, `tls-name` and
  /// `tls-untrusted`; nil if it was taken.
  package let fault: Cause?

  /// A certificate that was taken, or refused for a `fault`.
  package init(_ certificate: Certificate, fault: Cause? = nil) {
    self.certificate = certificate
    self.fault = fault
  }
}

extension Cause {
  /// Whether it says that a certificate was refused.
  package var isOfCertificate: Bool {
    switch self {
    case .tlsExpired, .tlsNotYetValid, .tlsName, .tlsUntrusted: true
    default: false
    }
  }
}
