import Agreement
import ArgumentParser
import Chronology
import ConfigFile
import Judging
import Posix
import Replaying
import Reporting
import Sampling

/// `constat replay`: what the same samples would come to by other rules.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Ask what the recorded samples would come to by other rules, beside what was agreed.",
    discussion: """
      Each --policy is a KEY=VALUE: \(PolicyText.summary). \
      Nothing in the record changes, and what comes out is not the agreement's figure. \
      docs/explain.md explains the keys and every row.
      """
  )

  @Argument(help: "The agreement's id.", completion: Completions.agreements)
  var agreement: String

  @Option(help: "As `constat report` has it.")
  var period: String?

  @Option(
    help: ArgumentHelp(
      "A rule that is to be another; several times for several.",
      valueName: "key=value"
    )
  )
  var policy: [String]

  @OptionGroup var output: ListFormatOptions

  @Option(
    name: .customLong("lang"),
    help: ArgumentHelp("fr or en, instead of the agreement's language.", valueName: "language")
  )
  var language: ReportLanguage?

  @OptionGroup var locations: Locations

  func run() throws {
    let variation: Variation
    do throws(PolicyFault) {
      variation = try PolicyText.read(policy)
    } catch {
      throw ExitCode.because(error.description, .usage)
    }
    let judged = try JudgedPeriod(agreement, locations, at: .now) { agreement, store, now in
      try store.period(period, of: agreement, at: now)
    }
    var comparison = try compare(judged, variation)
    comparison.parts = try judged.later().map { try compare($0, variation) }
    switch output.chosen {
    case .json: Terminal.say(comparison.json)
    case .text:
      Terminal.say(comparison.text(ink: Ink(isColoured: StandardStream.output.wantsColour)))
    }
  }

  private func compare(_ judged: JudgedPeriod, _ variation: Variation) throws -> Comparison {
    let agreed = try judged.report(language)
    if let interval = variation.interval { try check(interval, agreed) }
    let whatIf = try judged.report(by: variation, from: agreed.window.start, language)
    return Comparison(
      agreed,
      whatIf.report,
      policy: policy,
      offsets: whatIf.offsets.map { ($0.key, $0.value) }
    )
  }

  /// Says of which check nobody can tell what a schedule of `interval` would have seen, and ends.
  private func check(_ interval: TimeAmount, _ report: Report) throws {
    let unfit = report.definitions.values.filter { definition in
      let own = definition.interval.nanoseconds
      return own <= 0 || interval.nanoseconds % own != 0
    }
    guard let first = unfit.min(by: { $0.id < $1.id }) else { return }
    let own = DurationText.write(first.interval)
    throw ExitCode.because(
      "interval=\(DurationText.write(interval)) is no multiple of \(own), at which '\(first.id)' was "
        + "measured: nobody took the samples that it would have; name a multiple",
      .usage
    )
  }
}
