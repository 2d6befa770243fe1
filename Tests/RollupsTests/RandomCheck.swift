import Chronology
import Sampling
import TestKit

/// The record of one check, told from a seed: quiet hours, outages, slots that did not run, stops of
/// the daemon, changed definitions, imported stretches, and samples that no judge takes.
struct RandomCheck {
  enum Entry {
    case sample(Sample)
    case gap(Gap)
  }

  /// 2026-03-14T00:00:00Z.
  static let day: UInt32 = 20_526
  static let origin = Instant(seconds: Int64(day) * 86_400)

  let definitions: [SeriesID: CheckDefinition]
  private(set) var record: [Entry] = []

  private var random: SplitMix64
  private var series = SeriesID(number: 3)
  private var isImported = false
  private var isDown = false
  private var now: Instant

  static func definition(_ seconds: Int64, up: Int = 2) -> CheckDefinition {
    CheckDefinition(
      id: checkID("web"),
      method: "http",
      target: "http://web.example/",
      interval: .seconds(seconds),
      timeout: .seconds(10),
      confirmation: Confirmation(down: 2, up: up),
      rules: "status 200-299"
    )
  }

  /// - Parameters:
  ///   - start: When the first slot is due.
  ///   - hours: How much time it tells.
  ///   - calm: Of 10 stretches between some minutes and some hours, how many have no trouble.
  init(seed: UInt64, from start: Instant = origin, hours: Int64, calm: Int) {
    random = SplitMix64(seed: seed)
    definitions = [
      SeriesID(number: 3): Self.definition(60, up: Int.random(in: 1...4, using: &random)),
      SeriesID(number: 9): Self.definition(45),
    ]
    now = start
    let end = start + .hours(hours)
    while now < end {
      let isCalm = Int.random(in: 0..<10, using: &random) < calm
      var minutes = Int64.random(in: isCalm ? 20...900 : 5...70, using: &random)
      if isCalm, chance(5) { minutes = .random(in: 2_000...6_000, using: &random) }
      let until = min(end, now + .minutes(minutes))
      isDown = isDown && isCalm == false
      if !isCalm { change() }
      while now < until { isCalm ? succeed() : stumble() }
    }
  }

  var samples: [Sample] {
    record.compactMap { if case .sample(let sample) = $0 { sample } else { nil } }
  }

  private mutating func chance(_ of: Int) -> Bool { Int.random(in: 0..<of, using: &random) == 0 }

  private mutating func change() {
    if chance(12) { series = SeriesID(number: series.number == 3 ? 9 : 3) }
    if chance(15) { isImported.toggle() }
  }

  private var interval: TimeAmount { definitions[series]?.interval ?? .seconds(60) }

  private mutating func measure(_ outcome: Outcome, _ cause: Cause? = nil, wait: UInt32? = nil) {
    let start = now + .microseconds(Int64.random(in: 0...4_000, using: &random))
    record.append(
      .sample(
        Sample(
          series: series,
          due: now,
          start: start,
          outcome: outcome,
          cause: cause,
          phases: Phases(
            resolve: chance(3) ? 800 : 0,
            connect: UInt32.random(in: 9_000...30_000, using: &random),
            wait: wait ?? UInt32.random(in: 20_000...900_000, using: &random)
          ),
          bytes: UInt32.random(in: 0...5_000, using: &random),
          flags: isImported ? .imported : []
        )
      )
    )
    now = now + interval
  }

  /// A gap that is told while nothing is missing, as one of another check's time; it may reach to
  /// what is still to come.
  private mutating func mention() {
    let start = now - .seconds(Int64.random(in: 0...4_000, using: &random))
    let end = start + .seconds(Int64.random(in: 1...6_000, using: &random))
    let gap = Gap(series: nil, interval: Interval(start, end), slots: 0, cause: .lost)
    record.append(.gap(gap))
  }

  private mutating func succeed() {
    if chance(400) { mention() }
    let isSlow = chance(20)
    measure(isSlow ? .degraded : .up, isSlow ? .slow : nil, wait: isSlow ? 2_000_000 : nil)
  }

  private mutating func stumble() {
    if chance(10) { isDown.toggle() }
    switch Int.random(in: 0..<40, using: &random) {
    case 0: skip(1, .overrun, series, isToldLate: chance(2))
    case 1: skip(Int64.random(in: 2...50, using: &random), .daemonStopped, nil, isToldLate: false)
    case 2: now = now + .seconds(Int64.random(in: 100...900, using: &random))
    case 3: measure(.void, .localRoute)
    case 4:
      // An attempt that is told to have gone on while the next one began.
      measure(isDown ? .down : .up, isDown ? .readTimeout : nil, wait: 70_000_000)
    case 5: now = now + .milliseconds(Int64.random(in: -59_990...(-59_000), using: &random))
    case 6: now = now - .seconds(Int64.random(in: 0...200, using: &random))
    default:
      if isDown, !chance(9) {
        measure(.down, [.connectRefused, .readTimeout, nil].randomElement(using: &random) ?? nil)
      } else {
        succeed()
      }
    }
  }

  private mutating func skip(
    _ slots: Int64,
    _ cause: GapCause,
    _ series: SeriesID?,
    isToldLate: Bool
  ) {
    let start = now
    now = now + interval * slots
    let gap = Gap(
      series: series,
      interval: Interval(start, now),
      slots: UInt32(slots),
      cause: cause
    )
    if isToldLate { succeed() }
    record.append(.gap(gap))
  }
}

func checkID(_ text: String) -> CheckID {
  guard let id = CheckID(text) else { preconditionFailure("\(text) is no check's name") }
  return id
}
