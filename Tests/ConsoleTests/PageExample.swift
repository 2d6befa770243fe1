import Posix
import TestKit

/// An example of a page of the documentation, run as a reader would copy it.
struct PageExample {
  /// The blocks of a page that are marked with words, by them: `sh setup`, `text explain`.
  let blocks: [String: String]
  private let scratch: Scratch

  /// The example of the page at `path`, from the root of the repository.
  init(_ path: String) throws {
    var blocks: [String: String] = [:]
    var name: String?
    for line in try RepositoryFile.text(path).split(
      separator: "\n",
      omittingEmptySubsequences: false
    ) {
      if line.hasPrefix("```") {
        name = name == nil ? String(line.dropFirst(3)) : nil
      } else if let name {
        blocks[name, default: ""] += "\(line)\n"
      }
    }
    self.blocks = blocks
    scratch = try Scratch()
  }

  /// Runs the block of this name in the example's folder, with the built programs at hand.
  func run(_ name: String) throws -> Command {
    let script = try scratch.write(blocks[name] ?? "exit 99", to: "script")
    return try Command(
      """
      PATH=$(dirname "$(readlink "/proc/$PPID/exe")"):$PATH
      unset STATE_DIRECTORY COLUMNS
      cd \(Command.quoted(scratch.path)) && sh -eu \(Command.quoted(script)) </dev/null 2>&1
      """
    )
  }
}
