package import Chronology
import HeapModule
package import Sampling

/// Says which slots are due, and accounts for every one that does not run.
///
/// A pure state machine in log time: the driver tells it what time it is and which attempts have
/// ended, and performs what it answers. Every slot between two calls ends in exactly one way: it is
/// started, it waits for the attempt before it, or it is part of a gap with a cause; so do those that
/// another plan or the end leaves behind. There is never more than one attempt of a check at once.
///
/// Limits: one heap entry and one `Entry` for each check, nothing else grows.
package struct Timetable: Sendable {
  private var entries: [Entry] = []
  private var indices: [CheckID: Int] = [:]
  private var heap = Heap<DueCheck>()

  /// A timetable without checks.
  package init() {}

  /// The earliest instant at which a slot is due; nil without checks.
  package var nextDue: Instant? { heap.min.map(\.due) }

  /// Replaces the plan by difference.
  ///
  /// A check whose id and interval stay keeps its next slot and its running attempt. A new one
  /// begins with its first slot at or after `now`; so does one whose interval changed, though an
  /// attempt that still runs goes on holding back the next.
  ///
  /// - Returns: The slots due before `now` of checks that are no longer planned, or at another
  ///   interval: those that waited or were not taken yet will not run.
  package mutating func replan(_ checks: [PlannedCheck], now: Instant) -> [Gap] {
    var old: [CheckID: Entry] = [:]
    for entry in entries { old[entry.id] = entry }
    let before = entries
    var kept: Set<CheckID> = []
    entries = checks.map { check in
      var entry = Entry(check, now: now)
      if let before = old[check.id] {
        entry.running = before.running
        if before.slots == entry.slots {
          entry.next = before.next
          entry.waiting = before.waiting
          kept.insert(check.id)
        }
      }
      return entry
    }
    indices = Dictionary(
      uniqueKeysWithValues: entries.enumerated().map { ($1.id, $0) }
    )
    arrange()
    var gaps: [Gap] = []
    for var entry in before where !kept.contains(entry.id) {
      entry.drop(upTo: now - TimeAmount(nanoseconds: 1), nil, into: &gaps)
    }
    return gaps
  }

  /// Ends the timetable's time: no slot up to and including `now` starts any more.
  ///
  /// It may be called again, for the slots that have come due since.
  ///
  /// - Returns: The slots that waited for an attempt, which overran them, and those that were not
  ///   taken yet, for which the daemon stopped.
  package mutating func end(at now: Instant) -> [Gap] {
    var gaps: [Gap] = []
    for index in entries.indices { entries[index].drop(upTo: now, .daemonStopped, into: &gaps) }
    arrange()
    return gaps
  }

  private mutating func arrange() {
    heap = Heap(
      entries.enumerated().map {
        DueCheck(due: $1.nextSlot.due, index: $0)
      }
    )
  }

  /// Takes every slot due up to and including `now`.
  ///
  /// - Parameter excuse: Why the driver comes late, if it knows: the clock was set, or the machine
  ///   slept. It becomes the cause of the gaps; without it they are ``GapCause/late``.
  /// - Returns: What to start, in the order of their due time, and what was missed.
  package mutating func advance(to now: Instant, excuse: GapCause? = nil) -> Agenda {
    var agenda = Agenda()
    while let first = heap.min, first.due <= now {
      let index = first.index
      entries[index].take(upTo: now, excuse: excuse, index: index, into: &agenda)
      heap.replaceMin(
        with: DueCheck(due: entries[index].nextSlot.due, index: index)
      )
    }
    return agenda
  }

  /// Notes that the running attempt of the check `id` has ended.
  ///
  /// - Returns: A slot that waited for it and can still start in time, or the gap that it became;
  ///   nothing if none waited or the check is no longer planned.
  package mutating func finish(_ id: CheckID, now: Instant) -> Agenda {
    var agenda = Agenda()
    guard let index = indices[id] else { return agenda }
    entries[index].finish(now: now, index: index, into: &agenda)
    return agenda
  }
}

/// A check's place in the heap: the earlier due first, then the smaller index.
private struct DueCheck: Comparable, Sendable {
  let due: Instant
  let index: Int

  static func < (left: DueCheck, right: DueCheck) -> Bool {
    // Field by field: tuples would compare by calls of unspecialized witnesses.
    left.due.nanoseconds == right.due.nanoseconds
      ? left.index < right.index : left.due.nanoseconds < right.due.nanoseconds
  }
}
