package import Sampling

/// How long the attempts took that found the target available: exact extremes and sum of the whole,
/// and a histogram of the whole and of each phase.
package struct LatencySummary: Hashable, Sendable {
  /// The shortest attempt in µs; nil if there is none.
  package private(set) var least: UInt64?
  /// The longest attempt in µs; nil if there is none.
  package private(set) var greatest: UInt64?
  /// The sum of all attempts in µs.
  package private(set) var sum: UInt128 = 0
  /// The whole attempts.
  package private(set) var total = LatencyHistogram()
  /// Each phase, in the order of ``/Sampling/Phase``; a phase that was not reached took 0 µs.
  private(set) var phases = [LatencyHistogram](
    repeating: LatencyHistogram(),
    count: Phase.allCases.count
  )

  /// No attempts.
  package init() {}

  init(
    least: UInt64?,
    greatest: UInt64?,
    sum: UInt128,
    total: LatencyHistogram,
    phases: [LatencyHistogram]
  ) {
    self.least = least
    self.greatest = greatest
    self.sum = sum
    self.total = total
    self.phases = phases
  }

  /// The attempts by the length of one phase.
  package subscript(phase: Phase) -> LatencyHistogram { phases[Int(phase.rawValue)] }

  /// Counts an attempt that took `phases`.
  ///
  /// - Parameter hasPhases: Whether it is known how long each took, and not only their sum, as of
  ///   samples from files.
  package mutating func add(_ phases: Phases, hasPhases: Bool = true) {
    let time = UInt64(phases.totalMicroseconds)
    least = min(least ?? time, time)
    greatest = max(greatest ?? time, time)
    sum += UInt128(time)
    total.add(time)
    guard hasPhases else { return }
    for phase in Phase.allCases {
      self.phases[Int(phase.rawValue)].add(UInt64(phases.microseconds(phase)))
    }
  }

  /// Takes in other attempts.
  package mutating func merge(_ other: LatencySummary) {
    if let time = other.least { least = min(least ?? time, time) }
    if let time = other.greatest { greatest = max(greatest ?? time, time) }
    sum += other.sum
    total.merge(other.total)
    for index in phases.indices { phases[index].merge(other.phases[index]) }
  }
}
