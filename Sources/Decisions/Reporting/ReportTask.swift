package import Agreement
package import Chronology

/// A report that is to be sealed.
package struct ReportTask: Hashable, Sendable {
  /// The revision by which is judged.
  package let agreement: Agreement
  /// The window's name.
  package let period: String
  /// The whole window.
  package let window: Interval
  /// The revision before; nil for a first one.
  package let previous: SealedReport?
  /// What was put on record since; empty for a first one.
  package let because: [LateFact]

  /// The report on a window, or its next revision.
  package init(
    _ agreement: Agreement,
    _ period: String,
    _ window: Interval,
    after previous: SealedReport? = nil,
    because: [LateFact] = []
  ) {
    self.agreement = agreement
    self.period = period
    self.window = window
    self.previous = previous
    self.because = because
  }

  /// Which revision it makes.
  package var number: Int { (previous?.number ?? 0) + 1 }
}

/// A sealed report that should be revised, and can't be.
package struct StrandedReport: Hashable, Sendable {
  /// Why not.
  package enum Reason: Hashable, Sendable {
    /// No text of the agreement that holds in its window is configured any more.
    case noAgreement
    /// Samples of its window have expired.
    case expired
  }

  /// The last revision.
  package let report: SealedReport
  /// What was put on record since.
  package let because: [LateFact]
  /// Why there is no next one.
  package let reason: Reason
}
