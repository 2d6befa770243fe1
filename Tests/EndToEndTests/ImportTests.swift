import Foundation
import Glibc
import Testing

/// `constat import`, alone and while the daemon measures.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ImportTests {
  /// March 2025 in Paris: 743 hours, because the clocks go forward.
  private static let (start, end) = (1_740_783_600, 1_743_458_400)

  private func line(_ second: Int, _ rest: String) -> String {
    "{\"at\": \(second)000, \"outcome\": \(rest)}\n"
  }

  /// A sample a minute, of which 45 in a row failed, the last one after 36 s.
  private func march() -> String {
    let outage = Self.start + 13 * 86_400
    return stride(from: Self.start - 60, through: Self.end + 60, by: 60).map { second in
      switch second - outage {
      case 0..<2_640: line(second, "\"down\", \"cause\": \"http-5xx\", \"status\": 503")
      case 2_640: line(second, "\"down\", \"cause\": \"read-timeout\", \"total_us\": 36000000")
      default: line(second, "\"up\", \"status\": 200")
      }
    }.joined()
  }

  private func stage() throws -> Stage {
    var configuration = ConfigurationText(SwitchedTarget())
    configuration.window = "month"
    let stage = try Stage(configuration)
    let file = configuration.file.replacing(
      "interval: 1s, timeout: 800ms",
      with: "interval: 60s, timeout: 40s"
    )
    try stage.scratch.write(file, to: "constatd.yaml")
    let agreement = configuration.agreement.replacing("UTC", with: "Europe/Paris")
    try stage.scratch.write(agreement, to: "agreement.yaml")
    return stage
  }

  @Test func `a month that was measured elsewhere is judged exactly`() throws {
    let stage = try stage()
    try stage.scratch.write(march(), to: "march.jsonl")
    let file = stage.scratch.file("march.jsonl")
    let done = try stage.constat("import", ["--check", "web", file])
    #expect(done.ending == .exit(0), "\(done.errors)")
    let words = "imported 44583 samples of web from 2025-02-28T22:59:00Z to 2025-03-31T22:01:00Z, "
    #expect(done.output.hasPrefix(words + "sha256 "), "\(done.output)")
    let verified = try stage.constat("verify")
    #expect(verified.ending == .exit(0), "\(verified.output)\(verified.errors)")

    let report = try stage.report(["--period", "2025-03"])
    #expect(report["evidence"]?["samples"]?.number == 44_580)
    let objective = try #require(report["objectives"]?[0])
    let time = objective["time_ms"]
    #expect(time?["window"]?.number == 2_674_800_000)
    #expect(time?["down_low"]?.number == 2_676_000)
    #expect(time?["down"]?.number == 2_706_000)
    #expect(time?["down_high"]?.number == 2_760_000)
    #expect(time?["unknown"]?.number == 0)
    #expect(objective["budget_ms"]?["total"]?.number == 2_674_800)
    // With 744 hours the same outage would be within the budget at best.
    #expect(objective["high_percent"]?.text == "99.899955")
    #expect(objective["verdict"]?.text == "missed")
    #expect(report["incidents"]?.list?.count == 1)

    let again = try stage.constat("import", ["--check", "web", file])
    #expect(again.ending == .exit(65), "\(again.errors)")
    #expect(again.errors.contains("recorded already"), "\(again.errors)")
    let other = line(Self.start + 90, "\"up\"")
    try stage.scratch.write(other, to: "other.jsonl")
    let overlap = try stage.constat(
      "import",
      ["--check", "web", stage.scratch.file("other.jsonl")]
    )
    #expect(overlap.ending == .exit(65))
    #expect(overlap.errors.contains("at 2025-02-28T23:01:30Z"), "\(overlap.errors)")
    #expect(try stage.report(["--period", "2025-03"]) == report)
  }

  @Test func `time that nobody has samples of is unknown`() throws {
    let stage = try stage()
    let text = line(Self.start + 3_600, "\"up\"") + line(Self.start + 7_200, "\"up\"")
    try stage.scratch.write(text, to: "two.jsonl")
    let file = stage.scratch.file("two.jsonl")
    let refused = try stage.constat("import", ["--check", "web", file])
    #expect(refused.ending == .exit(65), "\(refused.errors)")
    #expect(refused.errors.contains("before you import, or import it all the same with --sparse"))
    let done = try stage.constat("import", ["--sparse", "--check", "web", file])
    #expect(done.ending == .exit(0), "\(done.errors)")
    let report = try stage.report(["--period", "2025-03"])
    let unknown = try #require(report["unknown"]?.list)
    #expect(unknown.count == 3)
    #expect(unknown.allSatisfy { $0["cause"]?.text == "no-sample" }, "\(unknown)")
  }

  @Test func `a first start after an import tells of no gap, for no daemon had stopped`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let past = time(nil) - 600
    let text = (0..<60).map { line(past + $0, "\"up\"") }.joined()
    try stage.scratch.write(text, to: "past.jsonl")
    let done = try stage.constat("import", ["--check", "web", stage.scratch.file("past.jsonl")])
    #expect(done.ending == .exit(0), "\(done.errors)")
    let first = try stage.start()
    try #require(target.waitForConnections(2), "\(first.errors)")
    let causes = try #require(stage.report()["unknown"]?.list).compactMap { $0["cause"]?.text }
    #expect(causes.contains("no-sample") && !causes.contains("daemon-stopped"), "\(causes)")
    stage.stop(first)
    #expect(!first.errors.contains("daemon gap"), "\(first.errors)")
    // The next one does.
    let second = try stage.start()
    #expect(second.line(containing: "daemon gap") != nil, "\(second.errors)")
    stage.stop(second)
  }

  @Test func `what cannot be imported is said, and leaves no store`() throws {
    let stage = try stage()
    let missing = try stage.constat("import", ["--check", "web", stage.scratch.file("none")])
    #expect(missing.ending == .exit(66), "\(missing.errors)")
    try stage.scratch.write(line(Self.start, "\"ok\"") + "x\n", to: "bad.jsonl")
    let file = stage.scratch.file("bad.jsonl")
    let bad = try stage.constat("import", ["--check", "web", file])
    #expect(bad.ending == .exit(65))
    #expect(bad.errors.contains("bad.jsonl:1:") && bad.errors.contains("bad.jsonl:2:1: "))
    let unknown = try stage.constat("import", ["--check", "wbe", file])
    #expect(unknown.ending == .exit(64))
    #expect(unknown.errors.contains("it has web"), "\(unknown.errors)")
    #expect(unsafe access(stage.store, F_OK) != 0)
  }

  @Test func `a daemon that measures imports, goes on, and raises no event`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    try stage.scratch.write("no request", to: "store/inbox/x.request")
    let past = time(nil) - 3 * 3_600
    let text = (0..<600).map { line(past + $0, $0 < 60 ? "\"down\"" : "\"up\"") }.joined()
    try stage.scratch.write(text, to: "past.jsonl")
    let file = stage.scratch.file("past.jsonl")
    let done = try stage.constat("import", ["--check", "web", file])
    #expect(done.ending == .exit(0), "\(done.errors)\(daemon.errors)")
    #expect(done.output.hasPrefix("imported 600 samples of web from "), "\(done.output)")
    #expect(eventually { stage.scratch.read("store/inbox/x.answer")?.hasPrefix("65\n") == true })

    let again = try stage.constat("import", ["--check", "web", file])
    #expect(again.ending == .exit(65), "\(again.errors)")
    #expect(target.waitForConnections(3), "probing goes on")
    let words = done.output.split { $0 == " " || $0 == "," }
    let period = ["--period", words[6] + ".." + words[8]]
    let report = try stage.report(period)
    #expect(report["evidence"]?["samples"]?.number == 599)
    #expect(report["objectives"]?[0]?["time_ms"]?["down_low"]?.number == 59_000)
    #expect(daemon.line(containing: "objective", within: .seconds(1)) == nil, "\(daemon.errors)")
    #expect(!daemon.errors.contains("incident"), "\(daemon.errors)")
    // What is measured here still raises events.
    target.become(.errorPage)
    #expect(daemon.line(containing: "incident opened") != nil, "\(daemon.errors)")
    stage.stop(daemon)
    #expect(try stage.report(period) == report)
  }

  @Test func `Ctrl-C takes a request back that nobody has begun with`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(1), "\(daemon.errors)")
    daemon.signal(SIGSTOP)
    let command = try ask(stage)
    let inbox = stage.store + "/inbox"
    #expect(eventually { names(in: inbox).contains { $0.hasSuffix(".request") } })
    command.signal(SIGINT)
    #expect(command.end() == .exit(75), "\(command.errors)")
    #expect(command.errors.contains("taken back"), "\(command.errors)")
    #expect(names(in: inbox) == [])
    daemon.signal(SIGCONT)
    stage.stop(daemon)
  }

  @Test func `an answer that can't be read leaves it open whether anything is done`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(1), "\(daemon.errors)")
    daemon.signal(SIGSTOP)
    let command = try ask(stage)
    let inbox = stage.store + "/inbox"
    try #require(eventually { names(in: inbox).contains { $0.hasSuffix(".request") } })
    let name = try #require(names(in: inbox).first { $0.hasSuffix(".request") })
    // What is no file can't be read.
    try FileManager.default.createDirectory(
      atPath: inbox + "/" + name.replacingOccurrences(of: ".request", with: ".answer"),
      withIntermediateDirectories: false
    )
    #expect(command.end() == .exit(74), "\(command.errors)")
    #expect(command.errors.contains("can't be read"), "\(command.errors)")
    #expect(command.errors.contains("see `constat report` for what it imported"))
    daemon.signal(SIGCONT)
    stage.stop(daemon)
  }

  /// Starts an import of one sample.
  private func ask(_ stage: Stage) throws -> RunningProgram {
    try stage.scratch.write(line(Self.start, "\"up\""), to: "one.jsonl")
    return try RunningProgram(
      BuiltProducts.constat,
      [
        "import", "--check", "web", stage.scratch.file("one.jsonl"), "--config", stage.config,
        "--store", stage.store,
      ],
      log: stage.scratch.file("import")
    )
  }

  private func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
  }
}
