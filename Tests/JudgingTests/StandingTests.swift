import Accounting
import Agreement
import Chronology
import Sampling
import Testing

@testable import Judging

/// Stories of a check every 10 s (validity 15 s), under budgets of 60 s.
@Suite struct StandingTests {
  static func quick(_ confirmation: Sampling.Confirmation = Sampling.Confirmation()) throws
    -> CheckDefinition
  {
    try definition(interval: .seconds(10), timeout: .seconds(2), confirmation: confirmation)
  }

  func standing(
    _ story: String,
    _ target: String = "99",
    _ window: Window = .fixed(span(0, 6_000)),
    confirmation: Sampling.Confirmation = Sampling.Confirmation(),
    now: Int64? = nil
  ) throws -> Standing {
    let taken = samples(story, every: 10)
    let judge = try judge([availability(target)], Self.quick(confirmation), taken)
    let latest = try #require(taken.last).start
    return judge.standing(of: judge.promises[0], in: window, at: now.map { at($0) } ?? latest)
  }

  static let states: [(String, ObjectiveState)] = [
    ("GGG", .ok),
    ("GGGBG", .ok),
    ("GGGB", .ok),
    ("GGGBB", .atRisk),
    ("GGGBBGGG", .ok),
    ("GGGBBBBGG", .ok),
    ("GGGBBBBBGG", .atRisk),
    ("GGGBBBBBBGG", .atRisk),
    ("GGGBBBBBBBGG", .likelyBreached),
    ("GGGBBBBBBBBGG", .breached),
  ]

  @Test(arguments: states) func `a calendar window's state follows its budget`(
    _ story: String,
    _ expected: ObjectiveState
  ) throws {
    #expect(try standing(story).state == expected)
  }

  @Test(arguments: states) func `a rolling window's state follows its budget`(
    _ story: String,
    _ expected: ObjectiveState
  ) throws {
    #expect(try standing(story, "90", .rolling(.seconds(600))).state == expected)
  }

  @Test(
    arguments: [
      ("GGG", nil), ("GGGBBBBBGG", .mostlySpent), ("GGGBBBBBBBGG", .estimate),
      ("GGGBBBBBBBBGG", .proof),
    ] as [(String, StateReason?)]
  ) func `a state has its reason`(
    _ story: String,
    _ expected: StateReason?
  ) throws {
    #expect(try standing(story).reason == expected)
  }

  @Test func `where nothing may fail, the reason is the confirmed failure`() throws {
    #expect(try standing("GGGBBGG", "100").reason == .proof)
    #expect(try standing("GGGBG", "100").reason == .estimate)
  }

  @Test func `an open incident tells when the budget will be gone`() throws {
    let found = try standing("GGGBB")
    #expect(found.judged == span(0, 40))
    #expect(found.spent == Spending(low: 10_000, estimate: 15_000, high: 20_000, unknown: 0))
    #expect(found.budget.amount == 60_000)
    #expect(found.exhaustion == at(85))
    #expect(found.hasOpenIncident)
    #expect(found.reason == .goneIn(.seconds(45)))
  }

  @Test func `V20: after 30 of 43.2 minutes an incident exhausts the budget in 13 min 12 s`() throws
  {
    let month = Interval(origin, origin + .days(30))
    let story = "G" + String(repeating: "B", count: 181)
    let found = try standing(story, "99.9", .fixed(month))
    // 1,805 s at the watermark 1,810: half a slot is the uncertainty of the start.
    #expect(found.spent.estimate == 1_805_000)
    #expect(found.exhaustion == at(1_810 + 2_592 - 1_805))
  }

  @Test func `an incident that the budget outlasts is no risk`() throws {
    let late = try standing("GGGBB", "99", .fixed(span(-5_920, 80)))
    #expect(late.state == .ok)
    #expect(late.exhaustion == nil)
  }

