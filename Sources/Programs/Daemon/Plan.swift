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
  let planned: [PlannedCheck]
  /// The probes made ready, at the same positions.
  let prepared: [PreparedProbe]

  /// Makes every probe ready.
  ///
  /// - Parameter registry: The store's series; a definition that it does not know is added.
  /// - Throws: `PatternError` of a pattern that the configuration's reader did not refuse.
  init(_ configuration: Configuration, registry: inout SeriesRegistry) throws(PatternError) {
    var planned: [PlannedCheck] = []
    var prepared: [PreparedProbe] = []
    planned.reserveCapacity(configuration.checks.count)
    prepared.reserveCapacity(configuration.checks.count)
    for check in configuration.checks {
      prepared.append(try PreparedProbe(check))
      planned.append(PlannedCheck(check, series: registry.series(of: check.definition)))
    }
    self.configuration = configuration
    self.planned = planned
    self.prepared = prepared
  }

  /// How this plan differs from `old`, check by check.
  func difference(from old: Plan) -> PlanDifference {
    var before: [CheckID: Check] = [:]
    for check in old.configuration.checks { before[check.id] = check }
    var difference = PlanDifference()
    for check in configuration.checks {
      switch before.removeValue(forKey: check.id) {
      case nil: difference.added += 1
      case check?: difference.unchanged += 1
      case _?: difference.changed += 1
      }
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
