import Agreement
import ArgumentParser
import Chronology
import ConfigFile
import Posix
import Replaying
import Reporting

/// `constat calendar`: what the calendar makes of an agreement, before anything is measured.
struct CalendarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "calendar",
    abstract: "Show an agreement's windows, hours, holidays and recurring maintenance.",
    discussion: """
      Nothing is read but the configuration and the time zones, so that an agreement can be looked at \
      before it holds. Without --from it begins with the month of now, without --to it lasts twelve \
      months. docs/calendar.md explains every line.
      """
  )

  @Argument(help: "The agreement's id.", completion: Completions.agreements)
  var agreement: String

  @Option(help: ArgumentHelp("The first date, such as 2026-03-01.", valueName: "date"))
  var from: String?

  @Option(help: ArgumentHelp("The date after the last.", valueName: "date"))
  var to: String?

  @OptionGroup var output: ListFormatOptions

  @OptionGroup var locations: Locations

  func run() throws {
    let store = try RecordedStore(locations, at: .now)
    let revisions = store.configuration.agreements.filter { $0.id == agreement }
    guard let one = revisions.first else {
      throw locations.noAgreement(agreement, Set(store.configuration.agreements.map(\.id)))
    }
    // What dates are depends on the zone, which the revision that they choose has: seldom another.
    var period = try period(in: store.calendar.zone(of: one))
    let found = store.calendar.revision(of: agreement, in: period, among: revisions)
    guard let held = found else { throw nothingHolds(revisions, period) }
    let zone = store.calendar.zone(of: held)
    period = try self.period(in: zone)
    let calendar = AgreementCalendar(
      of: held,
      over: period,
      zone: zone,
      zoneVersion: ZoneFiles.version(),
      within: store.calendar.tenure(of: held),
      until: store.calendar.next(after: held, among: revisions)
    )
    guard let calendar else { throw nothingHolds(revisions, period) }
    switch output.chosen {
    case .json: Terminal.say(calendar.json)
    case .text:
      Terminal.say(calendar.text(ink: Ink(isColoured: StandardStream.output.wantsColour)))
    }
  }

  private func nothingHolds(_ revisions: [Agreement], _ period: Interval) -> ExitCode {
    let dates = revisions.map { "from \($0.effective) on" }.joined(separator: ", ")
    return ExitCode.because(
      "no revision of '\(agreement)' holds in the period up to \(period.end); it is effective "
        + "\(dates): name dates in that time by --from and --to",
      .usage
    )
  }

  private func period(in zone: ZoneRules) throws -> Interval {
    let month = CivilWindow(.month, containing: .now, in: zone)
    let first = try date(from, named: "--from") ?? month.first
    let end = try date(to, named: "--to") ?? first.adding(months: 12)
    let days = end.daysSinceEpoch - first.daysSinceEpoch
    guard days > 0 else {
      throw ExitCode.because("--to \(end) is not after --from \(first)", .usage)
    }
    guard days < AgreementCalendar.longestPeriod else {
      throw ExitCode.because(
        "from \(first) to \(end) are \(days) days, and a calendar shows fewer than "
          + "\(AgreementCalendar.longestPeriod), ten years: name a shorter time",
        .usage
      )
    }
    return Interval(zone.start(of: first), zone.start(of: end))
  }

  private func date(_ text: String?, named name: String) throws -> CivilDate? {
    guard let text else { return nil }
    guard let date = CivilDate(text), (1_700...2_199).contains(date.year) else {
      throw ExitCode.because("\(name) is a date such as 2026-03-01", .usage)
    }
    return date
  }
}
