package import Chronology

extension Judge {
  /// Learns how the measurer's clock was read, in the order of the record.
  ///
  /// - Parameters:
  ///   - time: When it was read.
  ///   - isSynchronized: Whether the kernel called it synchronized.
  ///   - uncertainty: The largest error that the kernel calls possible; nil where it was not asked, and what
  ///     it said last holds.
  ///   - step: By how much the clock was set since the reading before.
  package mutating func takeClock(
    at time: Instant,
    isSynchronized: Bool,
    uncertainty: TimeAmount?,
    step: TimeAmount
  ) {
    guard watchesClock, Judge.span.contains(time) else { return }
    clock.take(
      at: time,
      isSynchronized: isSynchronized,
      uncertainty: uncertainty,
      step: step
    )
  }
}
