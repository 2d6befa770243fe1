import ArgumentParser
import ConfigFile

extension FileSchema: ExpressibleByArgument {}

/// `constat schema`: what an editor checks a file by.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a configuration or of an agreement.",
    discussion: """
      For editors: a file that begins with a line such as `# yaml-language-server: \
      $schema=/usr/share/constat/agreement.schema.json` is completed and checked while it is written. \
      `constat check-config` checks more: what only the whole of the files can tell.
      """
  )

  @Argument(help: "config, for constatd.yaml; or agreement.")
  var file: FileSchema

  @OptionGroup var locations: Locations

  func run() { Terminal.say(file.text) }
}
