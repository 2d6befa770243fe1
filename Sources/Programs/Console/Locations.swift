import ArgumentParser
import ConfigFile
import Posix
import Sampling

/// Where the configuration and the store are; every command takes both after its name.
struct Locations: ParsableArguments {
  /// Where the configuration is if no option says otherwise: where the environment says, or the usual place.
  private static let usualConfig: String = {
    let named = Environment.value(of: "CONSTAT_CONFIG") ?? ""
    return named.isEmpty ? "/etc/constat/constatd.yaml" : named
  }()

  @Option(
    help: ArgumentHelp(
      "The configuration; CONSTAT_CONFIG in the environment names another default.",
      valueName: "file"
    ),
    completion: .file()
  )
  var config = Self.usualConfig

  @Option(
    help: ArgumentHelp("The store, instead of the configuration's.", valueName: "folder"),
    completion: .directory
  )
  var store: String?

  /// Whether an option names another configuration than the usual one.
  var isConfigGiven: Bool { config != Self.usualConfig }

  /// Reads the configuration; prints what is wrong with it and ends with 78 if it cannot be used.
  func load() throws -> Configuration {
    let reading = read()
    guard let configuration = reading.configuration else {
      Terminal.complain(reading.description)
      throw ExitCode(ExitStatus.configuration.rawValue)
    }
    return configuration
  }

  /// Reads the configuration, and says nothing of what is wrong with it.
  func read() -> ConfigReading {
    ConfigLoader.load(path: config, surroundings: .ofThisMachine(store: store), files: .disk)
  }

  /// The configuration if there is one that can be used; says nothing if not.
  func loadIfThere() -> Configuration? { read().configuration }

  /// The check named `id`; says which there are and ends if there is none of this name.
  func check(_ id: String, of configuration: Configuration) throws -> Check {
    if let found = configuration.checks.first(where: { $0.id.description == id }) { return found }
    let names = configuration.checks.prefix(20).map(\.id.description).joined(separator: ", ")
    let more =
      configuration.checks.count > 20 ? ", and \(configuration.checks.count - 20) more" : ""
    throw ExitCode.because("\(config) has no check '\(id)'; it has \(names)\(more)", .usage)
  }

  /// Says that the configuration names no agreement `id`, and which it names.
  func noAgreement(_ id: String, _ known: Set<String>) -> ExitCode {
    let names = known.isEmpty ? "none" : known.sorted().joined(separator: ", ")
    return ExitCode.because(
      "\(config) names no agreement '\(id)'; it names \(names)",
      .usage
    )
  }
}
