import Agreement
import Annotating
import ArgumentParser
import Chronology
import ConfigFile
import Posix
import Reporting
import Sampling

/// `constat hold`: keeps the record of a time in dispute from expiring.
struct HoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hold",
    abstract: "Keep the record of a time in dispute from expiring.",
    discussion: """
      Samples expire by `retain`. What a hold touches stays, in whole files, until the hold is \
      released: add before the time is over, because what has expired doesn't come back. Holds are on \
      record like annotations.
      """,
    subcommands: [Add.self, List.self, Release.self]
  )
}

extension HoldCommand {
  /// `constat hold add`.
  struct Add: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "add",
      abstract: "Hold a time, from now on."
    )

    @Argument(
      help: "The agreement whose time is held; --check names a check instead.",
      completion: Completions.agreements
    )
    var agreement: String?

    @Option(
      help: ArgumentHelp("The check whose time is held.", valueName: "id"),
      completion: Completions.checks
    )
    var check: String?

    @Option(
      help: ArgumentHelp("Where the time begins.", valueName: "time"),
      transform: InstantArgument.read
    )
    var from: InstantArgument

    @Option(
      help: ArgumentHelp("Where it ends; never if left out.", valueName: "time"),
      transform: InstantArgument.read
    )
    var to: InstantArgument?

    @OptionGroup var declaration: DeclarationOptions

    @OptionGroup var locations: Locations

    func validate() throws {
      if (agreement == nil) == (check == nil) {
        throw ValidationError("name one agreement, or one check by --check")
      }
    }

    func run() throws {
      let declaration = Declaration(try locations.load())
      try declaration.make(
        Annotation(
          kind: .hold,
          scope: try ScopeOptions(service: nil, agreement: agreement, check: check)
            .scope(declaration.rules),
          start: from.instant,
          end: to?.instant,
          author: self.declaration.author.author,
          reason: self.declaration.reason
        )
      )
    }
  }

  /// `constat hold list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list",
      abstract: "List the holds that are in force."
    )

    @OptionGroup var output: ListFormatOptions

    @OptionGroup var locations: Locations

    func run() throws {
      let holds = Holds(try locations.load().declared())
      let list = AnnotationList(holds.inForce)
      switch output.chosen {
      case .text: Terminal.say(holds.inForce.isEmpty ? "no holds\n" : list.text)
      case .json: Terminal.say(list.json)
      }
    }
  }

  /// `constat hold release`.
  struct Release: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "release",
      abstract: "Let what a hold keeps expire again."
    )

    @Argument(help: "The hold's id.")
    var id: String

    @OptionGroup var declaration: DeclarationOptions

    @OptionGroup var locations: Locations

    func run() throws {
      // The scope is the hold's: whoever records it knows.
      try Declaration(try locations.load()).make(
        Annotation(
          kind: .release,
          scope: .all,
          start: .now,
          author: declaration.author.author,
          reason: declaration.reason,
          reference: id
        )
      )
    }
  }
}
