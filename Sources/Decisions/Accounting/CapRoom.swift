import Agreement
import Chronology

/// How much maintenance the windows of a cap still have room for, in whole milliseconds.
struct CapRoom {
  private let counts: CapCounting
  private let downtime: IntervalSet
  private var windows: [(interval: Interval, room: Int64)]
  /// What has been counted: the same time never takes room twice.
  private var taken = IntervalSet()

  /// The room in `windows`, all of it; `downtime` is by the estimate.
  init(_ cap: MaintenanceCap, in windows: [Interval], downtime: IntervalSet) {
    counts = cap.counts
    self.downtime = downtime.floored
    self.windows = windows.map { ($0.floored, max(0, cap.amount.wholeMilliseconds)) }
  }

  /// Divides `wanted`, which begins no earlier than what was taken before, into what there is room
  /// for and the rest; time outside every window has no room.
  mutating func take(_ wanted: IntervalSet) -> (kept: IntervalSet, excess: IntervalSet) {
    var kept = wanted.intersection(taken)
    for index in windows.indices {
      let parts = wanted.subtracting(taken).intersection(windows[index].interval)
      for part in parts.intervals {
        let (end, used) = reach(in: part, room: windows[index].room)
        windows[index].room -= used
        kept = kept.union(IntervalSet([Interval(part.start, end)]))
      }
    }
    taken = taken.union(kept)
    return (kept, wanted.subtracting(kept))
  }

  /// Where in `part` the room is used up, its end if it isn't, and how much of the room is used.
  private func reach(in part: Interval, room: Int64) -> (end: Instant, used: Int64) {
    let counted = counts == .planned ? IntervalSet([part]) : downtime.intersection(part)
    var used: Int64 = 0
    for piece in counted.intervals {
      let length = piece.length.wholeMilliseconds
      if used + length > room { return (piece.start + .milliseconds(room - used), room) }
      used += length
    }
    return (part.end, used)
  }
}
