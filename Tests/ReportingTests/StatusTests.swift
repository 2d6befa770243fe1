import Accounting
import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

@Suite struct StatusTests {
  private let start = Instant(seconds: 1_774_000_000)

  private func status(of story: Story, at now: Instant) throws -> Status {
    let zone = try Story.paris()
    return Status(of: story.definitions, by: story.judge, at: now) { _ in zone }
  }

  /// The state after a check every 2 s has seen these, one letter each, and what time it began.
  private func state(_ seen: String, after amount: TimeAmount) throws -> CheckStatus {
    let check = try Story.check("demo", interval: .seconds(2), timeout: .milliseconds(500))
    let agreement = try Story.agreement(.english, window: .day, check: check)
    var story = Story(agreement, checks: [check])
    for (index, letter) in seen.enumerated() {
      let time = start + .seconds(Int64(index) * 2)
      story.tell(from: time, to: time + .seconds(1)) { time in
        var sample = letter == "d" ? Story.failed(time) : Story.up(time)
        if letter == "v" { (sample.outcome, sample.cause) = (.void, .localRoute) }
        if letter == "s" { (sample.outcome, sample.cause) = (.degraded, .slow) }
        return sample
      }
    }
    return try #require(status(of: story, at: start + amount).checks.first)
  }

  @Test(
    arguments: [
      ("uuu", 5, .up, 0), ("uus", 5, .degraded, 0), ("uud", 5, .suspect, 4),
      ("uudd", 7, .down, 4), ("uuddu", 9, .recovering, 4), ("uudduu", 11, .up, 8),
      ("uuu", 100, .unknown, 7), ("", 5, .unknown, nil),
      // Void samples vouch for nothing.
      ("vvv", 5, .unknown, nil), ("uuv", 4, .up, 0), ("uuvvv", 9, .unknown, 5),
      ("usv", 4, .degraded, 0), ("uddvvv", 11, .unknown, 7),
    ] as [(String, Int64, CheckStatus.State, Int64?)]
  )
  func `a check stands, and since when`(
    seen: String,
    after: Int64,
    state: CheckStatus.State,
    since: Int64?
  ) throws {
    let status = try self.state(seen, after: .seconds(after))
    #expect(status.state == state)
    #expect(status.since == since.map { start + .seconds($0) })
  }

  @Test func `a clock that is behind the record makes no negative lengths`() throws {
    let story = try Story.minutes()
    let now = try Story.instant("2026-03-14T09:00:00Z")
    let text = try status(of: story, at: now).text()
    #expect(!text.contains("-59"), "\(text)")
    #expect(!text.contains(" -"), "\(text)")
    let incidents = IncidentList(of: [story.agreement], by: story.judge, at: now).text(at: now)
    #expect(incidents.contains("open") && !incidents.contains(" -"), "\(incidents)")
  }

  @Test func `the tables of a running daemon`() throws {
    let story = try Story.minutes()
    let now = try Story.instant("2026-03-14T09:10:00.300Z")
    let status = try status(of: story, at: now)
    TestFile.expectGolden("Reporting/status.txt", status.text())
    #expect(withoutColours(status.text(ink: Ink(isColoured: true))) == status.text())
  }

  @Test func `how little of a window is known stands there, and no estimate of too little`() throws
  {
    let check = try Story.check("demo", interval: .seconds(2), timeout: .milliseconds(500))
    let agreement = try Story.agreement(.english, window: .month, check: check)
    var story = Story(agreement, checks: [check])
    story.tell(from: start, to: start + .seconds(10), Story.up)
    let status = try status(of: story, at: start + .seconds(9))
    // 8 s of the 19 days since the month began.
    let coverage = try #require(status.objectives.first).standing.coverage
    #expect(coverage.part == 8_000 && coverage.whole > 19 * 86_400_000)
    let row = try #require(
      status.text().split(separator: "\n").first { $0.contains("availability") }
    )
    #expect(row.contains("ok             —   0.0004 %"), "\(row)")
    #expect(status.json(samples: 5, isRecording: nil).contains("\"coverage_percent\": \"0.000"))
  }

  @Test func `the tables before the first sample`() throws {
    let check = try Story.check("demo", interval: .seconds(2), timeout: .milliseconds(500))
    let agreement = try Story.agreement(.english, window: .month, check: check)
    let status = try status(of: Story(agreement, checks: [check]), at: start)
    TestFile.expectGolden("Reporting/status-empty.txt", status.text())
  }
}
