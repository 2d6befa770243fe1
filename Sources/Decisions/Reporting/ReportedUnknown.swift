import Agreement
package import Chronology
import Judging
package import Sampling

/// A stretch of which nothing is known, in a report, or many of which only the sum is.
package struct ReportedUnknown: Hashable, Sendable {
  /// Why nothing is known.
  package enum Cause: Hashable, Sendable, CustomStringConvertible {
    /// There are no samples, for a cause that stands in the record or follows from it.
    case gap(GapCause)
    /// There are samples, but of a longer stretch, which the period cuts, only sums are left.
    case onlySums

    /// Every cause there is, in the order of lists.
    static let all = GapCause.allCases.map { Cause.gap($0) } + [.onlySums]

    /// The name, as reports write it.
    package var description: String {
      switch self {
      case .gap(let cause): cause.description
      case .onlySums: "only-sums"
      }
    }
  }

  /// The service of which nothing is known.
  package let service: String
  /// When; of a sum from the first stretch's start to the last one's end.
  package let interval: Interval
  /// Why.
  package let cause: Cause
  /// How long it is unknown: as long as the interval, or shorter if it is a sum.
  package let length: TimeAmount
  /// How many stretches it is.
  package let count: Int

  /// A stretch of `service` without knowledge.
  package init(service: String, interval: Interval, cause: Cause) {
    self.service = service
    self.interval = interval
    self.cause = cause
    length = interval.length
    count = 1
  }

  /// Many stretches of `service` of which only the sum is left.
  init(service: String, _ sum: UnknownSum) {
    self.service = service
    interval = sum.interval
    cause = .gap(sum.cause)
    length = sum.length
    count = sum.count
  }

  /// Whether there are several, of which none is known by itself.
  package var isSum: Bool { count > 1 }

  /// All that is unknown of every service of an agreement, in its order.
  static func all(
    of agreement: Agreement,
    in stretch: Interval,
    by judge: Judge,
    at now: Instant
  ) -> [ReportedUnknown] {
    agreement.probedServices.flatMap { service in
      all(
        of: ServiceKey(agreement: agreement.id, service: service.id),
        in: stretch,
        by: judge,
        at: now
      )
    }
  }

  /// All that is unknown of a service in a stretch as far as it is judged at `now`, by start.
  private static func all(
    of key: ServiceKey,
    in stretch: Interval,
    by judge: Judge,
    at now: Instant
  ) -> [ReportedUnknown] {
    let service = key.service
    let end = max(stretch.start, min(stretch.end, judge.horizon(of: key, at: now)))
    let judged = Interval(stretch.start, end)
    let timeline = judge.soleTimeline(of: key)
    let sums = timeline?.unknownSums(in: judged).map { ReportedUnknown(service: service, $0) } ?? []
    let cut =
      timeline?.onlySums(in: judged).map {
        ReportedUnknown(service: service, interval: $0, cause: .onlySums)
      } ?? []
    let single = judge.unknownStretches(of: key, in: judged, at: now).map {
      ReportedUnknown(service: service, interval: $0.interval, cause: .gap($0.cause))
    }
    if sums.isEmpty, cut.isEmpty { return single }
    return (sums + cut + single).sorted {
      ($0.interval.start, $0.interval.end) < ($1.interval.start, $1.interval.end)
    }
  }
}
