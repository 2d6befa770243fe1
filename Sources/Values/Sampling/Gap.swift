package import Chronology

/// Slots without samples, and why.
///
/// A gap makes time unknown only beyond the validity of the samples around it.
package struct Gap: Hashable, Sendable {
  /// The series concerned; nil for every series of the store.
  package var series: SeriesID?
  /// The time concerned: from the first missed slot to the first one that could run again.
  package var interval: Interval
  /// How many slots were missed; 0 where it cannot be said.
  package var slots: UInt32
  /// Why.
  package var cause: GapCause

  /// A gap of these parts.
  package init(series: SeriesID?, interval: Interval, slots: UInt32, cause: GapCause) {
    self.series = series
    self.interval = interval
    self.slots = slots
    self.cause = cause
  }
}

/// Why slots have no samples: a closed list; the raw value stands in the record.
package enum GapCause: UInt8, CaseIterable, Hashable, Sendable, CustomStringConvertible {
  /// The scheduler came too late for the slot.
  case late = 1
  /// The attempt before was still running.
  case overrun = 2
  /// The daemon was not running.
  case daemonStopped = 3
  /// The clock was set forward or back across the slots.
  case clockStep = 4
  /// The machine was asleep.
  case suspended = 5
  /// A limit on what is in flight refused the attempt.
  case shed = 6
  /// Samples were taken and lost: the disk was full or failed.
  case lost = 7
  /// Damage in the record.
  case damaged = 8
  /// Nobody measured: time between imported samples, or before the first one.
  case noSample = 9

  /// The name, as reports and journal fields write it.
  package var description: String {
    switch self {
    case .late: "late"
    case .overrun: "overrun"
    case .daemonStopped: "daemon-stopped"
    case .clockStep: "clock-step"
    case .suspended: "suspended"
    case .shed: "shed"
    case .lost: "lost"
    case .damaged: "damaged"
    case .noSample: "no-sample"
    }
  }
}
