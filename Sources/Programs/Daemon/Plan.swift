import Chronology
import ConfigFile
import Pcre2
import Probing
import Sampling
import Scheduling

/// What is measured now: a configuration with its probes made ready and its series numbered.
struct Plan: Sendable {
  /// What the user wrote.
  let configuration: Configuration
  /// The checks for the timetable, in the configuration's order.
  var planned: [PlannedCheck] {
    zip(configuration.checks, series).map { PlannedCheck($0, series: $1) }
  }
  /// The probes made ready, at the same positions.
  let prepared: [PreparedProbe]
  private let series: [SeriesID]

  /// Makes every probe ready.
  ///
  /// - Parameter series: The store's number of each check's definition, in the same order.
  /// - Throws: `PatternError` of a pattern that the configuration's reader did not refuse.
  init(_ configuration: Configuration, series: [SeriesID]) throws(PatternError) {
    precondition(series.count == configuration.checks.count, "every check has a series")
    var prepared: [PreparedProbe] = []
    prepared.reserveCapacity(configuration.checks.count)
    for check in configuration.checks { prepared.append(try PreparedProbe(check)) }
    self.configuration = configuration
    self.prepared = prepared
    self.series = series
  }

  /// How this plan differs from `old`, check by check.
  func difference(from old: Plan) -> PlanDifference {
    var before: [CheckID: Check] = [:]
    for check in old.configuration.checks { before[check.id] = check }
    var difference = PlanDifference()
    for check in configuration.checks {
      guard let old = before.removeValue(forKey: check.id) else {
        difference.added += 1
        continue
      }
      if old == check { difference.unchanged += 1 } else { difference.changed += 1 }
    }
    difference.removed = before.count
    return difference
  }
}

/// How many checks a reload touched.
struct PlanDifference: Equatable, Sendable {
  var added = 0
  var removed = 0
  var changed = 0
  var unchanged = 0
}
