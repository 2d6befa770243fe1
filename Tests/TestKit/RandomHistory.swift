package import Chronology
package import Sampling

/// Hours of two checks, told from a seed: failures, slow answers, gaps, losses and stops.
///
/// The samples of a check ascend by start; everything of a step was known at its time.
package struct RandomHistory: Sendable {
  /// What goes into the record together.
  package enum Step: Sendable {
    /// Attempts and slots that did not run.
    case measured([Sample], [Gap], at: Instant)
    /// Records that were refused or lost.
    case lost(Interval, at: Instant)
    /// The daemon stopped, and begins again at the interval's end.
    case stopped(Interval)
  }

  /// 2026-03-14T20:00:00Z, so that a history crosses midnight.
  package static let origin = Instant(seconds: 1_773_518_400)
  /// The checks, by the numbers of their series: `web` every 10 s, `port` every 15 s.
  package static let definitions = [definition("web", 10), definition("port", 15)]

  /// What happened, in order.
  package private(set) var steps: [Step] = []
  /// The time of the last step.
  package private(set) var end = RandomHistory.origin
  private var random: SplitMix64
  private var next: [Instant] = [origin + .milliseconds(1_250), origin + .milliseconds(4_700)]
  private var isDown = [false, false]

  /// The history of `seed`.
  ///
  /// - Parameter count: How many steps it has.
  package init(seed: UInt64, steps count: Int) {
    random = SplitMix64(seed: seed)
    while steps.count < count { step() }
  }

  private mutating func step() {
    let began = end
    switch random.next() % 60 {
    case 0:
      end = end + .seconds(Int64.random(in: 20...2_000, using: &random))
      pass(until: end)
      steps.append(.stopped(Interval(began, end)))
    case 1:
      end = end + .seconds(Int64.random(in: 5...300, using: &random))
      pass(until: end)
      steps.append(.lost(Interval(began, end), at: end))
    default:
      end = end + .milliseconds(Int64.random(in: 900...20_000, using: &random))
      measure(until: end)
    }
  }

  private mutating func measure(until end: Instant) {
    var samples: [Sample] = []
    var gaps: [Gap] = []
    for check in next.indices {
      while next[check] < end {
        let due = next[check]
        next[check] = due + RandomHistory.definitions[check].interval
        let series = SeriesID(number: UInt32(check))
        if random.next() % 30 == 0 {
          gaps.append(
            Gap(series: series, interval: Interval(due, next[check]), slots: 1, cause: .overrun)
          )
        } else {
          samples.append(sample(check, due))
        }
      }
    }
    samples.sort { $0.end < $1.end }
    if !samples.isEmpty || !gaps.isEmpty { steps.append(.measured(samples, gaps, at: end)) }
  }

  /// Slots come and go, and nothing of them is known.
  private mutating func pass(until end: Instant) {
    for check in next.indices {
      while next[check] < end {
        next[check] = next[check] + RandomHistory.definitions[check].interval
      }
    }
  }

  private mutating func sample(_ check: Int, _ due: Instant) -> Sample {
    if random.next() % 12 == 0 { isDown[check].toggle() }
    // One that differs from its neighbours now and then: it confirms nothing.
    let isFailure = isDown[check] != (random.next() % 25 == 0)
    let wait = UInt32.random(in: 300...400_000, using: &random)
    var sample = Sample(
      series: SeriesID(number: UInt32(check)),
      due: due,
      start: due + .microseconds(Int64.random(in: 0...3_000, using: &random)),
      outcome: isFailure ? .down : .up,
      cause: isFailure
        ? [.connectRefused, .readTimeout, .http5xx].randomElement(using: &random) : nil,
      phases: Phases(connect: 200, wait: wait),
      status: isFailure ? 0 : 200
    )
    if !isFailure, wait > 350_000 { (sample.outcome, sample.cause) = (.degraded, .slow) }
    if random.next() % 40 == 0 { (sample.outcome, sample.cause) = (.void, .localRoute) }
    return sample
  }

  private static func definition(_ name: String, _ seconds: Int64) -> CheckDefinition {
    guard let id = CheckID(name) else { preconditionFailure("\(name) is no check's name") }
    return CheckDefinition(
      id: id,
      method: "http",
      target: "http://\(name).example/",
      interval: .seconds(seconds),
      timeout: .seconds(4),
      confirmation: Confirmation(),
      rules: "status 200-299"
    )
  }
}
