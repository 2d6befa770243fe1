import ArgumentParser

/// `constat import`: history from a file, as samples of a check.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import a check's history from a file of JSON lines."
  )

  @OptionGroup var locations: Locations

  func run() throws {}
}
