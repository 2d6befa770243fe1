import Agreement
import Annotating
import ArgumentParser
import Chronology
import ConfigFile
import Posix
import Sampling

/// `constat annotate`: a party declares something about a stretch of time.
struct AnnotateCommand: ParsableCommand {
  /// What can be declared by this command: all but holds, which have one of their own.
  struct Kind: ExpressibleByArgument, CaseIterable {
    let kind: Annotation.Kind

    static let allCases = Annotation.Kind.allCases.filter { $0 != .hold && $0 != .release }
      .map { Kind(kind: $0) }
    static var allValueStrings: [String] { allCases.map(\.kind.word) }

    init(kind: Annotation.Kind) { self.kind = kind }

    init?(argument: String) {
      guard let found = Self.allCases.first(where: { $0.kind.word == argument }) else { return nil }
      self = found
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "annotate",
    abstract: "Declare maintenance, force majeure and other facts, for the record.",
    discussion: """
      What is declared is never changed or deleted, and says when it was recorded: what is declared \
      after it began is visibly late. It changes no figure by itself; the agreement says what holds. \
      Times are RFC 3339 with Z or an offset, such as 2026-03-14T02:00:00+01:00. maintenance and \
      correction must have an end; ticket, acknowledge, accept, dispute and claim happen at one instant, \
      now if --from is left out; acknowledge, accept and dispute name what they are about by --ref. A \
      running constatd is asked to record it; without one the command does it itself.
      """
  )

  @Argument(help: "What is declared.")
  var kind: Kind

  @Option(help: "The service that it is about, or AGREEMENT/SERVICE.")
  var service: String?

  @Option(help: ArgumentHelp("The agreement that it is about.", valueName: "id"))
  var agreement: String?

  @Option(help: ArgumentHelp("The check that it is about.", valueName: "id"))
  var check: String?

  @Option(
    help: ArgumentHelp("When it begins, or happened.", valueName: "time"),
    transform: InstantArgument.read
  )
  var from: InstantArgument?

  @Option(
    help: ArgumentHelp("When it ends; not yet if left out.", valueName: "time"),
    transform: InstantArgument.read
  )
  var to: InstantArgument?

  @Option(
    help: ArgumentHelp("When the other party was told.", valueName: "time"),
    transform: InstantArgument.read
  )
  var noticed: InstantArgument?

  @Option(help: ArgumentHelp("The annotation or incident that it is about.", valueName: "id"))
  var ref: String?

  @OptionGroup var declaration: DeclarationOptions

  @OptionGroup var locations: Locations

  func validate() throws {
    if [service, agreement, check].compactMap(\.self).count > 1 {
      throw ValidationError("--service, --agreement and --check are about one thing: give one")
    }
    if from == nil, kind.kind.lasts {
      throw ValidationError("\(kind.kind.word) must say when it begins: add --from")
    }
  }

  func run() throws {
    let configuration = try locations.load()
    let declaration = Declaration(configuration)
    let annotation = Annotation(
      kind: kind.kind,
      scope: try ScopeOptions(service: service, agreement: agreement, check: check)
        .scope(declaration.rules),
      start: from?.instant ?? .now,
      end: to?.instant,
      noticed: noticed?.instant,
      author: self.declaration.author.author,
      reason: self.declaration.reason,
      reference: ref ?? ""
    )
    try declaration.make(annotation)
  }
}

/// What an annotation is about, as a command line has it.
struct ScopeOptions {
  let service: String?
  let agreement: String?
  let check: String?

  /// The scope; everything if nothing is said.
  func scope(_ rules: AnnotationRules) throws -> Annotation.Scope {
    do throws(AnnotationFault) {
      if let service { return try rules.service(service) }
      if let agreement { return .agreement(agreement) }
      guard let check else { return .all }
      guard let id = CheckID(check) else { throw .unknownCheck(check, known: []) }
      return .check(id)
    } catch {
      throw ExitCode.because("\(error)", .usage)
    }
  }
}
