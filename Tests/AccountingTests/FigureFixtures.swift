import Agreement
import Chronology
import Sampling
import Testing

@testable import Accounting

/// A timeline that is certain: down in `down`, up elsewhere.
func certain(
  _ down: [Interval],
  in stretch: Interval,
  unknown: [Interval] = []
) -> BoundedTimeline {
  let set = IntervalSet(down)
  return BoundedTimeline(
    in: stretch,
    low: set,
    estimate: set,
    high: set,
    unknown: IntervalSet(unknown)
  )
}

/// The time of `window` for a service that is promised all the time by an agreement without an end.
func always(_ window: Interval, excluding excluded: ExcludedTime = .none) throws -> ServiceTime {
  try #require(
    ServiceTime(
      window,
      hours: IntervalSet([window]),
      validity: window,
      excluding: excluded
    )
  )
}

/// `interval` with a day before and after it.
func around(_ interval: Interval) -> Interval {
  Interval(interval.start - .days(1), interval.end + .days(1))
}

extension Vector {
  func ratio(_ name: String) throws -> Ratio { try percent(text(name)) }

  func verdict(_ name: String) throws -> Verdict {
    try #require(Verdict(rawValue: text(name)))
  }

  /// The parts between commas.
  func list(_ name: String) throws -> [String] {
    try text(name).split(separator: ",").map { String($0) }
  }
}