  @Test func `a rolling window lets go of what it leaves behind`() throws {
    // 35 s down at the window's beginning leave it while the new incident goes on.
    let story = "GBBBBGG" + String(repeating: "G", count: 43) + "BB"
    let found = try standing(story, "88", .rolling(.seconds(500)))
    #expect(found.judged == span(10, 510))
    #expect(found.spent.estimate == 50_000)
    #expect(found.state == .atRisk)
    // 10 s are left, but the old 35 s leave the window first: all 60 s run from 495.
    #expect(found.exhaustion == at(555))
    #expect(found.budget.amount == 60_000)
  }

  @Test func `without a budget one confirmed failure is enough`() throws {
    let once = Sampling.Confirmation(down: 1, up: 1)
    #expect(try standing("GGG", "100").state == .ok)
    #expect(try standing("GGGBG", "100").state == .likelyBreached)
    #expect(try standing("GGGBG", "100", confirmation: once).state == .breached)
    #expect(
      try standing("GGGBG", "100", .fixed(span(31, 6_000)), confirmation: once).state != .breached
    )
    #expect(try standing("GGGBBGG", "100").state == .breached)
  }

  @Test func `the watermark is the latest sample, and silence beyond the validity is unknown`()
    throws
  {
    #expect(try standing("GGG", now: 20).judged == span(0, 20))
    #expect(try standing("GGG", now: 35).judged == span(0, 20))
    let silent = try standing("GGG", now: 36)
    #expect(silent.judged == span(0, 36))
    #expect(silent.time == TimeTally(elapsed: 36_000, unknown: 1_000))
    let rolling = try standing("GGG", "99", .rolling(.seconds(30)), now: 50)
    #expect(rolling.judged == span(20, 50))
    #expect(rolling.time.unknown == 15_000)
  }

  @Test(arguments: [
    ("GGGGGG", 50 as Int64, true),
    ("GGGGG", 40, false),
    ("GGGGG", 55, false),
    ("GGGGG", 59, false),
    ("GGGGG", 64, false),
    ("GGGGG", 70, true),
    ("GGGGV", 40, false),
    ("GGGV V", 50, true),
    ("GGGG V", 50, true),
  ]) func `a window of 0 to 45 s is closed when nothing can change it`(
    _ story: String,
    _ now: Int64,
    _ expected: Bool
  ) throws {
    let found = try standing(story, "99", .fixed(span(0, 45)), now: now)
    #expect(found.isClosed == expected)
    if expected { #expect(found.judged.end == at(45)) }
  }

  @Test func `a rolling window is never closed`() throws {
    let found = try standing("GGGGGG", "99", .rolling(.seconds(30)), now: 1_000)
    #expect(!found.isClosed)
  }

  @Test func `a window that has not begun is not judged`() throws {
    let future = try standing("GGG", "99", .fixed(span(100, 200)))
    #expect(future.judged.isEmpty)
    #expect(future.verdict == .undetermined)
    #expect(future.state == .ok)
    #expect(!future.isMeasured)
  }

  @Test func `the recorded end of a gap moves the watermark`() throws {
    var judge = try judge([availability("99")], Self.quick(), samples("GGG", every: 10))
    judge.take(Gap(series: nil, interval: span(30, 60), slots: 3, cause: .suspended))
    let found = judge.standing(of: judge.promises[0], in: .fixed(span(0, 600)), at: at(61))
    #expect(found.judged == span(0, 60))
    #expect(found.time.unknown == 25_000)
  }

  @Test func `a gap that reaches into the future does not move the watermark there`() throws {
    var judge = try judge([availability("99")], Self.quick(), samples("GGG", every: 10))
    judge.take(Gap(series: nil, interval: span(30, 60), slots: 3, cause: .overrun))
    let found = judge.standing(of: judge.promises[0], in: .fixed(span(0, 40)), at: at(32))
    #expect(found.judged == span(0, 32))
    #expect(!found.isClosed)
  }

  @Test func `a check that costs nothing stays small`() {
    #expect(MemoryLayout<CheckRecord>.stride <= 400)
  }
}
