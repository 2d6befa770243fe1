import Posix
import TestKit

/// A run of the built `constat`, which lies beside the tests.
struct ConsoleRun {
  let status: Int32
  let output: String
  let errors: String

  /// Runs it to its end.
  ///
  /// - Parameter prefix: Words before the program's, of the shell.
  init(_ arguments: [String], prefix: String = "") throws {
    let scratch = try Scratch()
    let words = arguments.map { Command.quoted($0) }.joined(separator: " ")
    // The shell's parent is this process. Nothing of the surroundings is to show in what is said.
    let command = try Command(
      """
      program=$(dirname "$(readlink "/proc/$PPID/exe")")/constat
      unset STATE_DIRECTORY COLUMNS CONSTAT_CONFIG
      \(prefix) "$program" \(words) </dev/null 2>\(Command.quoted(scratch.file("errors")))
      """
    )
    status = command.status
    output = command.output
    errors = String(decoding: try scratch.read("errors"), as: UTF8.self)
  }

  /// Both, for the message of a test that fails.
  var all: String { output + errors }
}
