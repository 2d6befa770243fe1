import Sampling

/// What `constatd` was asked to do on its command line.
package struct DaemonOptions: Equatable, Sendable {
  /// The configuration.
  package var config = "/etc/constat/constatd.yaml"
  /// The store, instead of the configuration's.
  package var store: String?
  /// What to do.
  package var mode = Mode.measure
  /// Whether to tell a person at a terminal what happens, and to print a report in the end.
  package var isForeground = false

  /// What to do.
  package enum Mode: Sendable {
    /// Measure until a signal ends it.
    case measure
    /// Read the configuration, say what is wrong with it, and end.
    case check
    /// Print the version and end.
    case version
    /// Print how to call it and end.
    case help
  }

  /// Why a command line makes no sense.
  package struct Mistake: Error, Equatable, Sendable {
    /// One line for the user.
    package let message: String
  }

  /// Reads the arguments after the program's name; `--option VALUE` and `--option=VALUE` are one.
  ///
  /// - Throws: ``Mistake`` for an unknown option, a missing value or an argument without an option.
  package init(_ arguments: [String]) throws(Mistake) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      let parts = argument.split(separator: "=", maxSplits: 1).map(String.init)
      let name = parts.first ?? argument
      let inline = parts.count == 2 && name.hasPrefix("--") ? parts[1] : nil
      if let mode = DaemonOptions.flags[name], inline == nil {
        self.mode = mode
      } else if name == "--foreground", inline == nil {
        isForeground = true
      } else if name == "--config" || name == "--store" {
        guard let value = inline ?? rest.popFirst(), !value.isEmpty else {
          throw Mistake(message: "\(name) needs a value")
        }
        guard value == value.harmless else {
          throw Mistake(message: "\(name) must be a path without control characters")
        }
        if name == "--config" { config = value } else { store = value }
      } else {
        throw Mistake(
          message: "'\(argument.harmless)' is not an option of constatd; see constatd --help"
        )
      }
    }
  }

  private static let flags: [String: Mode] = [
    "--check": .check, "--version": .version, "--help": .help, "-h": .help,
  ]

  /// How to call it.
  package static let help = """
    usage: constatd [--config FILE] [--store FOLDER] [--foreground | --check]

    Measures what a provider delivers against what its agreement promises: schedules probes, records
    every sample, judges, and tells the systemd journal. Listens on no socket.

      --config FILE    the configuration; default /etc/constat/constatd.yaml
      --store FOLDER   the store, instead of the configuration's
      --foreground     also tell a person at a terminal what happens, and print a report in the end
      --check          read the configuration, say what is wrong with it, and end with 0 or 78
      --version        print the version
      --help           print this

    signals: SIGHUP reads the configuration again; SIGTERM or SIGINT ends within the longest timeout.
    exit: 0 as asked · 64 command line · 66 no such file · 69 something is missing · 73 store · 74 disk
    · 75 another daemon has the store · 77 permission · 78 configuration
    """
}
