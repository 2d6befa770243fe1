import Agreement
import Chronology
import Events
import Sampling

extension Announcer {
  /// How long before its end each certificate is spoken of, besides what objectives ask for.
  private static let thresholds: [TimeAmount] = [.days(30), .days(14), .days(7), .days(1)]
  /// How long a check may be silent and still be one that somebody watches.
  private static let silence = TimeAmount.hours(1)

  /// Says which certificates have changed, end soon or have ended, of the checks that are measured.
  mutating func announceCertificates(_ judge: Judge, at now: Instant, into events: inout [Event]) {
    for number in judge.checks.indices {
      let record = judge.checks[number]
      guard record.responsibilities.rules.isEmpty, let entry = record.certificates.entry(at: now),
        record.isWatched(at: now, silence: Announcer.silence)
      else { continue }
      let facts = CertificateFacts(check: record.id, served: entry.served, met: entry.met)
      let known = certificates[record.id.description]
      var marks = known ?? CertificateMarks()
      // Before the first one there was none from which it could have changed.
      if entry.lastBefore < entry.met,
        marks.note(.certificateChanged, of: facts.mark, entry.met.milliseconds)
      {
        events.append(.certificateChanged(facts))
      }
      let certificate = entry.served.certificate
      if certificate.chainEnds <= now {
        if marks.note(.certificateExpired, of: facts.mark, certificate.chainEnds.milliseconds) {
          events.append(.certificateExpired(facts))
        }
      } else if let threshold = judge.threshold(of: certificate, number, at: now),
        marks.note(.certificateExpiring, of: facts.mark, threshold.wholeMilliseconds)
      {
        events.append(.certificateExpiring(facts, within: threshold))
      }
      if marks != known { certificates[record.id.description] = marks }
    }
  }

  /// Notes what was said of a certificate, from the key of its event.
  mutating func noteCertificate(_ kind: EventKind, _ parts: [Substring], _ number: Int64) {
    certificates[String(parts[1]), default: CertificateMarks()]
      .note(kind, of: String(parts[2]), number)
  }

  /// The shortest of the times that are said that is longer than what is left; nil while none is.
  fileprivate static func reached(
    _ left: TimeAmount,
    of lifetime: TimeAmount,
    _ asked: [TimeAmount]
  ) -> TimeAmount? {
    // A certificate of few days would end soon as soon as it is there.
    let usual = thresholds.filter { $0.nanoseconds <= lifetime.nanoseconds / 3 }
    return (usual + asked).filter { left < $0 }.min()
  }
}

extension Judge {
  /// Within which of the times that are said the certificate of a check ends; nil if in none.
  fileprivate func threshold(of certificate: Certificate, _ check: Int, at now: Instant)
    -> TimeAmount?
  {
    let asked = subjects[check].promises.compactMap { number -> TimeAmount? in
      guard case .certificateValidity(let terms) = promises[number].objective.indicator,
        terms.atLeast > .zero
      else { return nil }
      return terms.atLeast
    }
    return Announcer.reached(
      certificate.chainEnds - now,
      of: certificate.chainEnds - certificate.chainStarts,
      asked
    )
  }
}

extension CheckRecord {
  /// Whether something was heard of it not long before `now`.
  fileprivate func isWatched(at now: Instant, silence: TimeAmount) -> Bool {
    guard let heard else { return false }
    return heard >= now - max(silence, definition?.validity ?? .zero)
  }
}
