import TestKit
import Testing

@Suite(.timeLimit(.minutes(30))) struct ReplayCommandTests {
  private let day = ["replay", "shop", "--period", "2026-03-14"]

  private func recorded() async throws -> RecordedFixture {
    let fixture = try RecordedFixture()
    try await fixture.record()
    return fixture
  }

  /// The cells of the first row that begins with `label`.
  private func row(_ label: String, _ run: ConsoleRun) -> [String] {
    let line = run.output.split(separator: "\n").first { $0.hasPrefix("  \(label) ") }
    let cells = line?.dropFirst(label.count + 2).split(
      separator: " ",
      omittingEmptySubsequences: true
    )
    return cells.map { $0.map(String.init) } ?? []
  }

  @Test func `another confirmation has other incidents and the same downtime`() async throws {
    let fixture = try await recorded()
    let run = try ConsoleRun(day + ["--policy", "confirm=10"] + fixture.places)
    #expect(run.status == 0, "\(run.all)")
    #expect(row("incidents", run) == ["1", "0"], "\(run.output)")
    #expect(row("down, estimated", run) == ["0:01:00", "0:01:00"], "\(run.output)")
    #expect(run.output.contains("This is not the agreement's figure."))
    let both = try ConsoleRun(
      day + ["--policy", "confirm=10", "--policy", "unconfirmed=ignore"] + fixture.places
    )
    #expect(row("down, estimated", both) == ["0:01:00", "0:00:00"], "\(both.output)")
  }

  @Test func `another floor, target and rule for unknown time are taken`() async throws {
    let fixture = try await recorded()
    let floor = try ConsoleRun(day + ["--policy", "outage.at-least=5m"] + fixture.places)
    #expect(row("down, proved", floor) == ["0:00:50.030", "0:00:00"], "\(floor.output)")
    let target = try ConsoleRun(
      day + ["--policy", "target=0.5%", "--policy", "unknown=up"] + fixture.places
    )
    #expect(row("verdict", target) == ["UNDETERMINED", "MET"], "\(target.output)")
    let json = try ConsoleRun(
      day + ["--policy", "target=0.5%", "--format", "json"] + fixture.places
    )
    #expect(json.output.contains("\"contractual\": false"), "\(json.all)")
    #expect(json.output.contains("\"policy\": [\"target=0.5%\"]"), "\(json.all)")
  }

  @Test func `a coarser schedule says which samples it keeps`() async throws {
    let fixture = try await recorded()
    let run = try ConsoleRun(day + ["--policy", "interval=20s"] + fixture.places)
    #expect(run.status == 0, "\(run.all)")
    #expect(run.output.contains("web: samples kept 0:00:00 after each mark"), "\(run.output)")
    #expect(row("down, estimated", run) == ["0:01:00", "0:01:00"], "\(run.output)")
    #expect(row("down, proved", run) == ["0:00:50.030", "0:00:40.030"], "\(run.output)")
    let uneven = try ConsoleRun(day + ["--policy", "interval=15s"] + fixture.places)
    #expect(uneven.status == 64)
    #expect(
      uneven.errors.hasPrefix(
        "constat: interval=15s is no multiple of 10s, at which 'web' was measured"
      ),
      "\(uneven.all)"
    )
  }

  @Test(arguments: [
    ("speed=2", "constat: --policy has no key 'speed'; it has confirm, outage.at-least,"),
    ("confirm", "constat: --policy 'confirm' is no KEY=VALUE such as confirm=2; keys are confirm,"),
    ("confirm=0", "constat: --policy confirm takes 1 to 100, not '0'"),
    ("unknown=maybe", "constat: --policy unknown takes undetermined|up|down, not 'maybe'"),
    ("unconfirmed=", "constat: --policy unconfirmed takes count|ignore, not ''"),
    (
      "outage.at-least=5",
      "constat: --policy outage.at-least takes 5m (0s: every outage), not '5'"
    ),
    ("target=101%", "constat: --policy target takes 99.95%, not '101%'"),
    ("exclusions.mode=no", "constat: --policy exclusions.mode takes remove|available, not 'no'"),
    ("outage.count=ms", "constat: --policy outage.count takes exact|clock-minutes|outage-minutes,"),
    ("interval=0s", "constat: --policy interval takes 60s, not '0s'"),
  ])
  func `a rule that makes no sense is refused, with what there is`(
    policy: String,
    message: String
  ) throws {
    let fixture = try RecordedFixture()
    let run = try ConsoleRun(day + ["--policy", policy] + fixture.places)
    #expect(run.status == 64)
    #expect(run.errors.hasPrefix(message), "\(run.all)")
    #expect(run.output.isEmpty)
  }

  @Test func `a rule said twice is refused, and so is none`() throws {
    let fixture = try RecordedFixture()
    let twice = try ConsoleRun(
      day + ["--policy", "outage.at-least=5m", "--policy", "outage.more-than=5m"] + fixture.places
    )
    #expect(twice.status == 64)
    #expect(twice.errors.contains("says 'outage.more-than' twice"), "\(twice.all)")
    #expect(try ConsoleRun(day + fixture.places).status == 64)
  }

  @Test func `the record is as it was`() async throws {
    let fixture = try await recorded()
    let report = ["report", "shop", "--period", "2026-03-14", "--format", "json"] + fixture.places
    let before = try ConsoleRun(report)
    _ = try ConsoleRun(day + ["--policy", "confirm=10"] + fixture.places)
    #expect(try ConsoleRun(report).output == before.output)
    let files = try Command("cd \(Command.quoted(fixture.store)) && find . -type f | sort")
    _ = try ConsoleRun(day + ["--policy", "interval=20s"] + fixture.places)
    #expect(
      try Command("cd \(Command.quoted(fixture.store)) && find . -type f | sort").output
        == files.output
    )
  }
}
