import ArgumentParser
import Events
import Posix
import Sampling

/// What `constat` runs.
package enum ConsoleProgram {
  /// Reads the process's command line, does what it asks for, and ends the process.
  package static func main() {
    StandardStream.occupyClosed()
    // A command may read every segment of a period at once.
    _ = try? CurrentProcess.raiseDescriptorLimit()
    do {
      var command = try Constat.parseAsRoot(Array(CurrentProcess.arguments.dropFirst()))
      try command.run()
    } catch {
      end(by: error)
    }
  }

  /// Ends as the parser would: help goes to standard output, a mistake to standard error, each line of
  /// it without what a terminal would obey, for it repeats the arguments.
  ///
  /// Help that can't be written is an error.
  private static func end(by error: any Error) -> Never {
    let status = Constat.exitCode(for: error)
    if status.isSuccess {
      let help = Constat.fullMessage(for: error)
      if !help.isEmpty { Terminal.say(help + "\n") }
      Constat.exit(withError: status)
    }
    let lines = Constat.fullMessage(for: error).split(
      separator: "\n",
      omittingEmptySubsequences: false
    )
    let text = lines.map(\.harmless).joined(separator: "\n")
    if !text.isEmpty { Terminal.complain(text) }
    Constat.exit(withError: status)
  }
}

/// The operator's command: everything but the measuring itself.
struct Constat: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "constat",
    abstract: "Measures what a provider delivers against what its agreement promises.",
    discussion: """
      constatd measures and records; constat probes by hand, checks configurations, and reads what \
      was recorded. The daemon may run meanwhile: readers take no lock.
      """,
    version: Version.text,
    subcommands: [
      ProbeCommand.self, StatusCommand.self, IncidentsCommand.self, ReportCommand.self,
      ReportsCommand.self, ExplainCommand.self, ReplayCommand.self, CalendarCommand.self,
      AnnotateCommand.self, AnnotationsCommand.self, HoldCommand.self,
      ObserveCommand.self, ObservationsCommand.self, EvidenceCommand.self,
      ImportCommand.self, ExportCommand.self, VerifyCommand.self, KeyCommand.self,
      StoreCommand.self, CheckConfigCommand.self, ReloadCommand.self, SchemaCommand.self,
      NewAgreementCommand.self, DemoCommand.self,
    ]
  )
}
