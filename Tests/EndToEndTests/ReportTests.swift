import Foundation
import Glibc
import Testing

/// The daemon judges while it measures, `constat report` judges the files: both must agree.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ReportTests {
  @Test func `the closing report equals a fresh one, bit for bit`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start(["--foreground"])
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    target.become(.errorPage)
    try #require(daemon.line(containing: "objective breached") != nil, "\(daemon.errors)")
    target.become(.up)
    try #require(daemon.line(containing: "incident resolved") != nil, "\(daemon.errors)")
    stage.stop(daemon)
    let fresh = try stage.constat("report", ["shop"])
    #expect(fresh.ending == .exit(0), "\(fresh.errors)")
    #expect(!fresh.output.isEmpty)
    #expect(
      daemon.output.contains(fresh.output),
      "\(daemon.output)\n--- fresh ---\n\(fresh.output)"
    )
    let again = try stage.constat("report", ["shop"])
    #expect(again.output == fresh.output)
  }

  @Test func `a report says where the probes ran, not where they would run now`() throws {
    let target = SwitchedTarget()
    var configuration = ConfigurationText(target)
    let stage = try Stage(configuration)
    let daemon = try stage.start()
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    stage.stop(daemon)
    // A window that rolls goes on once the last sample vouches for nothing any more.
    let report = ["shop", "--at", Date.now.ISO8601Format()]
    let before = try stage.constat("report", report)
    #expect(before.output.contains("test"), "\(before.output)\(before.errors)")
    configuration.vantage = "elsewhere"
    try stage.write(configuration)
    #expect(try stage.constat("report", report).output == before.output)
  }

  @Test func `the report's sums hold exactly, and the verdict follows from them`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    target.become(.errorPage)
    try #require(daemon.line(containing: "objective breached: ") != nil, "\(daemon.errors)")
    stage.stop(daemon)
    let report = try stage.report()
    #expect(report["format"]?.text == "constat.report/1")
    let objective = try #require(report["objectives"]?[0])
    let time = try #require(objective["time_ms"])
    let part = { (name: String) in time[name]?.number ?? -1 }
    #expect(part("up") + part("down") + part("unknown") + part("excluded") == part("service"))
    #expect(part("eligible") == part("service") - part("excluded"))
    #expect(part("down_low") <= part("down") && part("down") <= part("down_high"))
    #expect(part("down_low") > 3_600)
    #expect(objective["budget_ms"]?["total"]?.number == 3_600)
    #expect(objective["state"]?.text == "breached")
    let incident = try #require(report["incidents"]?[0])
    #expect(incident["resolved"] == .null)
    #expect(incident["causes"]?["http-5xx"]?.number ?? 0 >= 4)
    #expect(try stage.samples() == Int64(target.accepted))
  }
}
