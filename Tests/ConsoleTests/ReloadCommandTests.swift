import TestKit
import Testing

@Suite(.timeLimit(.minutes(30))) struct ReloadCommandTests {
  @Test func `without a daemon it ends with 69, and with 78 if the file is bad`() throws {
    let fixture = try RecordedFixture()
    for store in [fixture.store, fixture.scratch.file("nowhere")] {
      let none = try ConsoleRun(["reload", "--config", fixture.config, "--store", store])
      #expect(none.status == 69, "\(none.all)")
      #expect(none.errors.contains("no constatd has the store \(store)"), "\(none.errors)")
    }
    try fixture.scratch.write("checks: 7\n", to: "constatd.yaml")
    let bad = try ConsoleRun(["reload", "--config", fixture.config, "--store", fixture.store])
    #expect(bad.status == 78, "\(bad.all)")
    #expect(bad.errors.contains("constatd.yaml:1:9: error: "), "\(bad.errors)")
  }

  @Test(arguments: ["0s", "16m", "soon", "1500ms"])
  func `a time to wait that makes no sense is refused`(timeout: String) throws {
    let run = try ConsoleRun(["reload", "--timeout", timeout])
    #expect(run.status == 64)
    #expect(run.errors.contains("--timeout is 1s to 15m"), "\(run.errors)")
  }
}
