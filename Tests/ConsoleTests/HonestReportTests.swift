import Chronology
import Posix
import TestKit
import Testing

/// What the reading commands refuse, cut off, hide and warn of.
@Suite(.timeLimit(.minutes(30))) struct HonestReportTests {
  private static let verbs = [["status"], ["incidents"], ["report", "shop"]]

  @Test func `a period before the agreement is effective is refused`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    for period in ["2019-12", "2019-12-01..2020-01-01", "2019-W51"] {
      let run = try ConsoleRun(["report", "shop", "--period", period] + fixture.places)
      #expect(run.status == 64, "\(run.all)")
      #expect(run.output.isEmpty)
      #expect(
        run.errors == "constat: 'shop' is effective from 2020-01-01 on, and --period \(period) "
          + "ends before: nothing was promised for it; report on a later period\n"
      )
    }
  }

  @Test func `a period that begins before it is cut off, and says so`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let text = RecordedFixture.agreement.replacing("2020-01-01", with: "2026-03-14")
    try fixture.scratch.write(text, to: "agreement.yaml")
    let month = ["report", "shop", "--period", "2026-03"] + fixture.places
    let page = try ConsoleRun(month)
    #expect(page.status == 0, "\(page.all)")
    #expect(page.output.contains("all before the agreement is effective, 2026-03-14"))
    let json = try ConsoleRun(month + ["--format", "json"]).output
    #expect(json.contains("\"start\": \"2026-03-14T00:00:00Z\""), "\(json)")
    #expect(json.contains("\"clipped\": true"), "\(json)")
    #expect(json.contains("\"window\": 1555200000"), "18 days\n\(json)")
  }

  @Test(arguments: verbs)
  func `a store whose STORE is missing or no file of ours is refused`(verb: [String]) async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    try fixture.scratch.write("hello", to: "store/STORE")
    let damaged = try ConsoleRun(verb + fixture.places)
    #expect(damaged.status == 73, "\(damaged.all)")
    #expect(damaged.output.isEmpty)
    #expect(
      damaged.errors.hasPrefix("constat: STORE is missing, damaged, or not a file of constat")
    )
    _ = try Command("rm \(Command.quoted(fixture.scratch.file("store/STORE")))")
    let missing = try ConsoleRun(verb + fixture.places)
    #expect(missing.status == 73)
    #expect(missing.errors == damaged.errors)
  }

  @Test(arguments: verbs)
  func `a store of a newer format is refused`(verb: [String]) async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    try fixture.scratch.write("format=2\n", to: "store/STORE")
    let run = try ConsoleRun(verb + fixture.places)
    #expect(run.status == 73, "\(run.all)")
    #expect(run.errors.hasPrefix("constat: STORE was written by a newer version of constat"))
  }

  @Test(arguments: verbs)
  func `damage is said on standard error, with what to do`(verb: [String]) async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    #expect(try ConsoleRun(verb + fixture.places).errors.isEmpty)
    // The first group; the clean close stands behind it.
    let name = "store/log/0000000000000001.log"
    var bytes = try fixture.scratch.read(name)
    let heads = bytes.indices.filter { index in
      index.isMultiple(of: 512) && bytes[index...].starts(with: Array("CMIT".utf8))
    }
    bytes[heads[0] + 100] ^= 1
    try fixture.scratch.write(bytes, to: name)
    let run = try ConsoleRun(verb + fixture.places)
    #expect(run.status == 0, "\(run.all)")
    #expect(
      run.errors.hasPrefix("constat: warning: the record is damaged: commit 1 cannot be read")
    )
    #expect(
      run.errors.contains("(log/0000000000000001.log, from byte \(heads[0]) on, "),
      "\(run.errors)"
    )
    #expect(run.errors.contains("restore that file from a backup"))
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test func `a report as of an instant knows nothing that was recorded later`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let day = ["report", "shop", "--period", "2026-03-14", "--format", "json"] + fixture.places
    let late = try ConsoleRun(day + ["--at", "2026-03-14T09:10:00Z"])
    #expect(late.output.contains("\"samples\": 60"), "\(late.all)")
    // What was over by then, whenever it was committed.
    let amid = try ConsoleRun(day + ["--at", "2026-03-14T09:05:00Z"])
    #expect(amid.output.contains("\"samples\": 30"), "\(amid.all)")
    let early = try ConsoleRun(day + ["--at", "2026-03-14T08:59:59Z"])
    #expect(early.status == 0, "\(early.all)")
    #expect(early.output.contains("\"samples\": 0"), "\(early.output)")
    #expect(early.output.contains("\"incidents\": []"), "\(early.output)")
  }

  @Test func `what stands behind the question mark of an address is not shown`() async throws {
    let fixture = try RecordedFixture()
    try fixture.scratch.write(
      RecordedFixture.configuration.replacing(
        "http://127.0.0.1:1/",
        with: "http://127.0.0.1:1/?key=s3cret"
      ),
      to: "constatd.yaml"
    )
    // As a version recorded it that masked nothing.
    try await fixture.record(target: "http://127.0.0.1:1/?key=s3cret")
    for verb in Self.verbs + [["status", "--json"], ["probe", "http://127.0.0.1:1/?key=s3cret"]] {
      let run = try ConsoleRun(verb + (verb[0] == "probe" ? [] : fixture.places))
      #expect(!run.all.contains("s3cret"), "\(verb) \(run.all)")
      if verb[0] != "incidents" { #expect(run.output.contains("?key=***"), "\(run.all)") }
    }
    try fixture.scratch.write(
      RecordedFixture.configuration.replacing(
        "http://127.0.0.1:1/",
        with: "http://127.0.0.1:99999/?key=s3cret"
      ),
      to: "constatd.yaml"
    )
    let wrong = try ConsoleRun(["status"] + fixture.places)
    #expect(wrong.status == 78)
    #expect(!wrong.all.contains("s3cret"), "\(wrong.all)")
  }
}
