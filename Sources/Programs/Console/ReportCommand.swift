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
  /// How a report is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text
    case json
  }

  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Report on an agreement, recomputed from the record.",
    discussion: """
      Without --period every objective is judged over its own window: the calendar one of now, or \
      the rolling one that ends with the last sample, and now once that vouches for nothing any \
      more. docs/report.md explains every figure.
      """
  )

  @Argument(help: "The agreement's id.")
  var agreement: String

  @Option(
    help: "2026, 2026-Q1, 2026-03, 2026-W11, 2026-03-14, this, last, last-month, or FROM..TO."
  )
  var period: String?

  @Option(help: "text or json.")
  var format = Format.text

  @Option(help: ArgumentHelp("As of this instant (RFC 3339) instead of now.", valueName: "time"))
  var at: String?

  @OptionGroup var locations: Locations

  /// What is judged, and over what.
  private struct Plan: Equatable {
    var agreement: Agreement
    var period: Report.Period
  }

  func run() throws {
    var now = try instant()
    var store = try RecordedStore(locations, at: now, until: at == nil ? nil : now)
    if at != nil, now > .now, store.lastTime().map({ now > $0 }) ?? true {
      throw ExitCode.because("--at \(at ?? "") is still to come: nothing is known of it", .usage)
    }
    var plan = try plan(store, now)
    // As of an instant only what was on record by then counts.
    let end = at == nil ? nil : now
    var recollection = try store.replay(by: judge(for: plan, store, now), until: end).recollection
    if at == nil {
      now = store.time(of: recollection, after: now)
      _ = store.follow(to: now)
      let latest = try self.plan(store, now)
      if latest != plan {
        plan = latest
        recollection = try store.replay(by: judge(for: plan, store, now)).recollection
      }
    }
    do throws(ReportFailure) {
      let report = try AgreementReport(
        store.configuration.store,
        vantage: recollection.vantage ?? store.configuration.vantage,
        until: end
      ).make(
        on: plan.agreement,
        by: recollection.judge,
        over: plan.period,
        at: now,
        clock: recollection.clock
      )
      switch format {
      case .json: Terminal.say(report.json)
      case .text: Terminal.say(report.text(ink: Ink(isColoured: StandardStream.output.wantsColour)))
      }
    } catch {
      throw ExitCode.because(error.description, .unavailable)
    }
  }

  private func plan(_ store: RecordedStore, _ now: Instant) throws -> Plan {
    let agreement = try choose(store, now)
    let period = try readPeriod(agreement, store, now)
    guard case .fixed(let name, let interval) = period else {
      return Plan(agreement: agreement, period: period)
    }
    // What was promised for a period is what held when it began, or first came to hold within it.
    let held = try revision(of: store, in: interval, named: name)
    var plan = Plan(agreement: held, period: period)
    if held != agreement { plan.period = try readPeriod(held, store, now) }
    return plan
  }

  /// A judge that has been told nothing.
  private func judge(for plan: Plan, _ store: RecordedStore, _ now: Instant) -> Judge {
    store.calendar.judge(by: plan.agreement, over: plan.period, at: now)
  }

  private func instant() throws -> Instant {
    guard let at else { return .now }
    guard let instant = Instant(rfc3339: at) else {
      throw ExitCode.because("--at is an instant such as 2026-03-31T22:00:00Z", .usage)
    }
    return instant
  }

  /// The revision by which a period is judged; ends with 64 if none is effective before its end.
  private func revision(
    of store: RecordedStore,
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
    let names = known.isEmpty ? "none" : known.sorted().joined(separator: ", ")
    throw ExitCode.because(
      "\(locations.config) names no agreement '\(agreement)'; it names \(names)",
      .usage
    )
  }

  private func readPeriod(
    _ agreement: Agreement,
    _ store: RecordedStore,
    _ now: Instant
  ) throws -> Report.Period {
    guard let period else { return .current }
    let read = Report.Period(
      period,
      at: now,
      in: store.calendar.zone(of: agreement),
      unit: agreement.reportUnit ?? .month
    )
    guard let read else {
      throw ExitCode.because(
        "--period is 2026, 2026-Q1, 2026-03, 2026-W11, 2026-03-14, this, last, last-month, or FROM..TO with dates or instants "
          + "such as 2026-03-01..2026-03-15, at most nine years apart",
        .usage
      )
    }
    return read
  }
}
