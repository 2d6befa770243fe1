package import Chronology
package import Sampling
package import StoreFormat

/// Which checks are in no plan, as far as a record tells: told record by record.
package struct UnplannedChecks: Equatable, Sendable {
  /// That a check is in no plan.
  package struct Absence: Equatable, Sendable {
    /// The series by which it is recorded.
    package var series: SeriesID
    /// From when on, and until when that is on record.
    package var time: Interval

    /// An absence of this time.
    package init(series: SeriesID, time: Interval) {
      self.series = series
      self.time = time
    }
  }

  /// Those that are in none at the end of the record.
  package private(set) var absences: [CheckID: Absence] = [:]

  /// None so far.
  package init() {}

  /// Takes what the record tells of a check.
  package mutating func take(_ told: Unplanned, of check: CheckID) {
    if told.isOver {
      absences[check] = nil
    } else if let known = absences[check], known.time.end == told.interval.start {
      absences[check]?.time.end = told.interval.end
    } else {
      absences[check] = Absence(series: told.series, time: told.interval)
    }
  }
}
