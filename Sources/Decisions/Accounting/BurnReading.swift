package import Chronology

/// What one window says of an objective: of its time, in milliseconds, or of its samples.
package struct BurnReading: Hashable, Sendable {
  /// What was bad, as estimated.
  package let bad: Int64
  /// Of how much something is known.
  package let known: Int64
  /// How much there should be.
  package let expected: Int64
  /// How many samples were failures.
  package let failures: Int

  /// A reading of these parts.
  package init(bad: Int64, known: Int64, expected: Int64, failures: Int) {
    self.bad = bad
    self.known = known
    self.expected = expected
    self.failures = failures
  }

  /// The reading of the last `length` of service time before `end`.
  ///
  /// - Parameters:
  ///   - length: The window's length.
  ///   - end: The instant until which everything is judged.
  ///   - service: The service time, over at least the window; if there is less, the rest is not known.
  ///   - down: The estimate of what was down.
  ///   - unknown: What nothing is known of; disjoint from `down`.
  ///   - failures: When the samples began that were failures.
  package init(
    last length: TimeAmount,
    before end: Instant,
    of service: IntervalSet,
    down: IntervalSet,
    unknown: IntervalSet,
    failures: [Instant]
  ) {
    let window = service.last(length, before: end)
    let blind = window.intersection(unknown).length
    bad = window.intersection(down).length.wholeMilliseconds
    known = (window.length - blind).wholeMilliseconds
    expected = length.wholeMilliseconds
    self.failures = failures.count { failure in
      window.intervals.contains { $0.contains(failure) }
    }
  }

  /// Whether enough is known to say anything: 80 % of what there should be.
  package var isCovered: Bool { isCovered(knowing: known) }

  /// Whether too little stays known of a window of time that moves on by `length`, even if all is known
  /// then.
  func staysUncovered(for length: TimeAmount) -> Bool {
    // One, for what is rounded.
    !isCovered(knowing: known + length.wholeMilliseconds + 1)
  }

  private func isCovered(knowing known: Int64) -> Bool {
    expected > 0 && Int128(known) * 100 >= Int128(expected) * 80
  }
}

/// One look at both windows of a pair.
package struct BurnLook: Hashable, Sendable {
  /// When it is.
  package let now: Instant
  /// Until when everything is judged; both windows end there.
  package let watermark: Instant
  /// The long window.
  package let long: BurnReading
  /// The short one.
  package let short: BurnReading
  /// Whether an incident of the service is confirmed, or was in the long window; false where the alert
  /// doesn't ask (``BurnAlert/asksForProof(_:_:)``).
  package let isConfirmed: Bool

  /// A look of these parts.
  package init(
    at now: Instant,
    watermark: Instant,
    long: BurnReading,
    short: BurnReading,
    isConfirmed: Bool
  ) {
    self.now = now
    self.watermark = watermark
    self.long = long
    self.short = short
    self.isConfirmed = isConfirmed
  }
}
