import Agreement
import Annotating
import ArgumentParser
import Chronology
import ConfigFile
import Posix
import Reporting
import Sampling

/// `constat annotations`: what was declared.
struct AnnotationsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "annotations",
    abstract: "List what was declared, and how late.",
    discussion: """
      Everything by its beginning: who declared it when, how long after it began, and when the other \
      party was told, as the author says.
      """
  )

  @Option(help: "Only what concerns this service (or AGREEMENT/SERVICE).")
  var service: String?

  @OptionGroup var stretch: StretchOptions

  @OptionGroup var output: ListFormatOptions

  @OptionGroup var locations: Locations

  func run() throws {
    let configuration = try locations.load()
    var concerns: (Annotation.Scope) -> Bool = { _ in true }
    if let service {
      let scope = try ScopeOptions(service: service, agreement: nil, check: nil)
        .scope(Declaration(configuration).rules)
      concerns = { configuration.concerns($0, scope) }
    }
    let list = AnnotationList(try configuration.declared(), in: stretch.interval, where: concerns)
    switch output.chosen {
    case .text: Terminal.say(list.text)
    case .json: Terminal.say(list.json)
    }
  }
}

extension Configuration {
  /// Whether what is declared about `declared` concerns a service.
  fileprivate func concerns(_ declared: Annotation.Scope, _ scope: Annotation.Scope) -> Bool {
    guard case .service(let agreement, let service) = scope else { return false }
    switch declared {
    case .all: return true
    case .agreement(let id): return id == agreement
    case .service: return declared == scope
    case .check(let id):
      return agreements.contains {
        $0.id == agreement && $0.service(service)?.checks.contains(id) ?? false
      }
    }
  }
}
