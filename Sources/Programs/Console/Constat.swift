package import ArgumentParser

/// The operator's command: everything but the measuring itself.
package struct Constat: ParsableCommand {
  /// What the command line looks like.
  package static let configuration = CommandConfiguration(
    commandName: "constat",
    abstract: "Measures what a provider delivers against what its agreement promises.",
    discussion: """
      constatd measures and records; constat probes by hand, checks configurations, and reads what \
      was recorded. The daemon may run meanwhile: readers take no lock.
      """,
    version: Version.text,
    subcommands: [
      ProbeCommand.self, StatusCommand.self, IncidentsCommand.self, ReportCommand.self,
      ImportCommand.self, CheckConfigCommand.self, DemoCommand.self,
    ]
  )

  /// The command without arguments, which prints its help.
  package init() {}
}
