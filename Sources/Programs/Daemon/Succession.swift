import Agreement
import Chronology
import Replaying

/// When the next revision of an agreement takes over, and when to look whether it has.
struct Succession: Equatable, Sendable {
  /// The longest time between two looks: a timer stands still while the machine sleeps, and log time
  /// may jump.
  static let patience = TimeAmount.minutes(1)

  /// The first instant that is judged by the next revision; nil if none is to come.
  let next: Instant?

  /// No revision is to come.
  init() { next = nil }

  /// What is to come of `agreements` after `now`, if windows are settled so long after their end.
  init(
    _ agreements: [Agreement],
    _ calendar: CalendarWindows,
    settling: TimeAmount,
    after now: Instant
  ) {
    next = agreements.map { calendar.takeover(of: $0, among: agreements, settling) }
      .filter { $0 > now }.min()
  }

  /// Revisions that hold were not followed at `now`: that is due.
  init(failedAt now: Instant) { next = now }

  /// Whether the next revision has taken over at `now`.
  func isDue(at now: Instant) -> Bool { next.map { $0 <= now } ?? false }

  /// When to look next; nil for never.
  ///
  /// What is due and was not followed is tried again.
  func look(after now: Instant) -> Instant? {
    next.map { $0 > now ? min($0, now + Succession.patience) : now + Succession.patience }
  }
}
