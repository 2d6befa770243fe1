package import Chronology
package import Sampling

/// A probe whose slot has come.
package struct DueProbe: Sendable {
  /// What to do.
  package let probe: PreparedProbe
  /// Whose sample it will be.
  package let series: SeriesID
  /// When it was due.
  package let due: Instant
  /// A number of the caller's own, given back with what came of it.
  package let ticket: UInt64

  /// Puts a due probe together.
  package init(probe: PreparedProbe, series: SeriesID, due: Instant, ticket: UInt64 = 0) {
    self.probe = probe
    self.series = series
    self.due = due
    self.ticket = ticket
  }
}

/// What came of a due probe.
package struct FinishedProbe: Sendable {
  /// The two ways in which it can end.
  package enum Ending: Hashable, Sendable {
    /// The attempt was made, and this is its sample.
    case sampled(Sample)
    /// The loop was aborted first: a gap.
    case refused
  }

  /// What was to be done.
  package let due: DueProbe
  /// When the attempt began, on the clock that nobody sets; meaningless if it was refused.
  package let started: MonotonicInstant
  /// The sample, unless there is none.
  package let ending: Ending
  /// What exactly went wrong; nil when nothing did.
  package let detail: ProbeDetail?
  /// The certificate that the first hop by TLS met, taken or refused; nil where none was told.
  package let certificate: ServedCertificate?

  /// The caller's number.
  package var ticket: UInt64 { due.ticket }

  /// The sample, if the attempt was made.
  package var sample: Sample? {
    if case .sampled(let sample) = ending { sample } else { nil }
  }
}

extension FinishedProbe {
  /// A due probe that was not attempted.
  init(refused due: DueProbe) {
    self.init(
      due: due,
      started: MonotonicInstant(nanoseconds: 0),
      ending: .refused,
      detail: nil,
      certificate: nil
    )
  }
}
