package import Chronology

/// One recorded attempt.
///
/// It stands at its start; the slot that it was due in and its lateness follow from both.
package struct Sample: Hashable, Sendable {
  /// Which definition of which check.
  package var series: SeriesID
  /// When it was due.
  ///
  /// An imported sample's slot is its start.
  package var due: Instant
  /// When it started: never before `due`, and if it was measured here a whole number of 100 µs after,
  /// rounded down.
  package var start: Instant
  /// What was seen.
  package var outcome: Outcome
  /// Why it was not up; nil for up, and where an import does not know it.
  package var cause: Cause?
  /// How long each phase took.
  package var phases: Phases
  /// The protocol's status, such as 200; 0 if none came.
  package var status: UInt16
  /// The address that was probed, once known.
  package var address: NetworkAddress?
  /// Bytes of the answer's body, saturating.
  package var bytes: UInt32
  /// What else is to be known about it.
  package var flags: SampleFlags

  /// A sample of these parts.
  package init(
    series: SeriesID,
    due: Instant,
    start: Instant,
    outcome: Outcome,
    cause: Cause? = nil,
    phases: Phases = Phases(),
    status: UInt16 = 0,
    address: NetworkAddress? = nil,
    bytes: UInt32 = 0,
    flags: SampleFlags = []
  ) {
    self.series = series
    self.due = due
    self.start = start
    self.outcome = outcome
    self.cause = cause
    self.phases = phases
    self.status = status
    self.address = address
    self.bytes = bytes
    self.flags = flags
  }

  /// When the attempt was over: its start and the sum of its phases.
  package var end: Instant { start + phases.total }

  /// How long after its slot it started.
  package var lateness: TimeAmount { start - due }

  /// How long `phase` took, or the whole attempt if it is nil; nil where nobody measured it.
  ///
  /// An import knows no phases, and not always the whole: a time that was not measured is never zero.
  package func measuredTime(of phase: Phase?) -> TimeAmount? {
    if flags.contains(.timeNotMeasured) { return nil }
    guard let phase else { return phases.total }
    return flags.contains(.imported) ? nil : phases[phase]
  }
}

/// What else is to be known about a sample.
package struct SampleFlags: OptionSet, Hashable, Sendable {
  /// The bits as they stand in the record.
  package let rawValue: UInt16

  /// The flags with these bits; unknown bits are kept.
  package init(rawValue: UInt16) {
    self.rawValue = rawValue
  }

  /// It came from a file and was not measured by this store's daemon.
  package static let imported = SampleFlags(rawValue: 1 << 0)
  /// The loop that measured it was late by more than its limit while it ran.
  package static let observerImpaired = SampleFlags(rawValue: 1 << 1)
  /// A pattern of the expectation gave up at its match limit.
  package static let matchLimit = SampleFlags(rawValue: 1 << 2)
  /// The kernel did not call the clock synchronized when it was taken.
  package static let clockUnsynchronized = SampleFlags(rawValue: 1 << 3)
  /// Nobody measured how long it took: its phases are zero because nothing is known of them.
  package static let timeNotMeasured = SampleFlags(rawValue: 1 << 4)
}
