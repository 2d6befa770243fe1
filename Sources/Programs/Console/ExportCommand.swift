import Archive
import ArgumentParser
import Chronology
import ConfigFile
import Exporting
import Posix
import Sampling
import Storage

/// `constat export`: the samples of the record, for other programs.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write the record's samples to standard output, for other programs.",
    discussion: """
      Formats are jsonl (one JSON object a line), csv, and openmetrics (text with timestamps). Samples \
      come as the record has them; memory stays small whatever their number. docs/export.md explains \
      every field.
      """
  )

  @Option(help: ArgumentHelp("Only this check; can be given several times.", valueName: "id"))
  var check: [String] = []

  @Option(
    help: ArgumentHelp("Only what started at this instant (RFC 3339) or later.", valueName: "time")
  )
  var from: String?

  @Option(help: ArgumentHelp("Only what started before this instant.", valueName: "time"))
  var to: String?

  @Option(help: ArgumentHelp("jsonl, csv or openmetrics.", valueName: "format"))
  var format = ExportFormat.jsonl

  @OptionGroup var locations: Locations

  func validate() throws {
    let ends = try (instant(from, "--from"), instant(to, "--to"))
    if let start = ends.0, let end = ends.1, start >= end {
      throw ValidationError("--from is before --to")
    }
  }

  func run() throws {
    let configuration = try locations.load()
    var export = RecordedSamples(
      configuration.store,
      checks: Set(check),
      from: try instant(from, "--from"),
      to: try instant(to, "--to")
    )
    var output = OutputBuffer()
    defer { export.progress.end() }
    do throws(StoreError) {
      switch format {
      case .jsonl:
        try export.read { output.add(ExportedSample($0, of: $1).json + "\n") }
      case .csv:
        output.add(ExportedSample.columns.joined(separator: ",") + "\n")
        try export.read { output.add(ExportedSample($0, of: $1).csv + "\n") }
      case .openmetrics: try writeMetrics(&export, to: &output)
      }
    } catch {
      throw ExitCode.because(error)
    }
    output.flush()
    export.progress.end()
    export.tellDamage()
    if let unknown = check.first(where: { !export.known.contains($0) }) {
      let names = export.known.sorted().prefix(20).joined(separator: ", ")
      throw ExitCode.because(
        "the record has no check '\(unknown)'; it has \(names.isEmpty ? "none" : names)",
        .usage
      )
    }
  }

  /// Reads the record once for each family and check: the format wants their values together.
  private func writeMetrics(
    _ export: inout RecordedSamples,
    to output: inout OutputBuffer
  ) throws(StoreError) {
    if check.isEmpty { try export.read { _, _ in } }
    let checks = check.isEmpty ? export.known.sorted() : Array(Set(check)).sorted()
    for family in MetricFamily.all {
      output.add(family.head)
      for check in checks {
        export.checks = [check]
        try export.read { sample, check in
          if let line = family.line(sample, of: check) { output.add(line) }
        }
      }
    }
    output.add(MetricFamily.end)
  }

  private func instant(_ text: String?, _ option: String) throws -> Instant? {
    guard let text else { return nil }
    guard let instant = Instant(rfc3339: text) else {
      throw ValidationError("\(option) is an instant such as 2026-03-31T22:00:00Z")
    }
    return instant
  }
}

extension ExportFormat: ExpressibleByArgument {}
