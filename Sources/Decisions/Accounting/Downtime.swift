import Agreement
import Chronology

/// How the downtime of one timeline counts, in whole milliseconds.
///
/// What two stretches of time come to adds up, if no outage goes on where they meet.
struct Downtime: Hashable, Sendable {
  /// What is proved.
  var low: Int64
  /// The estimate.
  var estimate: Int64
  /// What is unknown.
  var unknown: Int64
  /// All that is possible, unknown time with the rest.
  var possible: Int64
  /// The same where it isn't unknown.
  var known: Int64

  /// What cannot be excluded, without what is unknown.
  ///
  /// Where only whole minutes count, a minute may be partly unknown: then the rest of it counts too.
  var high: Int64 { max(known, possible - unknown) }

  /// The downtime in the measured part of `time`, by `terms`.
  init(of timeline: BoundedTimeline, in time: ServiceTime, by terms: AvailabilityTerms) {
    self.init(
      CountedOutages(
        of: timeline,
        in: time.measured,
        excluding: time.exclusions,
        by: terms
      )
    )
  }

  /// What `outages` come to.
  init(_ outages: CountedOutages) {
    func count(_ parts: [CountedOutages.Part]) -> Int64 { parts.reduce(0) { $0 + $1.count } }
    low = count(outages.low)
    estimate = count(outages.estimate)
    unknown = count(outages.unknown)
    possible = count(outages.possible)
    known = count(outages.known)
  }

  /// What the parts are.
  init(low: Int64, estimate: Int64, unknown: Int64, possible: Int64, known: Int64) {
    self.low = low
    self.estimate = estimate
    self.unknown = unknown
    self.possible = possible
    self.known = known
  }

  /// Both together.
  static func + (left: Downtime, right: Downtime) -> Downtime {
    Downtime(
      low: left.low + right.low,
      estimate: left.estimate + right.estimate,
      unknown: left.unknown + right.unknown,
      possible: left.possible + right.possible,
      known: left.known + right.known
    )
  }
}
