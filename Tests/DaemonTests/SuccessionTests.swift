import Agreement
import Chronology
import Replaying
import Testing

@testable import Daemon

@Suite struct SuccessionTests {
  /// Two minutes after the midnight with which July begins: June is settled.
  private static let midnight = Instant(seconds: 1_782_864_120)

  /// Of two revisions, the second from 1 July 2026 on.
  private func succession(after now: Instant) throws -> Succession {
    let agreements = try ["2026-01-01", "2026-07-01"].enumerated().map { index, date in
      try shop([.month], revision: index + 1, effective: date)
    }
    return Succession(
      agreements,
      try CalendarWindows(agreements),
      settling: .minutes(2),
      after: now
    )
  }

  @Test func `the next revision is due when the last window of the one before is settled`() throws {
    let midnight = Self.midnight
    let succession = try succession(after: midnight - .days(30))
    #expect(succession.next == midnight)
    #expect(!succession.isDue(at: midnight - TimeAmount(nanoseconds: 1)))
    #expect(succession.isDue(at: midnight))
    #expect(try self.succession(after: midnight) == Succession())
  }

  @Test func `a look is never further away than a minute, and at the instant itself`() throws {
    let midnight = Self.midnight
    let succession = try succession(after: midnight - .days(30))
    #expect(succession.look(after: midnight - .days(2)) == midnight - .days(2) + .minutes(1))
    #expect(succession.look(after: midnight - .seconds(3)) == midnight)
    #expect(succession.look(after: midnight) == midnight + .minutes(1), "it is tried again")
    let failed = Succession(failedAt: midnight)
    #expect(failed.isDue(at: midnight))
    #expect(failed.look(after: midnight) == midnight + .minutes(1))
    #expect(Succession().look(after: midnight) == nil)
    #expect(!Succession().isDue(at: midnight))
  }
}
