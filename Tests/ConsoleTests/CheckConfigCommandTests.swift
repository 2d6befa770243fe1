import Agreement
import Chronology
import Storage
import StoreFormat
import TestKit
import Testing

@Suite(.timeLimit(.minutes(30))) struct CheckConfigCommandTests {
  @Test func `a configuration that the daemon would take ends with 0`() throws {
    let fixture = try RecordedFixture()
    let words = "\(fixture.config): fine: 2 checks, 1 agreement, 1 objective; vantage test, store "
    for arguments in [[fixture.config], ["--config", fixture.config]] {
      let run = try ConsoleRun(["check-config"] + arguments)
      #expect(run.status == 0, "\(run.all)")
      #expect(run.output == words + fixture.scratch.file("somewhere-else") + "\n")
      #expect(run.errors.isEmpty)
    }
    let elsewhere = try ConsoleRun(["check-config", fixture.config, "--store", "/srv/other"])
    #expect(elsewhere.output == words + "/srv/other\n")
  }

  @Test func `every mistake is printed at once, and ends with 78`() throws {
    let fixture = try RecordedFixture()
    let mistakes = RecordedFixture.configuration
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("  port") ? "  port: {tcp: \"127.0.0.1\", intervall: 5s}" : String($0) }
      .map { $0.hasPrefix("vantage") ? "vantage: No Good" : $0 }
      .joined(separator: "\n")
    try fixture.scratch.write(mistakes, to: "constatd.yaml")
    try fixture.scratch.write(
      RecordedFixture.agreement + "extra: 1\n",
      to: "agreement.yaml"
    )
    let run = try ConsoleRun(["check-config", fixture.config])
    #expect(run.status == 78)
    #expect(run.output.isEmpty)
    for place in [":1:10: error: ", ":7:15: error: ", ":7:28: error: "] {
      #expect(run.errors.contains("\(fixture.config)\(place)"), "\(place)\n\(run.errors)")
    }
    #expect(run.errors.contains("agreement.yaml:15:1: error: "), "\(run.errors)")
    #expect(run.errors.contains("did you mean 'interval'?"), "\(run.errors)")
  }

  /// The agreement of the fixture has no clause for maintenance.
  @Test func `a declaration on record that the agreement refuses is named, and refuses nothing`()
    async throws
  {
    let fixture = try RecordedFixture()
    let start = RecordedFixture.origin
    let declared = RecordedAnnotation(
      Annotation(
        kind: .maintenance,
        scope: .agreement("shop"),
        start: start,
        end: start + .hours(2),
        noticed: start - .days(4),
        author: .provider,
        reason: "an update"
      ),
      recordedAt: start - .days(4)
    )
    let store = try Store.open(
      fixture.store,
      clock: StoreClock(now: { start }, bootTime: { 0 }),
      observer: Store.Observer(committed: { _ in })
    )
    store.append([.annotated(declared)])
    #expect(await store.close())
    let run = try ConsoleRun(["check-config", fixture.config, "--store", fixture.store])
    #expect(run.status == 0, "\(run.all)")
    #expect(
      run.errors.contains(
        "agreement.yaml:1:1: warning: the maintenance of 2026-03-14T09:00:00Z, declared as"
          + " \(declared.id), is refused: the agreement has no clause for it"
      ),
      "\(run.errors)"
    )
  }

  @Test func `a file that is not there is named, with what to do`() throws {
    let run = try ConsoleRun(["check-config", "/nowhere.yaml"])
    #expect(run.status == 78)
    #expect(run.errors.hasPrefix("/nowhere.yaml: error: there is no such file"), "\(run.errors)")
    #expect(run.errors.contains("--config"))
  }

  @Test func `two files at once make no sense`() throws {
    let run = try ConsoleRun(["check-config", "a.yaml", "b.yaml"])
    #expect(run.status == 64)
  }
}
