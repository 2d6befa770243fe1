import Agreement
import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

extension SimulatedMonth {
  /// What two checks saw of a provider, minute by minute, made from a seed.
  struct Telling {
    let end: Instant
    private let window: Interval
    private let checks: [Check]
    private let seed: UInt64

    init(
      of checks: [Check],
      in window: Interval,
      until end: Instant,
      _ seed: UInt64
    ) {
      self.checks = checks
      self.window = window
      self.end = min(window.end, end)
      self.seed = seed
    }

    /// Announced work in which `www` is down.
    static func work(in window: Interval) -> Interval {
      Interval(window.start + .hours(26), window.start + .hours(28))
    }

    /// An outage of `www` that the provider calls force majeure.
    static func storm(in window: Interval) -> Interval {
      Interval(window.start + .hours(40), window.start + .hours(41))
    }

    /// Tells a judge everything: what it knows then, and how long answers took, by check and day.
    func told(to judge: Judge) -> (judge: Judge, answers: [CheckID: [Int64: [Int64]]]) {
      var judge = judge
      var answers: [CheckID: [Int64: [Int64]]] = [:]
      for (number, check) in checks.enumerated() {
        judge.define(SeriesID(number: UInt32(number)), check.definition)
      }
      eachSample { sample, check in
        if sample.outcome == .up {
          answers[check, default: [:]][sample.start.day, default: []].append(
            sample.phases.totalMicroseconds
          )
        }
        judge.take(sample)
      } gap: {
        judge.take($0)
      }
      return (judge, answers)
    }

    /// The values of the percentiles that are promised, as a report reads them from a store.
    func percentiles(
      of agreement: Agreement,
      by judge: Judge,
      at now: Instant
    ) -> [String: PercentileFigure] {
      var figures: [String: PercentileFigure] = [:]
      for promise in judge.promises {
        guard case .latencyShare(let limit) = promise.objective.indicator, limit.isPercentile else {
          continue
        }
        var values = LatencyValues(
          of: limit,
          by: agreement.clauses.responsibilities,
          in: judge.countedTime(of: promise, in: .fixed(window), at: now)
        )
        eachSample { sample, check in
          values.take(sample, of: check)
        } gap: { _ in
        }
        figures[promise.objective.id] = values.figure()
      }
      return figures
    }

    private func eachSample(_ take: (Sample, CheckID) -> Void, gap: (Gap) -> Void) {
      let (work, storm) = (Self.work(in: window), Self.storm(in: window))
      let silence = Interval(window.start + .hours(20), window.start + .hours(22))
      var providers = checks.indices.map { Provider(seed: seed + UInt64($0)) }
      var time = window.start - .minutes(10)
      while time < end + .minutes(10) {
        if time == silence.end {
          gap(Gap(series: nil, interval: silence, slots: 240, cause: .daemonStopped))
        }
        for number in checks.indices where !silence.contains(time) {
          let isDown = number == 0 && (work.contains(time) || storm.contains(time))
          var sample = providers[number].sample(at: time, isDown: isDown)
          sample.series = SeriesID(number: UInt32(number))
          take(sample, checks[number].id)
        }
        time = time + .minutes(1)
      }
    }
  }

  /// What a provider does, minute by minute.
  private struct Provider {
    private var random: SplitMix64
    private var left = 0

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func sample(at time: Instant, isDown: Bool) -> Sample {
      if left > 0 {
        left -= 1
        return Story.failed(time)
      }
      switch UInt64.random(in: 0..<16_000, using: &random) {
      case 0: left = Int.random(in: 4..<50, using: &random)
      case 1, 2: return Story.timedOut(time)
      default: break
      }
      if isDown { return Story.failed(time) }
      var sample = Story.up(time)
      sample.phases.wait += UInt32.random(
        in: 0..<(time.seconds / 3_600 % 24 < 6 ? 90_000 : 20_000),
        using: &random
      )
      return sample
    }
  }
}
