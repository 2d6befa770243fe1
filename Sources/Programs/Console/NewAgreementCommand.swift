import ArgumentParser
import Chronology
import Drafting
import Posix
import Sampling

/// `constat new-agreement`: a draft of an agreement from published terms.
struct NewAgreementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new-agreement",
    abstract: "Draft an agreement from a template of published terms.",
    discussion: """
      The draft goes to standard output or to a new file. What a template's author could not read in \
      the published text is marked REVIEW: compare every clause with what was signed, then write \
      needs-review: false. docs/templates.md has an example.
      """
  )

  @Flag(help: "List the templates.")
  var list = false

  @Option(help: ArgumentHelp("The template.", valueName: "name"))
  var template: String?

  @Option(
    help: ArgumentHelp("The agreement's id; the template's name if left out.", valueName: "id")
  )
  var agreement: String?

  @Option(help: ArgumentHelp("Who promises; left out, who published the terms.", valueName: "name"))
  var provider: String?

  @Option(help: ArgumentHelp("Who is promised.", valueName: "name"))
  var customer: String?

  @Option(
    name: .customLong("check"),
    help: ArgumentHelp("A check of constatd.yaml; once for each.", valueName: "id")
  )
  var checks: [String] = []

  @Option(help: ArgumentHelp("The date from which it holds; today if left out.", valueName: "date"))
  var effective: String?

  @Option(help: ArgumentHelp("What a month costs, such as 1200.00.", valueName: "amount"))
  var fee: String?

  @Option(help: ArgumentHelp("The money of the fee, such as EUR.", valueName: "code"))
  var currency: String?

  @Option(help: ArgumentHelp("The zone of all dates, such as Europe/Paris.", valueName: "zone"))
  var timeZone: String?

  @Option(help: ArgumentHelp("The language of the reports, en or fr.", valueName: "code"))
  var language: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("A new file instead of standard output.", valueName: "file")
  )
  var output = "-"

  @OptionGroup var locations: Locations

  func run() throws {
    if list { return Terminal.say(Self.templates) }
    guard let template else {
      throw ExitCode.because("name a template by --template:\n\(Self.templates)", .usage)
    }
    guard let found = AgreementTemplate(named: template) else {
      throw ExitCode.because("there is no template '\(template)':\n\(Self.templates)", .usage)
    }
    try OutputFile.make(output, of: try draft(found))
    var advice = "add it to 'agreements' of constatd.yaml, then run: constat check-config"
    if found.reviews > 0 {
      advice = "\(found.reviews) lines are marked REVIEW: compare them first. Then \(advice)"
    }
    Terminal.complain(advice)
  }

  private func draft(_ template: AgreementTemplate) throws -> String {
    guard let customer else { throw ExitCode.because("name who is promised by --customer", .usage) }
    guard !checks.isEmpty else {
      throw ExitCode.because("name the checks that measure the service, each by --check", .usage)
    }
    // Without a configuration that can be read, check-config will tell.
    if let configuration = locations.loadIfThere() {
      for check in checks { _ = try locations.check(check, of: configuration) }
    }
    var answers = DraftAnswers(
      effective: effective ?? CivilWindow(.day, containing: .now, in: .utc).first.description,
      customer: customer,
      checks: checks
    )
    answers.agreement = agreement
    answers.provider = provider
    answers.fee = fee
    answers.currency = currency
    answers.timeZone = timeZone
    answers.language = language
    do throws(DraftFault) {
      return try template.draft(answers)
    } catch {
      switch error {
      case .unanswered(let blank):
        throw ExitCode.because("template '\(template.name)' needs --\(blank)", .usage)
      }
    }
  }

  private static var templates: String {
    let width = AgreementTemplate.all.map(\.name.count).max() ?? 0
    return AgreementTemplate.all.map { template in
      let name = template.name + String(repeating: " ", count: width - template.name.count)
      let review = template.reviews > 0 ? "; \(template.reviews) lines to review" : ""
      return "  \(name)  \(template.title)\(review)"
    }.joined(separator: "\n")
  }
}
