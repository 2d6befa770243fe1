import Agreement
import ConfigFile
import Posix
import Replaying

/// Puts a judge that has read the whole record in the place of the one that judges: other
/// agreements hold, or history was imported.
///
/// What becomes durable meanwhile is judged by the old one, and then by the new one. Whoever calls it
/// waits for the reading, and for another caller's.
final class Rejudging: Sendable {
  private let judge: JudgeDriver
  private let judged: Lock<Configuration>
  private let clock: SharedClock

  /// Rejudging of what is judged by the agreements of `configuration` now.
  init(_ judge: JudgeDriver, _ configuration: Configuration, clock: SharedClock) {
    self.judge = judge
    self.clock = clock
    judged = Lock(configuration)
  }

  /// Judges by the agreements of another configuration from now on, if they differ.
  func judge(by new: Configuration, _ calendar: CalendarWindows) throws(Failure) {
    try judged.withLock { (configuration) throws(Failure) in
      if new.agreements != configuration.agreements { try read(new, calendar) }
      configuration = new
    }
  }

  /// Judges the record as it is now, by the same agreements.
  func judgeAnew() throws(Failure) {
    try judged.withLock { (configuration) throws(Failure) in
      try read(configuration, try Assembly.calendar(configuration.agreements))
    }
  }

  private func read(_ configuration: Configuration, _ calendar: CalendarWindows) throws(Failure) {
    on(judge) { $0.hold() }
    do throws(Failure) {
      let replayed = try Assembly.replay(configuration, calendar, at: clock.now())
      on(judge) { $0.follow(replayed, calendar: calendar) }
    } catch {
      on(judge) { $0.letGo() }
      throw error
    }
  }
}
