import Posix
import TestKit
import Testing

/// The formats and the languages of a report, and the file that it is written into.
@Suite(.timeLimit(.minutes(30))) struct ReportFormatTests {
  private static let day = ["report", "shop", "--period", "2026-03-14"]

  @Test func `a report is a page, Markdown or CSV as well`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let beginnings = [
      "html": "<!DOCTYPE html>\n<html lang=\"en\">", "md": "# Service-level report\n",
      "csv": "agreement,revision,sha256,",
    ]
    for (format, beginning) in beginnings {
      let run = try ConsoleRun(Self.day + ["--format", format] + fixture.places)
      #expect(run.status == 0, "\(run.all)")
      #expect(run.output.hasPrefix(beginning), "\(run.output.prefix(200))")
      #expect(
        try ConsoleRun(Self.day + ["--format", format] + fixture.places).output == run.output
      )
    }
    let csv = try ConsoleRun(Self.day + ["--format", "csv"] + fixture.places).output
    #expect(csv.utf8.suffix(3).dropFirst().elementsEqual([0x0D, 0x0A]), "no empty line at the end")
  }

  @Test func `a language of the caller's own`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let french = try ConsoleRun(Self.day + ["--lang", "fr"] + fixture.places)
    #expect(french.output.hasPrefix("RAPPORT DE NIVEAU DE SERVICE"), "\(french.all)")
    let mistaken = try ConsoleRun(Self.day + ["--lang", "de"] + fixture.places)
    #expect(mistaken.status == 64, "\(mistaken.all)")
    let json = Self.day + ["--format", "json"] + fixture.places
    #expect(try ConsoleRun(json + ["--lang", "fr"]).output == ConsoleRun(json).output)
  }

  @Test func `as of an instant, by either name`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let then = "2026-03-14T09:10:00Z"
    let at = try ConsoleRun(Self.day + ["--at", then] + fixture.places)
    #expect(at.status == 0, "\(at.all)")
    #expect(try ConsoleRun(Self.day + ["--as-of", then] + fixture.places).output == at.output)
  }

  @Test func `a file holds what standard output would, and is never replaced`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let path = fixture.scratch.file("report.html")
    let arguments = Self.day + ["--format", "html"] + fixture.places
    let written = try ConsoleRun(arguments + ["-o", path])
    #expect(written.status == 0 && written.all.isEmpty, "\(written.all)")
    let page = String(decoding: try fixture.scratch.read("report.html"), as: UTF8.self)
    #expect(try ConsoleRun(arguments).output == page)
    #expect(try ConsoleRun(arguments + ["-o", "-"]).output == page)
    let again = try ConsoleRun(arguments + ["-o", path])
    #expect(again.status == 73 && again.errors.contains("nothing is replaced"), "\(again.all)")
  }
}
