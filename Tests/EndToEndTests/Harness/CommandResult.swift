import Foundation

/// What a command that ended by itself did and said.
struct CommandResult {
  let ending: RunningProgram.Ending?
  let output: String
  let errors: String

  /// Runs the program at `path` to its end, which must come within a minute, or what is said.
  init(
    _ path: String,
    _ arguments: [String],
    environment: [String: String] = [:],
    within limit: Duration = .seconds(60)
  ) throws {
    let scratch = Scratch()
    let program = try RunningProgram(
      path,
      arguments,
      environment: environment,
      log: scratch.file("command")
    )
    ending = program.end(within: limit)
    output = program.output
    errors = program.errors
  }

  /// Its output as one JSON value.
  func json() throws -> JSON { try JSON(output) }
}
