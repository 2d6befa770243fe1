import Agreement
import ArgumentParser
import ConfigFile
import Events
import Posix
import Replaying

/// `constat check-config`: reads a configuration as the daemon would, and says what is wrong.
struct CheckConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-config",
    abstract: "Check a configuration and the agreements that it names.",
    discussion: """
      Every error is printed at once. Where the store can be read, agreements are held against the \
      revisions that it has on record, and what was declared against the agreements. Ends with 0 if \
      the daemon would take it, else 78.
      """
  )

  @Argument(help: "The configuration; the same as --config.", completion: .file())
  var file: String?

  @OptionGroup var locations: Locations

  func validate() throws {
    if file != nil, locations.isConfigGiven {
      throw ValidationError("name one configuration: FILE, or --config FILE")
    }
  }

  func run() throws {
    let path = file ?? locations.config
    let reading = ConfigLoader.load(
      path: path,
      surroundings: .ofThisMachine(
        store: locations.store,
        recordedRevisions: { RevisionRecord.readable(in: $0) },
        recordedAnnotations: { AnnotationRecord.readable(in: $0) }
      ),
      files: .disk
    )
    if !reading.diagnostics.isEmpty { Terminal.complain(reading.description) }
    guard let configuration = reading.configuration else {
      throw ExitCode(ExitStatus.configuration.rawValue)
    }
    let objectives = configuration.agreements.reduce(0) { $0 + $1.objectives.count }
    Terminal.say(
      "\(path): fine: \(counted(configuration.checks.count, "check")), "
        + "\(counted(configuration.agreements.count, "agreement")), "
        + "\(counted(objectives, "objective")); "
        + "vantage \(configuration.vantage), store \(configuration.store)"
    )
  }
}
