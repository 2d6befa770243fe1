import Agreement
import ArgumentParser
import Chronology
import ConfigFile
import Judging
import Posix
import Replaying
import Reporting
import Sampling
import Storage

/// `constat explain`: where a report's figures come from.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Trace a report's figures to the samples and the clauses that they come from.",
    discussion: """
      Every stretch of the period stands in the order of time with what it counts as, the samples \
      between which it lies, and the clause with its line; the arithmetic stands below. Without \
      --period it is the objectives' own windows, or with --at the month, or other longest window, \
      that holds that instant. docs/explain.md explains every line.
      """
  )

  @Argument(help: "The agreement's id.", completion: Completions.agreements)
  var agreement: String

  @Option(help: "As `constat report` has it.")
  var period: String?

  @Option(help: ArgumentHelp("Only this objective.", valueName: "id"))
  var objective: String?

  @Option(
    help: ArgumentHelp(
      "Only this instant (RFC 3339): each check, how they combine, the result.",
      valueName: "time"
    )
  )
  var at: String?

  @OptionGroup var output: ListFormatOptions

  @Option(
    name: .customLong("lang"),
    help: ArgumentHelp("fr or en, instead of the agreement's language.", valueName: "language")
  )
  var language: ReportLanguage?

  @Option(help: ArgumentHelp("How many stretches of an objective are shown.", valueName: "count"))
  var limit = Explanation.defaultLimit

  @OptionGroup var locations: Locations

  func validate() throws {
    guard limit > 0 else { throw ValidationError("--limit is a number from 1 on") }
  }

  func run() throws {
    let moment = try instant()
    let judged = try JudgedPeriod(agreement, locations, at: .now, holding: moment) {
      agreement,
      store,
      now in
      try readPeriod(agreement, store, now, moment)
    }
    guard let moment else {
      let explanation = try explanation(of: judged)
      return say(explanation.json) { explanation.text(ink: $0) }
    }
    let report = try judged.report(language)
    let explained = try explain(report, judged)
    let found = try self.moment(moment, explained, report, judged)
    say(found.json) { found.text(ink: $0) }
  }

  private func say(_ json: @autoclosure () -> String, _ text: (Ink) -> String) {
    switch output.chosen {
    case .json: Terminal.say(json())
    case .text: Terminal.say(text(Ink(isColoured: StandardStream.output.wantsColour)))
    }
  }

  /// All parts of the period; of a later one that doesn't have the objective nothing.
  private func explanation(of judged: JudgedPeriod) throws -> Explanation {
    let hasWanted = { (part: JudgedPeriod) in
      objective.map { id in part.agreement.objectives.contains { $0.id == id } } ?? true
    }
    let later = try judged.later().filter(hasWanted)
    var parts = try (hasWanted(judged) || later.isEmpty ? [judged] + later : later).map { part in
      let report = try part.report(language)
      return Explanation(
        of: report,
        try withEvidence(try explain(report, part), part),
        file: places(of: part).name,
        limit: limit
      )
    }
    var first = parts.removeFirst()
    first.parts = parts
    return first
  }

  private func explain(
    _ report: Report,
    _ judged: JudgedPeriod
  ) throws -> [ExplainedObjective] {
    let wanted = report.results.filter { objective == nil || $0.objective.id == objective }
    if wanted.isEmpty {
      let ids = report.agreement.objectives.map(\.id).joined(separator: ", ")
      throw ExitCode.because(
        "'\(agreement)' has no objective '\(objective ?? "")'; it has \(ids)",
        .usage
      )
    }
    let file = places(of: judged)
    return wanted.compactMap { result in
      judged.account(of: result.objective).map { account in
        ExplainedObjective(
          result,
          account,
          evidence: [],
          entries: judged.observedEntries(of: result),
          places: file.find
        )
      }
    }
  }

  private func withEvidence(
    _ explained: [ExplainedObjective],
    _ judged: JudgedPeriod
  ) throws -> [ExplainedObjective] {
    var searches = explained.map { part in
      BoundingSamples(
        of: Array(part.account.stretches.prefix(limit)),
        by: judged.agreement.responsibilities(for: part.result.objective)
      )
    }
    let hulls = searches.compactMap(\.hull)
    if let first = hulls.first {
      let hull = hulls.reduce(first) {
        Interval(min($0.start, $1.start), max($0.end, $1.end))
      }
      let checks = searches.reduce(into: Set<CheckID>()) { $0.formUnion($1.checks) }
      try judged.read(checks, around: hull) { sample, check in
        for index in searches.indices { searches[index].take(sample, of: check) }
      }
    }
    return zip(explained, searches).map { part, search in
      ExplainedObjective(
        part.result,
        part.account,
        evidence: part.account.stretches.prefix(limit).map { search.evidence(of: $0) },
        entries: part.entries,
        places: part.places
      )
    }
  }

  private func moment(
    _ instant: Instant,
    _ explained: [ExplainedObjective],
    _ report: Report,
    _ judged: JudgedPeriod
  ) throws -> ExplainedMoment {
    let parts = explained.compactMap { part -> ExplainedMoment.Part? in
      guard let stretch = part.account.stretch(at: instant) else { return nil }
      let promise = judged.judge.promises.first { $0.objective == part.result.objective }
      let states = promise.map { judged.judge.composition(of: $0, at: instant) } ?? []
      return ExplainedMoment.Part(
        part,
        stretch,
        states,
        certificates: promise.map { judged.judge.certificates(of: $0, at: instant) } ?? []
      )
    }
    guard !parts.isEmpty else {
      let judgedUntil = report.judgedUntil
      throw ExitCode.because(
        "--at \(at ?? "") is not in the judged time, from \(report.window.start) to \(judgedUntil)",
        .usage
      )
    }
    var samples = SamplesAround(instant)
    let services = Set(parts.map(\.objective.result.objective.service))
    let checks = services.flatMap { report.agreement.service($0)?.checks ?? [] }
    try judged.read(Set(checks), around: Interval(instant, instant + .milliseconds(1))) {
      samples.take($0, of: $1)
    }
    return ExplainedMoment(of: report, parts, samples: samples, file: places(of: judged).name)
  }

  /// Where the agreement's clauses stand, if its file can still be read.
  private func places(
    of judged: JudgedPeriod
  ) -> (name: String?, find: @Sendable (ClausePath) -> ClausePlace?) {
    guard let path = judged.store.configuration.agreementPaths[judged.agreement.sha256],
      case .success(let bytes) = FileAccess.disk.read(path, FileAccess.documentLimit)
    else { return (nil, { _ in nil }) }
    let places = ClausePlaces(bytes)
    return (
      path,
      { clause in
        places.place(of: clause.keys).map { ClausePlace(line: $0.line, text: $0.text) }
      }
    )
  }

  private func instant() throws -> Instant? {
    guard let at else { return nil }
    guard let instant = Instant(rfc3339: at) else {
      throw ExitCode.because("--at is an instant such as 2026-03-31T22:00:00Z", .usage)
    }
    return instant
  }

  private func readPeriod(
    _ agreement: Agreement,
    _ store: RecordedStore,
    _ now: Instant,
    _ moment: Instant?
  ) throws -> Report.Period {
    if period == nil, let moment {
      let zone = store.calendar.zone(of: agreement)
      let window = CivilWindow(agreement.reportUnit ?? .month, containing: moment, in: zone)
      return .fixed(name: window.description, window.interval(in: zone))
    }
    return try store.period(period, of: agreement, at: now)
  }
}
