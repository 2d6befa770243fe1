import Chronology
import Exporting
import TestKit
import Testing

/// `constat export` and `constat store info` on a recorded store.
@Suite(.timeLimit(.minutes(30))) struct ExportCommandTests {
  private func lines(_ fixture: RecordedFixture, _ options: [String]) throws -> [String] {
    let run = try ConsoleRun(["export"] + options + fixture.places)
    #expect(run.status == 0, "\(run.all)")
    #expect(run.errors.isEmpty, "\(run.errors)")
    return run.output.split(separator: "\n").map { String($0) }
  }

  @Test func `every sample is written in each format`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let json = try lines(fixture, [])
    #expect(json.count == 60)
    #expect(json.allSatisfy { $0.hasPrefix(#"{"check":"web","at":"2026-03-14T09:0"#) })
    #expect(json.filter { $0.contains(#""outcome":"down""#) }.count == 6)
    let table = try lines(fixture, ["--format", "csv"])
    #expect(table.count == 61)
    #expect(table[0] == ExportedSample.columns.joined(separator: ","))
    let metrics = try lines(fixture, ["--format", "openmetrics"])
    let grammar = OpenMetricsText(metrics.joined(separator: "\n"))
    #expect(grammar.faults.isEmpty && grammar.families == MetricFamily.all.map(\.name))
    #expect(metrics.last == "# EOF")
    #expect(metrics.filter { $0.hasPrefix("constat_probe_success{") }.count == 60)
    #expect(metrics.filter { $0.hasPrefix("constat_probe_success{check=\"web\"} 0 ") }.count == 6)
    let families = metrics.filter { $0.hasPrefix("# TYPE ") }
    #expect(families.count == MetricFamily.all.count)
  }

  @Test func `only what was asked for`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let time = ["--from", "2026-03-14T09:05:00Z", "--to", "2026-03-14T09:06:00Z"]
    #expect(try lines(fixture, time + ["--check", "web"]).count == 6)
    let unknown = try ConsoleRun(["export", "--check", "wbe"] + fixture.places)
    #expect(unknown.status == 64)
    #expect(unknown.errors == "constat: the record has no check 'wbe'; it has web\n")
    for wrong in [["--from", "yesterday"], ["--format", "xml"], time.reversed()] {
      #expect(try ConsoleRun(["export"] + wrong + fixture.places).status == 64, "\(wrong)")
    }
  }

  @Test func `what is exported is imported into another store`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    for format in ["jsonl", "csv", "openmetrics"] {
      let text = try lines(fixture, ["--format", format]).joined(separator: "\n")
      let file = try fixture.scratch.write(text, to: "export.\(format)")
      let places = ["--config", fixture.config, "--store", fixture.scratch.file("to-\(format)")]
      let run = try ConsoleRun(["import", "--check", "web", file] + places)
      #expect(run.status == 0, "\(run.all)")
      let again = try ConsoleRun(["export"] + places)
      #expect(again.output.split(separator: "\n").count == 60)
      let other = try ConsoleRun(["import", "--check", "port", file] + places)
      #expect(other.status == 65)
      #expect(other.errors.contains("the sample is of \"web\""), "\(other.errors)")
    }
  }

  @Test func `store info says what is where, and knows no rate from an import`() async throws {
    let fixture = try RecordedFixture()
    let lines = (0..<7_200).map { second in
      let at = RecordedFixture.origin + .seconds(Int64(second))
      return #"{"at": \#(at.milliseconds), "outcome": "up"}"#
    }
    let file = try fixture.scratch.write(lines.joined(separator: "\n"), to: "history.jsonl")
    let imported = try ConsoleRun(["import", "--check", "web", file] + fixture.places)
    #expect(imported.status == 0, "\(imported.all)")
    let run = try ConsoleRun(["store", "info"] + fixture.places)
    #expect(run.status == 0, "\(run.all)")
    for words in [
      "sealed samples 7200", "to             2026-03-14T10:59:59Z", " bytes alone, ",
    ] {
      #expect(run.output.contains(words), "\(words) in \(run.output)")
    }
    #expect(!run.output.contains("at this rate"), "what was imported once says nothing of a rate")
    let json = try ConsoleRun(["store", "info", "--json"] + fixture.places)
    #expect(json.output.contains("\"days_left\": null"), "\(json.output)")
    #expect(json.output.contains("\"sealed_samples\": 7200"), "\(json.output)")
    #expect(json.output.contains("\"unreadable_segments\": 0"), "\(json.output)")
  }
}
