import Agreement
import Chronology
import Replaying

/// When the next revision of an agreement takes effect, and when to look whether it has.
struct Succession: Equatable, Sendable {
  /// The longest time between two looks: a timer stands still while the machine sleeps, and log time
  /// may jump.
  static let patience = TimeAmount.minutes(1)

  /// The first instant of the next revision; nil if none is to come.
  let next: Instant?

  /// No revision is to come.
  init() { next = nil }

  /// What is to come of `agreements` after `now`.
  init(_ agreements: [Agreement], _ calendar: CalendarWindows, after now: Instant) {
    next = agreements.map { calendar.start(of: $0) }.filter { $0 > now }.min()
  }

  /// Revisions that hold were not followed at `now`: that is due.
  init(failedAt now: Instant) { next = now }

  /// Whether the next revision has come to hold at `now`.
  func isDue(at now: Instant) -> Bool { next.map { $0 <= now } ?? false }

  /// When to look next; nil for never.
  ///
  /// What is due and was not followed is tried again.
  func look(after now: Instant) -> Instant? {
    next.map { $0 > now ? min($0, now + Succession.patience) : now + Succession.patience }
  }
}
