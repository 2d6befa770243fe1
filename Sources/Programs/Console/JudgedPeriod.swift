import Accounting
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

/// An agreement judged over a period, as a report judges it now, for commands that ask more of it.
struct JudgedPeriod {
  let store: RecordedStore
  private(set) var agreement: Agreement
  let period: Report.Period
  /// The instant at which it is judged.
  let now: Instant
  private(set) var recollection: Recollection

  /// How far before and after what is asked for samples are looked for.
  private static let margin = TimeAmount.days(1)

  var judge: Judge { recollection.judge }

  /// Reads the record and judges it; says what is wrong and ends if that can't be.
  ///
  /// Of a divided period it is the part that holds `moment`, or else the first one.
  ///
  /// - Parameter read: The period that is wanted, for an agreement's zone.
  init(
    _ id: String,
    _ locations: Locations,
    at now: Instant,
    holding moment: Instant? = nil,
    period read: (Agreement, RecordedStore, Instant) throws -> Report.Period
  ) throws {
    var now = now
    var store = try RecordedStore(locations, at: now)
    var plan = try store.plan(id, locations, now, read).part(holding: moment, in: store)
    var recollection = try Self.replay(plan, store, now)
    now = store.time(of: recollection, after: now)
    _ = store.follow(to: now)
    let latest = try store.plan(id, locations, now, read).part(holding: moment, in: store)
    if latest != plan {
      plan = latest
      recollection = try Self.replay(plan, store, now)
    }
    self.store = store
    self.now = now
    self.recollection = recollection
    agreement = plan.agreement
    period = plan.period
  }

  private static func replay(
    _ plan: PeriodPlan,
    _ store: RecordedStore,
    _ now: Instant
  ) throws -> Recollection {
    try store.replay(
      by: store.calendar.judge(by: plan.agreement, over: plan.period, at: now),
      since: store.calendar.earliestNeeded(plan.agreement, over: plan.period, at: now)
    ).recollection
  }

  /// The later parts of a divided period, by date.
  func later() throws -> [JudgedPeriod] {
    let plan = PeriodPlan(agreement: agreement, period: period)
    return try plan.later(in: store).map { revision in
      var part = self
      part.agreement = revision
      part.recollection = try Self.replay(
        PeriodPlan(agreement: revision, period: period),
        store,
        now
      )
      return part
    }
  }

  /// The report on it; of a divided period on this part.
  func report(_ language: ReportLanguage? = nil) throws -> Report {
    do throws(ReportFailure) {
      var report = try AgreementReport(
        store.configuration.store,
        vantage: recollection.vantage ?? store.configuration.vantage
      ).make(
        on: agreement,
        by: judge,
        over: period,
        at: now,
        clock: recollection.clock,
        revisions: store.configuration.agreements,
        isWhole: false
      )
      if let language { report.language = language.value }
      return report
    } catch {
      throw ExitCode.because(error.description, .unavailable)
    }
  }

  /// The report by other rules, and of the checks of another interval when their samples were due; it is
  /// not what was agreed.
  func report(
    by variation: Variation,
    from origin: Instant,
    _ language: ReportLanguage?
  ) throws -> (report: Report, offsets: [CheckID: TimeAmount]) {
    let agreement = variation.varied(agreement)
    var other = self
    other.agreement = agreement
    other.recollection = try store.replay(
      by: store.calendar.judge(by: agreement, over: period, at: now),
      varied: VariedRecord(by: variation, from: origin),
      since: store.calendar.earliestNeeded(agreement, over: period, at: now)
    ).recollection
    return (try other.report(language), other.recollection.varied?.offsets ?? [:])
  }

  /// What the time of one of its objectives counts as.
  func account(of objective: Objective) -> TimeAccount? {
    guard let promise = judge.promises.first(where: { $0.objective == objective }) else {
      return nil
    }
    let zone = store.calendar.zone(of: agreement)
    let window: Window =
      switch period {
      case .fixed(_, let interval): .fixed(interval.since(store.calendar.start(of: agreement)))
      case .current: objective.window.current(at: now, in: zone)
      }
    return judge.account(of: promise, in: window, at: now)
  }

  /// The entries from which the figures of one of its objectives follow; none of one that is probed.
  func observedEntries(of result: ObjectiveResult) -> [CountedEntry] {
    guard let promise = judge.promises.first(where: { $0.objective == result.objective }) else {
      return []
    }
    return judge.observedEntries(of: promise, result.standing)
  }

  /// Reads the samples of `checks` in and around `stretch` once more.
  func read(
    _ checks: Set<CheckID>,
    around stretch: Interval,
    take: (Sample, CheckID) -> Void
  ) throws {
    do throws(StoreError) {
      try Replay.samples(
        of: checks,
        in: Interval(stretch.start - Self.margin, stretch.end + Self.margin),
        on: try PosixDisk.reading(store.configuration.store),
        take: take
      )
    } catch {
      throw ExitCode.because(error)
    }
  }
}

/// What is judged, and over what.
struct PeriodPlan: Equatable {
  var agreement: Agreement
  var period: Report.Period

  /// The revisions that go on with the period, where it is divided.
  func later(in store: RecordedStore) -> [Agreement] {
    guard case .fixed(_, let interval) = period else { return [] }
    let all = store.configuration.agreements
    return store.calendar.continuing(interval, after: agreement, among: all)
  }

  /// The same by the revision whose part of the period holds `moment`.
  func part(holding moment: Instant?, in store: RecordedStore) -> PeriodPlan {
    guard let moment else { return self }
    var part = self
    let held = later(in: store).last { store.calendar.start(of: $0) <= moment }
    part.agreement = held ?? agreement
    return part
  }
}

extension RecordedStore {
  /// The revision of an agreement that is judged at `now`, and the period; says why there is none and
  /// ends.
  func plan(
    _ id: String,
    _ locations: Locations,
    _ now: Instant,
    _ read: (Agreement, RecordedStore, Instant) throws -> Report.Period
  ) throws -> PeriodPlan {
    let all = configuration.agreements
    guard let current = agreements.first(where: { $0.id == id }) ?? all.last(where: { $0.id == id })
    else { throw locations.noAgreement(id, Set(all.map(\.id))) }
    let period = try read(current, self, now)
    guard case .fixed(let name, let interval) = period else {
      guard agreements.contains(current) else {
        throw ExitCode.because("no revision of '\(id)' is in effect at \(now)", .usage)
      }
      return PeriodPlan(agreement: current, period: period)
    }
    // What was promised for a period is what held when it began, or first came to hold within it.
    guard let held = calendar.revision(of: id, in: interval, among: all) else {
      let first = all.filter { $0.id == id }.map { "\($0.effective)" }.min() ?? "no date"
      throw ExitCode.because(
        "'\(id)' is effective from \(first) on, and --period \(name) ends before: nothing was "
          + "promised for it; name a later period",
        .usage
      )
    }
    return PeriodPlan(agreement: held, period: held == current ? period : try read(held, self, now))
  }

  /// The period that a user asks for; says which there are and ends if it is none.
  func period(_ text: String?, of agreement: Agreement, at now: Instant) throws -> Report.Period {
    guard let text else { return .current }
    let read = Report.Period(
      text,
      at: now,
      in: calendar.zone(of: agreement),
      unit: agreement.reportUnit ?? .month
    )
    guard let read else {
      throw ExitCode.because(
        "--period is 2026, 2026-Q1, 2026-03, 2026-W11, 2026-03-14, this, last, last-month, or "
          + "FROM..TO with dates or instants such as 2026-03-01..2026-03-15, at most nine years apart",
        .usage
      )
    }
    return read
  }
}
