import Agreement
import Sampling

/// Which samples count for a share of samples, and which of them are good.
enum SampleRule: Hashable, Sendable {
  /// Those that were fast enough, of those whose time was measured.
  case latency(LatencyThreshold)
  /// Those that found the service available, of all.
  case available
  /// The same, each in its slot.
  case slotted
  /// Those whose answer was what the check expects, of those to which an answer came whole.
  case correct

  /// The rule of an indicator; nil if that is no share of samples.
  ///
  /// - Precondition: A limit's time is not negative.
  init?(_ indicator: Indicator) {
    switch indicator {
    case .latencyShare(let limit):
      guard let threshold = LatencyThreshold(limit) else {
        preconditionFailure("a latency limit is not negative")
      }
      self = .latency(threshold)
    case .requests: self = .available
    case .slots, .slotMean: self = .slotted
    case .correctness: self = .correct
    default: return nil
    }
  }

  /// What a sample says: nothing if it is void, or of a kind that doesn't count.
  func speed(of sample: Sample) -> Speed? {
    switch self {
    case .latency(let threshold): return threshold.speed(of: sample)
    case .available, .slotted, .correct:
      switch sample.outcome {
      case .void: return nil
      case .up, .degraded: return .fast
      case .down: return self != .correct || sample.cause == .expectation ? .slow : nil
      }
    }
  }

  /// How many samples of a run, all of which found the target available, are good; nil where that was
  /// not counted.
  func good(in run: AvailableRun) -> Int64? {
    switch self {
    case .latency(let threshold): run.tally(by: threshold)?.good
    case .available, .slotted, .correct: run.count
    }
  }
}
