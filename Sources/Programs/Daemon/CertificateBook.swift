import Chronology
import Judging
import Replaying
import Sampling
import StoreFormat

/// Tells which certificates are news, so that the record has one entry for each change.
///
/// Limits: ``limit`` changes of a check in a UTC day. What changes more often is recorded as it is on the
/// next day: a server that answers with two certificates in turn would fill the record.
struct CertificateBook: Sendable {
  /// How many changes of a check are recorded in a UTC day.
  static let limit = 48

  /// What is in force for a check.
  private struct Entry: Sendable {
    var served: ServedCertificate
    /// The start of the last attempt that met it.
    var lastMet: Instant
    var day: Int64
    var count: Int
  }

  private var entries: [CheckID: Entry] = [:]

  /// A book in which nothing stands.
  init() {}

  /// The book of a record that ends here.
  ///
  /// - Parameters:
  ///   - marks: What is in force where it ends.
  ///   - lastMet: The start of the last attempt of a check that is known to have met a certificate.
  init(_ marks: [CheckID: CertificateMark], lastMet: (CheckID) -> Instant?) {
    for (check, mark) in marks {
      entries[check] = Entry(
        served: mark.served,
        lastMet: max(mark.met, lastMet(check) ?? mark.met),
        day: CertificateBook.day(of: mark.met),
        count: 1
      )
    }
  }

  /// Takes what the attempt of a check met that started at `start`.
  ///
  /// - Returns: What is to be recorded; nil for what is in force already.
  mutating func note(
    _ served: ServedCertificate,
    of check: CheckID,
    _ series: SeriesID,
    at start: Instant
  ) -> CertificateMark? {
    guard var entry = entries[check] else {
      entries[check] = Entry(
        served: served,
        lastMet: start,
        day: CertificateBook.day(of: start),
        count: 1
      )
      return CertificateMark(series: series, lastBefore: start, met: start, served: served)
    }
    if entry.served == served {
      entries[check]?.lastMet = max(entry.lastMet, start)
      return nil
    }
    let day = CertificateBook.day(of: start)
    if entry.day != day { (entry.day, entry.count) = (day, 0) }
    // What an attempt met that began before another one ended is no news any more.
    guard entry.count < CertificateBook.limit, start > entry.lastMet else { return nil }
    let mark = CertificateMark(
      series: series,
      lastBefore: entry.lastMet,
      met: start,
      served: served
    )
    entry.count += 1
    (entry.served, entry.lastMet) = (served, start)
    entries[check] = entry
    return mark
  }

  private static func day(of instant: Instant) -> Int64 {
    instant.nanoseconds / TimeAmount.days(1).nanoseconds
  }
}

extension CertificateBook {
  /// The book of a record that was read to its end.
  init(_ recollection: Recollection) {
    self.init(recollection.certificates.marks) { recollection.judge.lastMet(of: $0) }
  }
}
