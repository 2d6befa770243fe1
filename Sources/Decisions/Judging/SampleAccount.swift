import Accounting
import Chronology

/// The samples of one promise's window, counted once as far as none to come can change the count: in
/// whole stretches of measured time.
struct SampleAccount: Sendable {
  /// What was counted.
  private(set) var tally = LatencyTally()
  /// How many milliseconds there are whose samples cannot be told apart any more.
  private(set) var lost: Int64 = 0
  /// Before it everything is counted.
  private(set) var end: Instant

  /// Nothing of a window that begins at `start`.
  init(since start: Instant) { end = start }

  /// Counts the stretches of `measured` that follow and that all `recorders` have settled.
  mutating func settle(_ measured: IntervalSet, _ recorders: [LatencyRecorder]) {
    for interval in measured.intervals[measured.index(endingAfter: end)...] {
      guard recorders.allSatisfy({ $0.isSettled(before: interval.end) }) else { return }
      for recorder in recorders {
        let count = recorder.count(in: interval)
        tally.add(count.tally)
        lost += count.lost
      }
      end = interval.end
    }
  }
}
