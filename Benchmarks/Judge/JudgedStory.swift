import Chronology
import Sampling

/// What checks see that are measured every 30 s, told without chance: the same for every run.
struct JudgedStory {
  /// How often something fails.
  enum Failures: String, CaseIterable {
    /// Ten minutes in ten days.
    case few
    /// Three samples in a row, every hour.
    case many
  }

  static let interval = TimeAmount.seconds(30)

  let checks: [CheckID]
  let failures: Failures

  var definitions: [CheckDefinition] {
    checks.map { check in
      CheckDefinition(
        id: check,
        method: "http",
        target: "https://\(check).example/",
        interval: JudgedStory.interval,
        timeout: .seconds(10),
        confirmation: Confirmation(),
        rules: ""
      )
    }
  }

  /// The samples of all checks in `slot`, the so many-th since `origin`, by start.
  func samples(_ slot: Int64, since origin: Instant) -> [Sample] {
    checks.indices.map { sample($0, slot, since: origin) }
  }

  private func sample(_ check: Int, _ slot: Int64, since origin: Instant) -> Sample {
    let due = origin + JudgedStory.interval * slot + .milliseconds(Int64(check) * 2_000 + 1)
    let noise = UInt32(truncatingIfNeeded: (slot &* 2_654_435_761 &+ Int64(check) * 977) >> 9)
    let isDown = fails(check, slot)
    return Sample(
      series: SeriesID(number: UInt32(check)),
      due: due,
      start: due + .microseconds(Int64(noise % 900)),
      outcome: isDown ? .down : .up,
      cause: isDown ? .connectTimeout : nil,
      phases: Phases(connect: 20_000 + noise % 3_000, wait: isDown ? 0 : 60_000 + noise % 50_000),
      status: isDown ? 0 : 200
    )
  }

  private func fails(_ check: Int, _ slot: Int64) -> Bool {
    let place = slot + Int64(check) * 41
    return switch failures {
    case .few: place % 28_800 < 20
    case .many: place % 120 < 3
    }
  }
}
