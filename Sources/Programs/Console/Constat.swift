import ArgumentParser
import Events

/// What `constat` runs.
package enum ConsoleProgram {
  /// Reads the process's command line, does what it asks for, and ends the process.
  package static func main() {
    Constat.main()
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
      ImportCommand.self, VerifyCommand.self, KeyCommand.self, CheckConfigCommand.self,
      DemoCommand.self,
    ]
  )
}
