import ArgumentParser
import ConfigFile
import Glibc
import Posix

/// Where the configuration and the store are; every command takes both after its name.
struct Locations: ParsableArguments {
  @Option(help: ArgumentHelp("The configuration.", valueName: "file"))
  var config = "/etc/constat/constatd.yaml"

  @Option(help: ArgumentHelp("The store, instead of the configuration's.", valueName: "folder"))
  var store: String?

  /// Reads the configuration; prints what is wrong with it and ends with 78 if it cannot be used.
  func load() throws -> Configuration {
    let reading = ConfigLoader.load(
      path: config,
      surroundings: .ofThisMachine(store: store),
      files: .disk
    )
    guard let configuration = reading.configuration else {
      Terminal.complain(reading.description)
      throw ExitCode(ExitStatus.configuration.rawValue)
    }
    return configuration
  }

  /// The configuration if there is one that can be used; says nothing if not.
  func loadIfThere() -> Configuration? {
    ConfigLoader.load(path: config, surroundings: .ofThisMachine(store: store), files: .disk)
      .configuration
  }
}

/// What a command says, and where.
enum Terminal {
  /// Writes `text` and a line end to standard output.
  ///
  /// Nobody may read any more: that ends nothing. What cannot be written for another reason, such as a
  /// full disk, ends the process with 74: half a report must not pass for a whole one.
  static func say(_ text: String) {
    do throws(Errno) {
      try StandardStream.output.write(text.hasSuffix("\n") ? text : text + "\n")
    } catch {
      guard error != .brokenPipe else { return }
      complain("constat: standard output cannot be written: \(error)")
      exit(ExitStatus.inputOutput.rawValue)
    }
  }

  /// Writes `text` and a line end to standard error.
  static func complain(_ text: String) {
    try? StandardStream.error.write(text.hasSuffix("\n") ? text : text + "\n")
  }
}

extension ExitCode {
  /// Says why and ends with `status`.
  static func because(_ reason: String, _ status: ExitStatus) -> ExitCode {
    Terminal.complain("constat: \(reason)")
    return ExitCode(status.rawValue)
  }
}
