import Accounting
import Agreement
package import Chronology
package import Sampling

/// What is asked about the certificates of a service's checks.
struct CertificateView: Hashable, Sendable {
  /// For how much longer they must be valid.
  let atLeast: TimeAmount
  /// Certificates that were met later are not known yet; nil knows all.
  ///
  /// A rolling window is judged again and again as samples come: what came after it tells it nothing.
  var knownUntil: Instant?
}

extension ServiceRecord {
  /// How the checks are combined: of certificates, each that is asked for by TLS must be good.
  ///
  /// A check of which nothing is known yet is taken for one of them.
  var composition: Composition {
    if certificates == nil { return agreed.service.composition }
    let parts = secureRecords.map { Composition.check($0.id) }
    return parts.count == 1 ? parts[0] : .all(parts)
  }

  /// The records of the checks whose targets are asked by TLS; of all if none is.
  var secureRecords: [CheckRecord] {
    let secure = records.filter { $0.definition?.isSecure ?? true }
    return secure.isEmpty ? Array(records) : secure
  }

  /// The timeline of one check: of its availability, or of its certificate.
  func bounded(_ record: CheckRecord, in stretch: Interval) -> BoundedTimeline {
    let timeline = record.timeline.bounded(in: stretch)
    guard let certificates else { return timeline }
    return record.certificates.timeline(
      in: stretch,
      for: certificates.atLeast,
      unwatched: timeline.unknown,
      knownUntil: certificates.knownUntil
    )
  }

  /// Whether no certificate that is met from `now` on can tell of the time before `end`: what was before
  /// it may have changed as far back as a sample vouches for.
  func areCertificatesSettled(before end: Instant, at now: Instant) -> Bool {
    certificates == nil
      || secureRecords.allSatisfy { now >= end + ($0.definition?.validity ?? .zero) }
  }

  /// When the certificates now in force will be no good any more, if none is renewed; nil where one is
  /// no good at `instant` already, or none is known.
  func certificatesEnd(after instant: Instant) -> Instant? {
    guard let atLeast = certificates?.atLeast else { return nil }
    var first: Instant?
    for record in secureRecords {
      guard let served = record.certificates.entry(at: instant)?.served else { continue }
      let end = served.certificate.chainEnds - atLeast
      if served.fault != nil || end <= instant { return nil }
      first = min(first ?? end, end)
    }
    return first
  }
}

extension Judge {
  /// The certificate that each check of `promise` had in force last in the judged time of a standing, of
  /// an objective on certificates.
  package func certificates(of promise: Promise, by standing: Standing) -> [CheckCertificate] {
    guard case .certificateValidity(let terms) = promise.objective.indicator,
      let key = promiseNumbers[promise.key]
    else { return [] }
    let last = max(standing.judged.start, standing.judged.end - .milliseconds(1))
    return service(ofPromise: key).secureRecords.map { record in
      let entry = record.certificates.entry(at: last)
      return CheckCertificate(
        check: record.id,
        served: entry?.served,
        since: entry?.met,
        goodUntil: entry.map { $0.served.certificate.chainEnds - terms.atLeast }
      )
    }
  }
}

/// The certificate that a check had in force at some instant.
package struct CheckCertificate: Hashable, Sendable {
  /// The check.
  package let check: CheckID
  /// What its server showed; nil where nothing was met by then.
  package let served: ServedCertificate?
  /// Since when, as far as is known.
  package let since: Instant?
  /// Until when it is good enough for the objective, unless it is refused.
  package let goodUntil: Instant?
}
