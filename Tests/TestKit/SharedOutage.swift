package import Chronology
package import Sampling

/// June 2026 of checks every 60 s that share one outage of 30 min, in which each attempt takes its whole timeout of 10 s.
package struct SharedOutage: Sendable {
  /// 2026-06-01T00:00:00Z.
  package static let start = Instant(seconds: 1_780_272_000)
  /// The month.
  package static let month = Interval(start, start + .days(30))

  /// The checks, each at its own place in the minute.
  package let definitions: [CheckDefinition]
  /// When nothing answers: in the eleventh hour of the month.
  package let outage: Interval

  /// The outage of `seed`, seen by `count` checks.
  package init(seed: UInt64, checks count: Int) {
    var random = SplitMix64(seed: seed)
    let first = SharedOutage.start + .milliseconds(Int64(36_000_000 + random.next() % 3_600_000))
    outage = Interval(first, first + .minutes(30))
    definitions = (0..<count).compactMap { number in
      CheckID("c\(number)").map { id in
        CheckDefinition(
          id: id,
          method: "tcp",
          target: "127.0.0.1:1",
          interval: .seconds(60),
          timeout: .seconds(10),
          confirmation: Confirmation(),
          rules: ""
        )
      }
    }
  }

  /// How far one check's attempts are from the next one's.
  package var spacing: TimeAmount { .milliseconds(60_000 / Int64(max(1, definitions.count))) }

  /// What the attempt of a check in the minute `minute` of the month sees: an answer in 20 ms, or as soon as the
  /// outage is over, or none in 10 s.
  package func sample(_ check: Int, minute: Int64) -> Sample {
    let start = SharedOutage.start + .minutes(minute) + spacing * Int64(check)
    let left = outage.contains(start) ? outage.end - start : .zero
    let isDown = left > .seconds(10)
    let took = isDown ? TimeAmount.seconds(10) : left + .milliseconds(20)
    return Sample(
      series: SeriesID(number: UInt32(check)),
      due: start,
      start: start,
      outcome: isDown ? .down : .up,
      cause: isDown ? .connectTimeout : nil,
      phases: Phases(connect: UInt32(min(took, .seconds(10)).wholeMicroseconds))
    )
  }
}
