import Agreement
import ArgumentParser
import Chronology
import ConfigFile
import Judging
import Posix
import Replaying
import Reporting
import Storage

/// `constat report`: what one agreement promised, and what was delivered.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report on an agreement, recomputed from the record.",
    discussion: """
      Without --period every objective is judged over its own window: the calendar one of now, or \
      the rolling one that ends with the last sample, and now once that vouches for nothing any \
      more. docs/report.md explains every figure.

      With --sealed nothing is computed: the report is printed that constatd has sealed, on the latest \
      window or on that of --period, in its last revision or in that of --revision.
      """
  )

  @Argument(help: "The agreement's id.", completion: Completions.agreements)
  var agreement: String

  @Option(
    help: "2026, 2026-Q1, 2026-03, 2026-W11, 2026-03-14, this, last, last-month, or FROM..TO."
  )
  var period: String?

  @Option(help: "How it is written; text if nothing is said, or json with --sealed.")
  var format: ReportFormat?

  @Flag(help: "The same as --format json.")
  var json = false

  @Option(
    name: .customLong("lang"),
    help: ArgumentHelp("fr or en, instead of the agreement's language.", valueName: "language")
  )
  var language: ReportLanguage?

  @Option(
    name: [.long, .customLong("as-of")],
    help: ArgumentHelp("As of this instant (RFC 3339) instead of now.", valueName: "time")
  )
  var at: String?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("The file to write, instead of standard output.", valueName: "file")
  )
  var output: String?

  @Flag(name: .customLong("sealed"), help: "Print the sealed report, byte for byte.")
  var isSealed = false

  @Option(help: ArgumentHelp("The revision of the sealed report.", valueName: "number"))
  var revision: Int?

  @OptionGroup var locations: Locations

  func validate() throws { try validateSealed() }

  func run() throws {
    if isSealed { return try publish(String(decoding: try sealedPage(), as: UTF8.self)) }
    var now = try instant()
    var store = try RecordedStore(locations, at: now, until: at == nil ? nil : now)
    if at != nil, now > .now, store.lastTime().map({ now > $0 }) ?? true {
      throw ExitCode.because("--at \(at ?? "") is still to come: nothing is known of it", .usage)
    }
    var plan = try plan(store, now)
    // As of an instant only what was on record by then counts.
    let end = at == nil ? nil : now
    var read = try replay(plan, store, now, until: end)
    if at == nil {
      now = store.time(of: read.recollection, after: now)
      _ = store.follow(to: now)
      let latest = try self.plan(store, now)
      if latest != plan {
        plan = latest
        read = try replay(plan, store, now)
      }
    }
    let recollection = read.recollection
    let page: String
    do throws(ReportFailure) {
      var report = try AgreementReport(
        store.configuration.store,
        vantage: recollection.vantage ?? store.configuration.vantage,
        until: end
      ).make(
        on: plan.agreement,
        by: recollection.judge,
        over: plan.period,
        at: now,
        clock: recollection.clock,
        revisions: store.configuration.agreements,
        from: read.index
      )
      if let language { report.language = language.value }
      report.otherOnRecord = recollection.otherOnRecord(plan.agreement)
      page = try text(of: report) { () throws(ReportFailure) in
        // Sums of days may hold what came on record after an instant that is asked for.
        let latencies =
          end == nil
          ? try LatencyDays.read(
            for: report,
            by: read.index,
            fromStoreAt: store.configuration.store
          ) : []
        return ReportDetail(of: report, by: recollection.judge, at: now, latencies: latencies)
      }
    } catch {
      throw ExitCode.because(error.description, .unavailable)
    }
    try publish(page)
  }

  /// The report as it is asked for; `detail` is made only for what shows it.
  private func text(
    of report: Report,
    _ detail: () throws(ReportFailure) -> ReportDetail
  ) throws(ReportFailure) -> String {
    switch chosenFormat ?? .text {
    case .json: report.json
    case .csv: report.csv
    case .md: report.markdown(try detail())
    case .html: report.html(try detail())
    case .text:
      report.text(ink: Ink(isColoured: output == nil && StandardStream.output.wantsColour))
    }
  }

  private func publish(_ page: String) throws {
    guard let output, output != "-" else { return Terminal.say(page) }
    try OutputFile.make(output, of: page)
  }

  private func plan(_ store: RecordedStore, _ now: Instant) throws -> PeriodPlan {
    let agreement = try choose(store, now)
    let period = try store.period(self.period, of: agreement, at: now)
    guard case .fixed(let name, let interval) = period else {
      return PeriodPlan(agreement: agreement, period: period)
    }
    // What was promised for a period is what held when it began, or first came to hold within it.
    let held = try revisionHeld(by: store, in: interval, named: name)
    var plan = PeriodPlan(agreement: held, period: period)
    if held != agreement { plan.period = try store.period(self.period, of: held, at: now) }
    return plan
  }

  private func replay(
    _ plan: PeriodPlan,
    _ store: RecordedStore,
    _ now: Instant,
    until end: Instant? = nil
  ) throws -> Replay.Result {
    try store.replay(
      by: store.calendar.judge(by: plan.agreement, over: plan.period, at: now),
      until: end,
      since: store.calendar.earliestNeeded(plan.agreement, over: plan.period, at: now)
    )
  }

  private func instant() throws -> Instant {
    guard let at else { return .now }
    guard let instant = Instant(rfc3339: at) else {
      throw ExitCode.because("--at is an instant such as 2026-03-31T22:00:00Z", .usage)
    }
    return instant
  }

  /// The revision by which a period is judged; ends with 64 if none is effective before its end.
  private func revisionHeld(
    by store: RecordedStore,
    in interval: Interval,
    named name: String
  ) throws -> Agreement {
    let all = store.configuration.agreements
    if let found = store.calendar.revision(of: agreement, in: interval, among: all) { return found }
    let first = all.filter { $0.id == agreement }.map(\.effective).min()
    throw ExitCode.because(
      "'\(agreement)' is effective from \(first.map { "\($0)" } ?? "no date") on, and --period "
        + "\(name) ends before: nothing was promised for it; report on a later period",
      .usage
    )
  }

  private func choose(_ store: RecordedStore, _ now: Instant) throws -> Agreement {
    if let held = store.agreements.first(where: { $0.id == agreement }) { return held }
    let known = Set(store.configuration.agreements.map(\.id))
    if known.contains(agreement) {
      throw ExitCode.because("no revision of '\(agreement)' is in effect at \(now)", .usage)
    }
    throw locations.noAgreement(agreement, known)
  }
}
