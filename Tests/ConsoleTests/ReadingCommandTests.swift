import Chronology
import Posix
import Storage
import TestKit
import Testing

/// The commands that read what was recorded.
@Suite(.timeLimit(.minutes(30))) struct ReadingCommandTests {
  private static let verbs = [["status"], ["incidents"], ["report", "shop"]]

  @Test(arguments: verbs)
  func `without a store it is said where there is none, and what to do`(verb: [String]) throws {
    let fixture = try RecordedFixture()
    let run = try ConsoleRun(verb + fixture.places)
    #expect(run.status == 66, "\(run.all)")
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("constat: there is no store at \(fixture.store): start constatd"))
    let configured = try ConsoleRun(verb + ["--config", fixture.config])
    #expect(configured.errors.contains(fixture.scratch.file("somewhere-else")))
  }

  @Test(arguments: verbs)
  func `without a configuration it is said which one, and what to do`(verb: [String]) throws {
    let run = try ConsoleRun(verb + ["--config", "/nowhere.yaml"])
    #expect(run.status == 78, "\(run.all)")
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("/nowhere.yaml: error: there is no such file; name another"))
  }

  @Test func `status shows every configured check and every objective`() async throws {
    let fixture = try RecordedFixture()
    let now = Instant(nanoseconds: SystemClocks.realtime())
    // Into the minutes to come, so that a slow machine still finds the last sample vouching.
    try await fixture.record(from: now - .seconds(30))
    let text = try ConsoleRun(["status"] + fixture.places)
    #expect(text.status == 0, "\(text.all)")
    for word in ["web", "port", "up", "unknown", "storefront", "availability"] {
      #expect(text.output.contains(word), "\(word)\n\(text.output)")
    }
    #expect(!text.output.contains("\u{1B}"), "no colours where nobody looks")
    let json = try ConsoleRun(["status", "--json"] + fixture.places)
    #expect(json.status == 0)
    #expect(json.output.contains("\"samples\": 60"), "\(json.output)")
    #expect(json.output.contains("\"recording\": false"), "\(json.output)")
    #expect(text.output.hasSuffix("\nconstatd is not running\n"), "\(text.output)")
    let lock = try PosixDisk.writing(fixture.store)
    let watched = try ConsoleRun(["status"] + fixture.places)
    #expect(!watched.output.contains("not running"), "\(watched.output)")
    withExtendedLifetime(lock) {}
  }

  @Test func `status --watch shows it again until it is ended`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let run = try ConsoleRun(["status", "--watch"] + fixture.places, prefix: "timeout 3")
    #expect(run.status == 124, "\(run.all)")
    let first = try #require(run.output.split(separator: "\n").first)
    let repetitions = run.output.split(separator: "\n").filter {
      $0.prefix(20) == first.prefix(20)
    }
    #expect(repetitions.count >= 2, "\(run.output)")
  }

  @Test func `incidents lists what was confirmed`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let text = try ConsoleRun(["incidents"] + fixture.places)
    #expect(text.status == 0, "\(text.all)")
    #expect(text.output.contains("2026-03-14T09:05:00Z"), "\(text.output)")
    #expect(text.output.contains("shop/storefront"))
    #expect(text.output.contains("http-5xx × 6"))
    let json = try ConsoleRun(["incidents", "--json"] + fixture.places)
    #expect(json.output.hasPrefix("["), "\(json.output)")
    #expect(json.output.contains("\"http-5xx\": 6"), "\(json.output)")
  }

  @Test func `a report is text or JSON of the same figures`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let day = ["report", "shop", "--period", "2026-03-14"] + fixture.places
    let text = try ConsoleRun(day)
    #expect(text.status == 0, "\(text.all)")
    #expect(text.output.contains("Hosting of the shop"))
    let json = try ConsoleRun(day + ["--format", "json"])
    #expect(json.status == 0)
    #expect(json.output.contains("\"format\": \"constat.report/1\""), "\(json.output)")
    #expect(json.output.contains("\"samples\": 60"), "\(json.output)")
    #expect(try ConsoleRun(day + ["--format", "json"]).output == json.output)
  }

  @Test(arguments: [
    "this", "last", "last-month", "this-year", "2026", "2026-Q1", "2026-03", "2026-W11",
    "2026-03-14", "2026-03-01..2026-03-15",
    "2026-03-14T09:00:00Z..2026-03-14T10:00:00+01:00", "2026-03-14..2026-03-14T12:00:00Z",
  ])
  func `a period`(text: String) async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let run = try ConsoleRun(["report", "shop", "--period", text] + fixture.places)
    let isEmpty = text.hasSuffix("+01:00")
    #expect(run.status == (isEmpty ? 64 : 0), "\(run.all)")
  }

  @Test(arguments: [
    "202", "last-decade", "2026-13", "2026-W54", "yesterday", "2026-03-15..2026-03-01", "..",
  ])
  func `a period that makes no sense is refused, with those that do`(text: String) throws {
    let fixture = try RecordedFixture()
    let run = try ConsoleRun(["report", "shop", "--period=\(text)"] + fixture.places)
    #expect(run.status == 64, "\(run.all)")
    #expect(
      run.errors.hasPrefix("constat: --period is 2026, 2026-Q1, 2026-03, 2026-W11,"),
      "\(run.errors)"
    )
  }

  @Test func `an unknown agreement is refused, with those that are known`() throws {
    let fixture = try RecordedFixture()
    let run = try ConsoleRun(["report", "shpo"] + fixture.places)
    #expect(run.status == 64)
    #expect(
      run.errors == "constat: \(fixture.config) names no agreement 'shpo'; it names shop\n",
      "\(run.all)"
    )
  }

  @Test func `an agreement that is not in effect yet is said to be so`() throws {
    let fixture = try RecordedFixture()
    let run = try ConsoleRun(["report", "shop", "--at", "2019-12-31T23:59:59Z"] + fixture.places)
    #expect(run.status == 64)
    #expect(run.errors.contains("no revision of 'shop' is in effect"), "\(run.all)")
    let mistaken = try ConsoleRun(["report", "shop", "--at", "noon"] + fixture.places)
    #expect(mistaken.status == 64)
    #expect(mistaken.errors.hasPrefix("constat: --at is an instant such as"), "\(mistaken.all)")
    let late = ["report", "shop", "--at", "2190-01-01T00:00:00Z"]
    let future = try ConsoleRun(late + fixture.places)
    #expect(future.status == 64)
    #expect(future.errors.contains("is still to come"), "\(future.all)")
  }

  @Test func `a store that is none is left alone`() throws {
    let fixture = try RecordedFixture()
    try Directory.make(fixture.store, mode: 0o750)
    let run = try ConsoleRun(["status"] + fixture.places)
    #expect(run.status == 66, "\(run.all)")
    #expect(try Directory(opening: fixture.store).names().isEmpty)
  }

  @Test func `a period is judged by the revision that held when it began`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let second = RecordedFixture.agreement
      .replacing("revision: 1", with: "revision: 2")
      .replacing("2020-01-01", with: "2026-03-15")
    try fixture.scratch.write(second, to: "second.yaml")
    try fixture.scratch.write(
      RecordedFixture.configuration.replacing(
        "agreement.yaml",
        with: "[agreement.yaml, second.yaml]"
      ),
      to: "constatd.yaml"
    )
    let revision = { (options: [String]) in
      let run = try ConsoleRun(["report", "shop", "--format", "json"] + options + fixture.places)
      #expect(run.status == 0, "\(run.all)")
      // The agreement's own stands first; earlier ones are listed behind its clauses.
      let first = run.output.firstRange(of: "\"revision\": ")
      return first.map { run.output[$0.upperBound...].prefix { $0.isNumber } }
    }
    #expect(try revision(["--period", "2026-03-14"]) == "1")
    #expect(try revision(["--period", "2026-03-15"]) == "2")
    #expect(try revision(["--period", "2026-03"]) == "1")
    #expect(try revision(["--period", "2019-12-15..2020-01-15"]) == "1", "the first to hold in it")
    #expect(try revision([]) == "2")
    #expect(try revision(["--at", "2026-03-14T23:59:59Z"]) == "1")
  }
}
