package import Chronology
package import Sampling

/// What the timetable needs to know of a check.
package struct PlannedCheck: Hashable, Sendable {
  /// Its name, from which its phase follows.
  package let id: CheckID
  /// The series under which its samples and gaps are recorded.
  package let series: SeriesID
  /// The time from one slot to the next.
  package let interval: TimeAmount
  /// The time that an attempt may take.
  package let timeout: TimeAmount

  /// The plan of `check`, recorded as `series`.
  package init(_ check: Check, series: SeriesID) {
    id = check.id
    self.series = series
    interval = check.interval
    timeout = check.timeout
  }

  /// How late a slot may start: half its interval, or what its timeout leaves of it, if that is more.
  ///
  /// Later than that, its sample would stand nearer to the next slot's.
  package var tolerance: TimeAmount {
    max(TimeAmount(nanoseconds: interval.nanoseconds / 2), interval - timeout)
  }
}

/// What is to be done now.
package struct Agenda: Equatable, Sendable {
  /// The slots to start, in the order of their due time.
  package var starts: [DueSlot] = []
  /// The slots that will not run.
  package var gaps: [Gap] = []

  /// These to start and these missed.
  package init(starts: [DueSlot] = [], gaps: [Gap] = []) {
    self.starts = starts
    self.gaps = gaps
  }
}

/// A slot to start now.
package struct DueSlot: Hashable, Sendable {
  /// The check's position in the plan.
  package let index: Int
  /// The series under which its sample is recorded.
  package let series: SeriesID
  /// The slot.
  package let slot: Slot

  /// A slot of the check at `index` of the plan.
  package init(index: Int, series: SeriesID, slot: Slot) {
    self.index = index
    self.series = series
    self.slot = slot
  }
}

/// One check's state in the timetable.
struct Entry: Sendable {
  let id: CheckID
  let series: SeriesID
  let slots: SlotSeries
  let tolerance: TimeAmount
  /// The number of the first slot that has not been taken yet.
  var next: Int64
  /// Whether an attempt runs.
  var running = false
  /// A slot that is due, but waits for the running attempt to end.
  var waiting: Slot?

  init(_ check: PlannedCheck, now: Instant) {
    id = check.id
    series = check.series
    slots = SlotSeries(id: check.id, interval: check.interval)
    tolerance = check.tolerance
    next = slots.number(atOrAfter: now)
  }

  var nextSlot: Slot { slots.slot(next) }

  /// Takes the slots from `next` to the last one due by `now`: starts or holds back the last if it is
  /// in time, and makes the rest a gap.
  mutating func take(upTo now: Instant, excuse: GapCause?, index: Int, into agenda: inout Agenda) {
    let first = next
    let last = slots.number(atOrAfter: Instant(nanoseconds: now.nanoseconds + 1)) - 1
    next = last + 1
    if let waiting {
      // It waited until the slot after it was due: the attempt before overran it.
      agenda.gaps.append(gap(waiting.number...waiting.number, .overrun))
      self.waiting = nil
    }
    let latest = slots.slot(last)
    guard now - latest.due <= tolerance else {
      agenda.gaps.append(gap(first...last, excuse ?? (running ? .overrun : .late)))
      return
    }
    if first < last {
      agenda.gaps.append(gap(first...(last - 1), excuse ?? (running ? .overrun : .late)))
    }
    if running {
      waiting = latest
    } else {
      running = true
      agenda.starts.append(DueSlot(index: index, series: series, slot: latest))
    }
  }

  /// Ends the running attempt, and starts the slot that waited for it if that is still in time.
  mutating func finish(now: Instant, index: Int, into agenda: inout Agenda) {
    running = false
    guard let slot = waiting else { return }
    waiting = nil
    if now - slot.due <= tolerance {
      running = true
      agenda.starts.append(DueSlot(index: index, series: series, slot: slot))
    } else {
      agenda.gaps.append(gap(slot.number...slot.number, .overrun))
    }
  }

  /// Gives up the slot that waits, and those due up to and including `now` that were not taken.
  ///
  /// - Parameter cause: Of those that were not taken; nil says what kept the timetable from them.
  mutating func drop(upTo now: Instant, _ cause: GapCause?, into gaps: inout [Gap]) {
    if let waiting { gaps.append(gap(waiting.number...waiting.number, .overrun)) }
    waiting = nil
    let end = slots.number(atOrAfter: Instant(nanoseconds: now.nanoseconds + 1))
    guard next < end else { return }
    gaps.append(gap(next...(end - 1), cause ?? (running ? .overrun : .late)))
    next = end
  }

  private func gap(_ numbers: ClosedRange<Int64>, _ cause: GapCause) -> Gap {
    Gap(
      series: series,
      interval: Interval(
        slots.slot(numbers.lowerBound).due,
        slots.slot(numbers.upperBound + 1).due
      ),
      slots: UInt32(clamping: numbers.count),
      cause: cause
    )
  }
}
