package import Chronology
package import Sampling

/// Time in which a check was in no plan, so that no slot of it was due.
///
/// It says nothing to who judges: time without samples is unknown. It lets who verifies evidence tell
/// it from samples that were left out.
///
/// Format: docs/formats/log.md, "Records".
package struct Unplanned: Hashable, Sendable {
  /// A series of the check; it stands for the check, whatever its definition was.
  package var series: SeriesID
  /// The time; it may be empty.
  package var interval: Interval
  /// Whether the check's first slot in a plan is due when the time ends; if not, it is in none then either.
  package var isOver: Bool

  /// Time of this check.
  package init(series: SeriesID, interval: Interval, isOver: Bool) {
    self.series = series
    self.interval = interval
    self.isOver = isOver
  }
}

extension Unplanned {
  func encode(into body: inout ByteSink) {
    body.varint(UInt64(series.number))
    body.interval(interval)
    body.byte(isOver ? 1 : 0)
  }

  init(from body: inout ByteCursor) throws(FormatError) {
    self.init(series: try body.series(), interval: try body.interval(), isOver: false)
    switch try body.byte() {
    case 0: break
    case 1: isOver = true
    default: throw .malformed("unplanned time")
    }
  }
}
