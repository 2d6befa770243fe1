package import Agreement
import Chronology

/// How the time of a window divides for one service, in whole milliseconds.
///
/// `up + down + unknown + excluded = service` exactly, and `downLow ≤ down ≤ downHigh`. Of a service
/// in weighted parts a length is the sum of the parts', each times its weight, over all the weights;
/// it is floored once, for the figure alone: shares are exact.
package struct ServiceFigures: Hashable, Sendable {
  /// The whole window.
  package let window: Int64
  /// What of it is promised.
  package let service: Int64
  /// What of the promised time isn't measured.
  package let excluded: Int64
  /// What of the excluded time counts as available.
  package let deemed: Int64

  /// The sum of the weights, and lengths times it.
  private let weight: Int64
  private let weightedLow: Int64
  private let weightedDown: Int64
  private let weightedHigh: Int64
  private let weightedUnknown: Int64

  /// The figures of `service` in `time`, by `terms`; whether unconfirmed failures count is told by
  /// the timelines.
  ///
  /// - Precondition: The lengths times all the weights fit into 63 bits: 30 years, times 9 million.
  package init(of service: ServiceTimeline, in time: ServiceTime, by terms: AvailabilityTerms) {
    self.init(
      window: time.window.length.wholeMilliseconds,
      service: time.service.milliseconds,
      removed: time.removed.milliseconds,
      available: time.available.milliseconds,
      parts: service.parts.map { ($0.weight, Downtime(of: $0.timeline, in: time, by: terms)) }
    )
  }

  /// The figures of a window of such lengths.
  init(
    window: Int64,
    service: Int64,
    removed: Int64,
    available: Int64,
    parts: [(weight: Int64, downtime: Downtime)]
  ) {
    self.window = window
    self.service = service
    deemed = available
    excluded = removed + available
    var weight: Int64 = 0
    var sums = (low: Int64(0), down: Int64(0), high: Int64(0), unknown: Int64(0))
    for part in parts {
      weight += part.weight
      sums.low += part.weight * part.downtime.low
      sums.down += part.weight * part.downtime.estimate
      sums.high += part.weight * part.downtime.high
      sums.unknown += part.weight * part.downtime.unknown
    }
    self.weight = weight
    weightedLow = sums.low
    weightedDown = sums.down
    weightedHigh = sums.high
    weightedUnknown = sums.unknown
  }

  /// The whole of which a share is available: the promised time without what is removed from it.
  package var eligible: Int64 { service - excluded + deemed }

  /// What was down, by the estimate.
  package var down: Int64 { weightedDown / weight }

  /// What is proved to have been down.
  package var downLow: Int64 { weightedLow / weight }

  /// What cannot be excluded to have been down, without what is unknown.
  package var downHigh: Int64 { weightedHigh / weight }

  /// What is unknown.
  package var unknown: Int64 { weightedUnknown / weight }

  /// What was up, by the estimate: what is left of the measured time.
  package var up: Int64 { service - excluded - down - unknown }

  /// The share of the measured time of which something is known.
  package var coverage: Share {
    let measured = (service - excluded) * weight
    return Share(measured - weightedUnknown, of: measured)
  }
}

extension ServiceFigures {
  /// The available share of the time, as an interval around an estimate.
  package struct Shares: Hashable, Sendable {
    /// The least that is left possible.
    package let low: Share
    /// The estimate.
    package let estimate: Share
    /// The most that is left possible.
    package let high: Share
  }

  /// The available share, where unknown time counts by `rule`.
  ///
  /// With E eligible, U unknown, and D down: `undetermined` has low = 1 − (D_high + U) ÷ E,
  /// high = 1 − D_low ÷ E, estimate = 1 − D ÷ (E − U). By `up` all three are 1 − D ÷ E, each of its D;
  /// by `down`, 1 − (D + U) ÷ E.
  package func shares(unknown rule: UnknownRule = .undetermined) -> Shares {
    let whole = eligible * weight
    func left(_ down: Int64, _ isUnknownDown: Bool) -> Share {
      Share(whole - down - (isUnknownDown ? weightedUnknown : 0), of: whole)
    }
    let estimate = left(weightedDown, rule == .down)
    let known = Share(whole - weightedDown - weightedUnknown, of: whole - weightedUnknown)
    return Shares(
      low: left(weightedHigh, rule != .up),
      estimate: rule == .undetermined ? known : estimate,
      high: left(weightedLow, rule == .down)
    )
  }

  /// What may be down: (1 − target) × the eligible time.
  package func budget(_ target: Ratio) -> Budget { Budget(target: target, of: eligible) }
}
