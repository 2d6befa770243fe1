import Foundation
import Glibc
import TestKit
import Testing

/// `constat observe` and `observations`, alone and while the daemon measures.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct ObservationTests {
  /// docs/observations.md, block by block: what stands between the fences of a language.
  private func block(_ language: String) throws -> String {
    let page = try RepositoryFile.text("docs/observations.md")
    let part = try #require(page.components(separatedBy: "```\(language)\n").dropFirst().first)
    return try #require(part.components(separatedBy: "```").first)
  }

  /// A stage with the agreement and the files of the page.
  private func stage(_ target: SwitchedTarget) throws -> Stage {
    let stage = try Stage(ConfigurationText(target))
    let clauses = try block("yaml")
    try stage.scratch.write(
      """
      agreement: shop
      title: The desk
      revision: 1
      effective: 2020-01-01
      language: en
      time-zone: Europe/Paris
      currency: EUR
      parties: {provider: {name: Provider Ltd}, customer: {name: Customer Ltd}}

      """ + clauses,
      to: "agreement.yaml"
    )
    try stage.scratch.write(try block("csv"), to: "first-contact.csv")
    try stage.scratch.write(try block("jsonl"), to: "answer-time.jsonl")
    return stage
  }

  private func observe(_ stage: Stage, _ words: [String]) throws -> CommandResult {
    try stage.constat("observe", words + ["--source", "desk"])
  }

  private func objective(_ stage: Stage, _ id: String) throws -> JSON {
    let report = try stage.report(["--period", "2026-03"])
    return try #require(report["objectives"]?.list?.first { $0["id"]?.text == id })
  }

  /// Runs the page's commands.
  private func give(_ stage: Stage) throws {
    let places = " --config '\(stage.config)' --store '\(stage.store)'"
    let commands = try block("sh").replacingOccurrences(of: "\\\n", with: " ")
      .split(separator: "\n")
    #expect(commands.count == 4)
    for command in commands {
      let line = command.replacingOccurrences(
        of: "constat observe",
        with: "'\(BuiltProducts.constat)' observe"
      )
      let folder = URL(fileURLWithPath: stage.config).deletingLastPathComponent().path
      let result = try CommandResult("/bin/sh", ["-c", "cd '\(folder)' && \(line)\(places)"])
      #expect(result.ending == .exit(0), "\(command): \(result.errors)")
      #expect(result.output.hasPrefix("recorded "), "\(result.output)")
    }
  }

  @Test func `the page's examples do what the page says`() throws {
    let stage = try stage(SwitchedTarget())
    try give(stage)
    // 42 of 50 on the 13th and on the 14th, 38 of 44 on the 15th.
    let helped = try objective(stage, "helped-at-once")
    #expect(helped["verdict"]?.text == "met")
    #expect(helped["estimate_percent"]?.text == "84.722222")
    #expect(helped["cases"]?["valid"]?.number == 144 && helped["cases"]?["good"]?.number == 122)
    #expect(helped["observed"]?["entries"]?.number == 3)
    #expect(helped["observed"]?["sources"]?.list?.map(\.text) == ["ticket system"])
    // Two of three answers within 3 minutes.
    #expect(try objective(stage, "answered-fast")["verdict"]?.text == "missed")
    let percentile = try objective(stage, "answer-p95")
    #expect(percentile["percentile_ms"]?.number == 250_000 && percentile["verdict"]?.text == "met")

    let again = try observe(
      stage,
      ["first-contact", "--file", stage.scratch.file("first-contact.csv")]
    )
    #expect(again.ending == .exit(0), "\(again.errors)")
    #expect(again.output.contains("nothing changed: all 2 observations"), "\(again.output)")
    let corrected = try observe(
      stage,
      [
        "first-contact", "--good", "20", "--valid", "44", "--id", "2026-03-15", "--from",
        "2026-03-15T00:00:00+01:00", "--to", "2026-03-16T00:00:00+01:00",
      ]
    )
    #expect(corrected.output.contains(" as 2026-03-15, a correction"), "\(corrected)")
    let after = try objective(stage, "helped-at-once")
    #expect(after["verdict"]?.text == "missed" && after["observed"]?["corrected"]?.number == 1)
    let list = try stage.constat("observations", ["first-contact", "--format", "json"])
    let rows = try list.json().list ?? []
    #expect(rows.count == 4 && rows.filter { $0["replaced"]?.text != nil }.count == 1)
    #expect(rows.last?["correction"] == .bool(true))
    let text = try stage.constat("observations")
    #expect(text.output.contains("telephone system") && text.output.contains("no, replaced"))
    let page = try stage.constat("report", ["shop", "--period", "2026-03"])
    #expect(page.output.contains("not measured by constat"), "\(page.output)")
    #expect(try stage.constat("verify").ending == .exit(0))
  }

  @Test func `of which entries a figure is made is explained as the page has it`() throws {
    let stage = try stage(SwitchedTarget())
    try give(stage)
    let march = ["shop", "--period", "2026-03", "--objective", "helped-at-once"]
    let explained = try stage.constat("explain", march)
    let text = explained.output.replacing(
      /recorded [-0-9]{10} [:0-9]{8} \+0[12]:00/,
      with: "recorded 2026-04-01 10:00:00 +02:00"
    )
    #expect(text.contains(try block("text explain")), "\(text)\(explained.errors)")
    let percentile = try stage.constat(
      "explain",
      ["shop", "--period", "2026-03", "--objective", "answer-p95"]
    )
    #expect(percentile.output.contains("percentile") && percentile.output.contains("4 min 10 s"))
    let noon = ["shop", "--at", "2026-03-14T12:00:00Z", "--format", "json"]
    let moment = try stage.constat("explain", noon).json()
    let entries = moment["objectives"]?.list?.first?["entries"]?.list ?? []
    #expect(entries.map { $0["id"]?.text } == ["2026-03-14"])
    let other = try stage.constat("replay", march.prefix(3) + ["--policy", "target=90%"])
    #expect(other.output.contains("cases") && other.output.contains("MISSED"), "\(other)")
  }

  @Test func `what makes no sense is refused with the way out, and nothing is recorded`() throws {
    let stage = try stage(SwitchedTarget())
    let day = ["--from", "2026-03-14T00:00:00Z", "--to", "2026-03-15T00:00:00Z"]
    try stage.scratch.write("from,to,good,valid\n2026-03-14T00:00:00Z,NaN,1,2\n", to: "bad.csv")
    let cases: [(words: [String], status: Int32, complaint: String)] = [
      (["x", "--good", "1", "--valid", "2"], 64, "there is answer-time, first-contact"),
      (["first-contact", "--duration", "3h"], 64, "observed by counts: give --good and --valid"),
      (["first-contact", "--good", "3", "--valid", "2"], 65, "more than \"valid\""),
      (["first-contact", "--good=-1", "--valid", "2"], 65, "no number of cases"),
      (["first-contact", "--good", "NaN", "--valid", "2"], 64, "--good"),
      (["first-contact", "--good", "1"], 64, "--good and --valid go together"),
      (["first-contact"], 64, "give --good and --valid, or --duration, or --file"),
      (["first-contact", "--good", "1", "--valid", "2"] + day.prefix(2), 64, "go together"),
      (
        ["first-contact", "--good", "1", "--valid", "2", day[0], day[3], day[2], day[1]], 65,
        "\"to\" is before \"from\""
      ),
      (
        ["answer-time", "--duration", "3h", "--at", "2090-01-01T00:00:00Z"], 65,
        "only what is over can be observed"
      ),
      (["answer-time", "--duration", "soon"], 65, "no length of time"),
      (["first-contact", "--file", stage.scratch.file("bad.csv")], 65, "bad.csv:2:22: "),
      (["first-contact", "--file", "/nowhere.csv"], 66, "can't be opened"),
      (["first-contact", "--file", "/dev/zero"], 66, "is not a file"),
    ]
    for (words, status, complaint) in cases {
      let result = try observe(stage, words)
      #expect(result.ending == .exit(status), "\(words): \(result.errors)")
      #expect(result.errors.contains(complaint), "\(words): \(result.errors)")
    }
    let unnamed = try stage.constat(
      "observe",
      ["first-contact", "--good", "1", "--valid", "2", "--source", " "]
    )
    #expect(unnamed.ending == .exit(64) && unnamed.errors.contains("--source"))
    if FileManager.default.fileExists(atPath: stage.store) {
      #expect(try stage.constat("observations").output == "no observations\n")
    }
  }

  @Test func `a daemon that measures records and judges it, and goes on`() throws {
    let target = SwitchedTarget()
    let stage = try stage(target)
    let daemon = try stage.start()
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    try stage.scratch.write("observe 1 x\n", to: "store/inbox/x.request")
    let file = stage.scratch.file("first-contact.csv")
    let done = try observe(stage, ["first-contact", "--file", file])
    #expect(done.ending == .exit(0), "\(done.errors)\(daemon.errors)")
    #expect(done.output.hasPrefix("recorded 2 observations of first-contact"), "\(done.output)")
    let again = try observe(stage, ["first-contact", "--file", file])
    #expect(again.output.contains("nothing changed"), "\(again.output)")
    #expect(eventually { stage.scratch.read("store/inbox/x.answer")?.hasPrefix("65\n") == true })
    let overlap = try observe(
      stage,
      [
        "first-contact", "--good", "1", "--valid", "2", "--from", "2026-03-14T05:00:00Z", "--to",
        "2026-03-14T06:00:00Z",
      ]
    )
    #expect(overlap.ending == .exit(65), "\(overlap)")
    #expect(overlap.errors.contains("overlaps the entry \"2026-03-14\" on record"), "\(overlap)")
    // Of this month three of ten cases are good so far.
    let now = try observe(stage, ["first-contact", "--good", "3", "--valid", "10"])
    #expect(now.ending == .exit(0), "\(now.errors)")
    #expect(eventually { daemon.errors.contains("helped-at-once") }, "\(daemon.errors)")
    let status = try stage.constat("status", ["--json"])
    let standing = try status.json()["objectives"]?.list?.first {
      $0["id"]?.text == "helped-at-once"
    }
    #expect(standing?["estimate_percent"]?.text == "30.000000", "\(status.output)")
    #expect(standing?["state"]?.text == "likely-breached")
    #expect(target.waitForConnections(2), "probing goes on")
    stage.stop(daemon)
    #expect(try objective(stage, "helped-at-once")["cases"]?["valid"]?.number == 94)
  }
}
