import Agreement
package import Chronology
package import Sampling

extension ServiceRecord {
  /// The records of the checks whose targets are asked by TLS; of all if none is.
  var secureRecords: [CheckRecord] {
    let secure = records.filter { $0.definition?.isSecure ?? true }
    return secure.isEmpty ? Array(records) : secure
  }

  /// When the certificates now in force will be no good any more, if none is renewed; nil where one is
  /// no good at `instant` already, or none is known.
  func certificatesEnd(after instant: Instant) -> Instant? {
    guard case .certificates(let atLeast)? = view?.subject else { return nil }
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
    let last = max(standing.judged.start, standing.judged.end - .milliseconds(1))
    return certificates(of: promise, at: last)
  }

  /// The certificate that each check of `promise` had in force at `instant`, of an objective on certificates.
  package func certificates(of promise: Promise, at instant: Instant) -> [CheckCertificate] {
    guard case .certificateValidity(let terms) = promise.objective.indicator,
      let key = promiseNumbers[promise.key]
    else { return [] }
    return service(ofPromise: key).secureRecords.map { record in
      let entry = record.certificates.entry(at: instant)
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
