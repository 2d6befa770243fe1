package import Chronology
package import Sampling

extension Judge {
  /// Learns that a check met another certificate than before, in the order of the record.
  ///
  /// Up to the next one, it is the one that the check's server has. The change lies between the
  /// attempt that met it first and the one that met the certificate before last, or as far back as a
  /// sample vouches for: what is told of the time before that never changes.
  ///
  /// - Parameters:
  ///   - served: What was met.
  ///   - series: A series of the check.
  ///   - met: The start of the first attempt that met it.
  ///   - lastBefore: The start of the last attempt that met the one before.
  package mutating func take(
    _ served: ServedCertificate,
    of series: SeriesID,
    since met: Instant,
    lastBefore: Instant
  ) {
    let index = Int(series.number)
    guard index < self.series.count, let rule = self.series[index], Judge.span.contains(met)
    else { return }
    let entry = CertificateLog.Entry(
      lastBefore: max(lastBefore, met - rule.validity),
      met: met,
      served: served
    )
    for record in records(of: rule.check) { checks[record].certificates.take(entry) }
    touch(rule.check)
  }

  /// The certificate that a check met last; nil where it met none.
  package func certificate(of check: CheckID) -> ServedCertificate? {
    record(of: check)?.certificates.entries.last?.served
  }

  /// The start of the latest sample of a check, if its attempt met a certificate for certain.
  package func lastMet(of check: CheckID) -> Instant? {
    guard let record = record(of: check), let sample = record.lastSample,
      sample.metCertificate(as: record.definition)
    else { return nil }
    return sample.start
  }
}

extension Sample {
  /// Whether a handshake told a certificate, as far as the sample tells.
  fileprivate func metCertificate(as definition: CheckDefinition?) -> Bool {
    if flags.contains(.imported) { return false }
    if outcome.isAvailable { return definition?.isSecure ?? false }
    guard phases.secure > 0 else { return false }
    switch cause {
    case .tlsTimeout, .tlsProtocol, .connectionReset: return false
    default: return true
    }
  }
}
