import Glibc
import Testing

/// A configuration, a store and whoever runs on them.
final class Stage {
  let scratch = Scratch()
  /// Prefixed to every command: nothing, or the way into a namespace.
  let prefix: [String]
  private var starts = 0

  /// A stage whose commands all begin with `prefix`.
  init(_ configuration: ConfigurationText, prefix: [String] = []) throws {
    self.prefix = prefix
    try write(configuration)
  }

  var config: String { scratch.file("constatd.yaml") }
  var store: String { scratch.file("store") }

  /// Writes the files anew; a running daemon doesn't see it until it reloads.
  func write(_ configuration: ConfigurationText) throws {
    try scratch.write(configuration.agreement, to: "agreement.yaml")
    try scratch.write(configuration.file, to: "constatd.yaml")
  }

  /// Starts a daemon, and doesn't wait for anything.
  func start(
    _ options: [String] = [],
    store: String? = nil,
    environment: [String: String] = [:]
  ) throws -> RunningProgram {
    starts += 1
    let arguments = ["--config", config, "--store", store ?? self.store] + options
    let command = prefix + [BuiltProducts.constatd] + arguments
    return try RunningProgram(
      command[0],
      Array(command.dropFirst()),
      environment: environment,
      log: scratch.file("daemon-\(starts)")
    )
  }

  /// Runs the operator's command to its end.
  func constat(_ verb: String, _ arguments: [String] = [], store: String? = nil) throws
    -> CommandResult
  {
    let places = ["--config", config, "--store", store ?? self.store]
    let command = prefix + [BuiltProducts.constat, verb] + arguments + places
    return try CommandResult(command[0], Array(command.dropFirst()))
  }

  /// The agreement's report as JSON, for `period`.
  func report(_ period: [String] = [], store: String? = nil) throws -> JSON {
    let result = try constat("report", ["shop", "--format", "json"] + period, store: store)
    try #require(result.ending == .exit(0), "\(result.errors)")
    return try result.json()
  }

  /// The option for a report on all time: without a period, it ends before the last sample.
  static let ever = ["--period", "2023-01-01..2031-01-01"]

  /// The samples of the agreement's checks that the record has; 0 while there is no record.
  func samples(store: String? = nil) throws -> Int64 {
    let result = try constat("report", ["shop", "--format", "json"] + Self.ever, store: store)
    guard result.ending == .exit(0) else { return 0 }
    return try result.json()["evidence"]?["samples"]?.number ?? 0
  }

  /// Stops a daemon as a service manager would, and holds it to exit code 0.
  func stop(_ daemon: RunningProgram, _ location: SourceLocation = #_sourceLocation) {
    daemon.signal(SIGTERM)
    let ending = daemon.end()
    #expect(ending == .exit(0), "\(daemon.errors)", sourceLocation: location)
  }
}
