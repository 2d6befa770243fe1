import Agreement
import Chronology
import TestKit
import Testing

@testable import Accounting

@Suite struct BurnAlertTests {
  private func alert(
    _ index: Int = 0,
    target: String = "99.9%",
    hold: TimeAmount = .zero
  ) throws -> BurnAlert {
    let threshold = BurnThreshold(
      BurnPair.all[index],
      target: try ratio(target),
      window: .days(30)
    )
    return BurnAlert(try #require(threshold), hold: hold)
  }

  /// A look in minute `minute` with so many seconds bad in the hour and the last five minutes.
  private func look(
    _ minute: Int64,
    bad: Int64,
    short: Int64,
    failures: Int = 3,
    known: (long: Int64, short: Int64) = (3_600, 300),
    lag: Int64 = 0,
    isConfirmed: Bool = true
  ) -> BurnLook {
    BurnLook(
      at: second(minute * 60 + lag),
      watermark: second(minute * 60),
      long: BurnReading(
        bad: bad * 1_000,
        known: known.long * 1_000,
        expected: 3_600_000,
        failures: failures
      ),
      short: BurnReading(
        bad: short * 1_000,
        known: known.short * 1_000,
        expected: 300_000,
        failures: failures
      ),
      isConfirmed: isConfirmed
    )
  }

  @Test func `it fires when both windows burn, and is resolved when the short one is calm twice`()
    throws
  {
    var alert = try alert()
    #expect(alert.take(look(0, bad: 0, short: 0)) == [])
    #expect(alert.take(look(1, bad: 51, short: 51)) == [])
    #expect(alert.phase == .inactive)
    #expect(alert.take(look(2, bad: 180, short: 180)) == [.fire])
    #expect(alert.phase == .firing(since: second(120)))
    #expect(alert.take(look(3, bad: 180, short: 3)) == [])
    // 4 s of 300 s burn at 13.3: below 14.4, and above nine tenths of it.
    #expect(alert.take(look(4, bad: 180, short: 4)) == [])
    #expect(alert.take(look(5, bad: 180, short: 3)) == [])
    #expect(alert.take(look(6, bad: 180, short: 3)) == [.resolve])
    #expect(alert.phase == .resolved(at: second(360)))
    #expect(alert.take(look(7, bad: 180, short: 0)) == [])
    #expect(alert.take(look(8, bad: 240, short: 60)) == [.fire])
  }

  @Test func `one window alone doesn't fire`() throws {
    var alert = try alert()
    #expect(alert.take(look(0, bad: 180, short: 0)) == [])
    #expect(alert.take(look(1, bad: 51, short: 51)) == [])
    #expect(alert.phase == .inactive)
  }

  @Test func `it is pending until three failures and a confirmed incident prove it`() throws {
    var alert = try alert()
    #expect(alert.take(look(0, bad: 60, short: 60, failures: 1, isConfirmed: false)) == [])
    #expect(alert.phase == .pending(since: second(0)))
    #expect(alert.take(look(1, bad: 120, short: 120, failures: 2)) == [])
    #expect(alert.take(look(2, bad: 180, short: 180, failures: 3, isConfirmed: false)) == [])
    #expect(alert.take(look(3, bad: 180, short: 180, failures: 3)) == [.fire])
    var calm = try self.alert()
    _ = calm.take(look(0, bad: 60, short: 60, failures: 1))
    #expect(calm.take(look(1, bad: 60, short: 0, failures: 1)) == [])
    #expect(calm.phase == .inactive)
  }

  @Test func `it waits as long as it must last, from the first look`() throws {
    var alert = try alert(hold: .minutes(2))
    #expect(alert.take(look(0, bad: 180, short: 180)) == [])
    #expect(alert.take(look(1, bad: 240, short: 240)) == [])
    #expect(alert.take(look(2, bad: 300, short: 300)) == [.fire])
    var broken = try self.alert(hold: .minutes(2))
    _ = broken.take(look(0, bad: 180, short: 180))
    _ = broken.take(look(1, bad: 180, short: 0))
    #expect(broken.take(look(2, bad: 180, short: 180)) == [])
    #expect(broken.phase == .pending(since: second(120)))
  }

  @Test func `where too little is known it neither fires nor resolves, and says so once`() throws {
    var alert = try alert()
    #expect(alert.take(look(0, bad: 180, short: 180)) == [.fire])
    #expect(alert.take(look(1, bad: 0, short: 0, known: (2_879, 300))) == [.freeze(.longWindow)])
    #expect(alert.take(look(2, bad: 0, short: 0, known: (3_600, 239))) == [])
    #expect(alert.frozen == .shortWindow)
    #expect(alert.phase == .firing(since: second(0)))
    #expect(alert.take(look(3, bad: 0, short: 0)) == [.thaw])
    #expect(alert.take(look(4, bad: 0, short: 0, known: (3_600, 0))) == [.freeze(.shortWindow)])
    #expect(alert.take(look(5, bad: 0, short: 0)) == [.thaw])
    #expect(alert.take(look(6, bad: 0, short: 0)) == [.resolve])
    var quiet = try self.alert()
    _ = quiet.take(look(0, bad: 0, short: 0))
    #expect(
      quiet.take(look(1, bad: 300, short: 239, known: (3_600, 239))) == [.freeze(.shortWindow)]
    )
    #expect(quiet.phase == .inactive)
  }

  @Test func `a judge that lags behind by more than the short window freezes it`() throws {
    var alert = try alert()
    _ = alert.take(look(0, bad: 0, short: 0))
    #expect(alert.take(look(1, bad: 180, short: 180, lag: 301)) == [.freeze(.stale)])
    #expect(alert.take(look(2, bad: 180, short: 180, lag: 300)) == [.thaw, .fire])
  }

  @Test func `before anything was seen there is nothing to freeze`() throws {
    var alert = try alert()
    #expect(alert.take(look(0, bad: 0, short: 0, known: (60, 60))) == [])
    #expect(alert.frozen == nil)
    #expect(alert.take(look(60, bad: 180, short: 180)) == [.fire])
  }

  @Test func `an alert that a record tells goes on as it would have`() throws {
    var whole = try alert()
    #expect(whole.take(look(0, bad: 180, short: 180)) == [.fire])
    #expect(whole.take(look(1, bad: 180, short: 0)) == [])
    var told = BurnAlert(whole.threshold, firing: second(0), isFrozen: false)
    #expect(told.take(look(1, bad: 180, short: 0)) == [])
    #expect(whole.take(look(2, bad: 180, short: 0)) == [.resolve])
    #expect(told.take(look(2, bad: 180, short: 0)) == [.resolve])
    var frozen = BurnAlert(whole.threshold, firing: nil, isFrozen: true)
    #expect(frozen.take(look(3, bad: 0, short: 0, known: (3_600, 0))) == [])
    #expect(frozen.frozen == .shortWindow)
    #expect(frozen.take(look(4, bad: 0, short: 0)) == [.thaw])
  }

  @Test func `a second look at the same time is none`() throws {
    var alert = try alert()
    #expect(alert.take(look(0, bad: 180, short: 180)) == [.fire])
    #expect(alert.take(look(1, bad: 180, short: 0)) == [])
    #expect(alert.take(look(1, bad: 180, short: 0)) == [])
    #expect(alert.take(look(0, bad: 180, short: 0)) == [])
    #expect(alert.take(look(2, bad: 180, short: 0)) == [.resolve])
  }
}
