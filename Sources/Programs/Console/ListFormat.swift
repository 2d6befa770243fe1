import ArgumentParser

/// How a list is written.
enum ListFormat: String, CaseIterable, ExpressibleByArgument {
  case text
  case json
}

/// How a command writes what it found; every one that writes text or JSON takes both options.
struct ListFormatOptions: ParsableArguments {
  @Option(help: "text, if nothing is said, or json.")
  var format: ListFormat?

  @Flag(help: "The same as --format json.")
  var json = false

  /// How it is written.
  var chosen: ListFormat { json ? .json : format ?? .text }

  func validate() throws {
    if json, format == .text {
      throw ValidationError("--json and --format text exclude each other")
    }
  }
}
