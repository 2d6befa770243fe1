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

  @Option(
    help: ArgumentHelp("Only this check; can be given several times.", valueName: "id"),
    completion: Completions.checks
  )
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
      throw ValidationError("--from must be before --to")
    }
  }

  func run() throws {
    let configuration = try locations.load()
    let (start, end) = try (instant(from, "--from"), instant(to, "--to"))
    // Each segment of the time that is wanted is open while a check's samples are gathered.
    _ = try? CurrentProcess.raiseDescriptorLimit()
    var output = OutputBuffer()
    var export: RecordedSamples
    do throws(StoreError) {
      export = try RecordedSamples(
        configuration.store,
        checks: check,
        from: start,
        to: end
      )
    } catch {
      throw ExitCode.because(error)
    }
    defer { export.progress.end() }
    var leftOut = 0
    do throws(StoreError) {
      switch format {
      case .jsonl:
        try export.read { output.add(ExportedSample($0, of: $1).json + "\n") }
      case .csv:
        output.add(ExportedSample.columns.joined(separator: ",") + "\n")
        try export.read { output.add(ExportedSample($0, of: $1).csv + "\n") }
      case .openmetrics: leftOut = try writeMetrics(&export, to: &output)
      }
    } catch {
      throw ExitCode.because(error)
    }
    output.flush()
    export.progress.end()
    export.tellDamage()
    if leftOut > 0 {
      Terminal.complain(
        "constat: warning: \(leftOut) samples are left out that start at the instant of another one of "
          + "their check: openmetrics has one value an instant; jsonl and csv have them"
      )
    }
    if let unknown = check.first(where: { !export.known.contains($0) }) {
      let names = export.known.sorted().prefix(20).joined(separator: ", ")
      throw ExitCode.because(
        "the record has no check '\(unknown)'; it has \(names.isEmpty ? "none" : names)",
        .usage
      )
    }
  }

  /// Writes a family after the other; the format wants the values of each, and of its checks, together.
  ///
  /// - Returns: How many samples are left out.
  private func writeMetrics(
    _ export: inout RecordedSamples,
    to output: inout OutputBuffer
  ) throws(StoreError) -> Int {
    var text = MetricText()
    try export.read(forEach: MetricFamily.all) { step in
      switch step {
      case .family(let family): output.add(text.begin(family))
      case .sample(let sample, let check):
        if let line = text.line(sample, of: check) { output.add(line) }
      }
    }
    output.add(MetricFamily.end)
    return text.leftOut
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
