import Agreement
import Chronology
import ConfigFile
import Execution
import Posix
import Replaying

/// Puts a judge that has read the whole record in the place of the one that judges: other
/// agreements hold, or history was imported.
///
/// What becomes durable meanwhile is judged by the old one, and then by the new one. Whoever calls it
/// waits for the reading, and for another caller's.
final class Rejudging: Sendable {
  /// A configuration, and those of its revisions by which is judged.
  private struct Judged: Sendable {
    var configuration: Configuration
    var agreements: [Agreement]
  }

  private let judge: JudgeDriver
  private let judged: Lock<Judged>

  /// Rejudging of what is judged by `agreements` of `configuration` now.
  init(_ judge: JudgeDriver, _ configuration: Configuration, by agreements: [Agreement]) {
    self.judge = judge
    judged = Lock(Judged(configuration: configuration, agreements: agreements))
  }

  /// Judges by the agreements of another configuration from now on, if other revisions hold than
  /// before: another file, or a date that has come.
  ///
  /// - Parameter end: What came to hold later is left for the next time, where it divides windows; nil follows
  ///   everything.
  func judge(
    by new: Configuration,
    _ calendar: CalendarWindows,
    since end: Instant? = nil,
    at now: Instant
  ) throws(Failure) {
    try judged.withLock { (judged) throws(Failure) in
      let agreements = calendar.judging(
        new.agreements,
        measuredBy: new.checks,
        since: end,
        at: now
      )
      if agreements != judged.agreements { try read(new, calendar, since: end, now) }
      judged = Judged(configuration: new, agreements: agreements)
    }
  }

  /// Judges the record as it is now, by the same agreements.
  func judgeAnew(at now: Instant) throws(Failure) {
    try judged.withLock { (judged) throws(Failure) in
      let calendar = try Assembly.calendar(judged.configuration)
      try read(judged.configuration, calendar, since: nil, now)
      judged.agreements = calendar.judging(
        judged.configuration.agreements,
        measuredBy: judged.configuration.checks,
        at: now
      )
    }
  }

  private func read(
    _ configuration: Configuration,
    _ calendar: CalendarWindows,
    since end: Instant?,
    _ now: Instant
  ) throws(Failure) {
    on(judge) { $0.hold() }
    do throws(Failure) {
      let replayed = try Assembly.replay(configuration, calendar, since: end, at: now)
      let isFollowed = on(judge) { $0.follow(replayed, calendar: calendar) }
      if !isFollowed {
        throw Failure(
          message: "more than \(JudgeDriver.heldLimit) records came while the record was read:"
            + " restart constatd, which reads it before it measures",
          status: .temporary
        )
      }
    } catch {
      on(judge) { $0.letGo() }
      throw error
    }
  }
}
