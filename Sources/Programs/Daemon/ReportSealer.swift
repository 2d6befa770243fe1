import Agreement
import Archive
import Chronology
import ConfigFile
import Dispatch
import Events
import Execution
import Posix
import Replaying
import Reporting
import Storage
import StoreFormat

/// Seals the reports that are due, one after the other, from the files: what is due
/// ``ReportSchedule`` says. Then says of which credits the claims' deadline is near: ``ClaimDeadlines``.
///
/// A report's files are on the disk before it is on record, and what is on record is never sealed again: cut
/// short anywhere, it is due again as if nothing had been done. It has a queue of its own; neither a probe
/// nor the judge waits for it.
actor ReportSealer: QueueActor {
  nonisolated let executor = QueueExecutor(label: "constat.reports", qos: .utility)

  /// What it does its work with.
  struct Means: Sendable {
    /// Where the store is.
    let store: String
    /// The store's disk, for writing.
    let disk: any Disk
    /// The time, in log time.
    let now: @Sendable () -> Instant
    /// What is configured now.
    let configuration: @Sendable () -> Configuration
    /// Makes durable what was recorded before; false if that can't be.
    let flush: @Sendable () -> Bool
    /// Records events in their order, durably; false if they are not durable yet.
    let record: @Sendable ([Event]) -> Bool
    /// Says what is wrong.
    let warn: @Sendable (String) -> Void
  }

  /// The longest time between two looks at the clock: log time may jump, and the machine may sleep.
  private static let patience = TimeAmount.minutes(1)
  /// When what failed is tried again.
  private static let pause = TimeAmount.minutes(10)

  private let means: Means
  private let gate = SealingGate()
  private var timer: QueueTimer?
  /// When to look next.
  private var due: Instant?
  /// What was handed to the store and is not durable yet, by the names of files: it is on its way.
  private var underWay: Set<String> = []
  /// What was said of credits by now, while it looks.
  private var credits: [ComputedCredit] = []
  /// The keys of what was handed to the store of claims' deadlines.
  private var reminded: Set<String> = []
  /// What was said to be stranded, by its file and what came last.
  private var stranded: Set<String> = []

  /// A sealer that does nothing yet.
  init(_ means: Means) {
    self.means = means
  }

  /// Looks from now on.
  func begin() {
    timer = QueueTimer(on: executor) { [weak self] in self?.assumeIsolated { $0.wake() } }
    due = means.now()
    wake()
  }

  /// Something was declared or imported, or other agreements hold: looks again, soon.
  nonisolated func look() {
    executor.queue.async { [weak self] in self?.assumeIsolated { $0.hurry() } }
  }

  /// Seals nothing more; a report that is being written is written to its end.
  nonisolated func end() { gate.close() }

  private func hurry() {
    let soon = means.now() + ReportSchedule.settling
    due = min(due ?? soon, soon)
    arm()
  }

  private func wake() {
    if let due, due <= means.now() { seal() }
    arm()
  }

  private func arm() {
    if gate.isClosed {
      timer = nil
      return
    }
    let now = means.now()
    let wait = due.map { min(max($0 - now, .zero), Self.patience) } ?? Self.patience
    timer?.arm(at: SystemClocks.monotonic() + wait.nanoseconds, leeway: 100_000_000)
  }

  /// Seals what is due, and says when to look next.
  func seal() {
    let configuration = means.configuration()
    guard configuration.agreements.contains(where: { $0.clauses.reporting.every != nil }) else {
      due = nil
      return
    }
    due = nil
    do throws(SealingTrouble) {
      let record = try read()
      credits = record.credits
      defer { credits = [] }
      let reports = Result { () throws(SealingTrouble) in try seal(record, configuration) }
      // No deadline waits for a report that can't be sealed.
      try remind(record, configuration.claimReminder)
      try reports.get()
    } catch {
      if case .ending = error { return }
      put(error, off: Self.pause)
    }
    CurrentProcess.returnFreeMemory()
  }

  /// Seals the reports that are due.
  private func seal(
    _ record: ReportRecord,
    _ configuration: Configuration
  ) throws(SealingTrouble) {
    let now = means.now()
    let schedule = try schedule(of: configuration, record)
    due = schedule.next(after: now)
    var failed: Set<String> = []
    for task in schedule.due(at: now) where !gate.isClosed {
      // Of one agreement in order: no report on a later window stands before this one's.
      if failed.contains(task.agreement.id) { continue }
      let isSealed = try attempt(task, configuration, record.annotations)
      if !isSealed { failed.insert(task.agreement.id) }
    }
    for report in schedule.stranded(at: now) { say(report) }
  }

  /// Seals one report; where that one alone can't be, the other agreements' are sealed all the same.
  ///
  /// - Returns: Whether it is sealed.
  private func attempt(
    _ task: ReportTask,
    _ configuration: Configuration,
    _ annotations: [RecordedAnnotation]
  ) throws(SealingTrouble) -> Bool {
    do throws(SealingTrouble) {
      try seal(task, configuration, annotations)
      return true
    } catch {
      switch error {
      case .report: put(error, off: Self.pause)
      case .open:
        let again = means.now() + Self.patience
        due = min(due ?? again, again)
      case .notDurable, .archive, .ending: throw error
      }
      return false
    }
  }

  private func put(_ trouble: SealingTrouble, off pause: TimeAmount) {
    means.warn("\(trouble); it is tried again in \(pause)")
    let again = means.now() + pause
    due = min(due ?? again, again)
  }

  /// What the record tells by now; it is read anew each time, so that nothing of it stays in memory.
  private func read() throws(SealingTrouble) -> ReportRecord {
    guard means.flush() else { throw .notDurable }
    do throws(ArchiveError) {
      var record = ReportRecord(means.disk)
      try record.read()
      return record
    } catch {
      throw .archive(error)
    }
  }

  private func schedule(
    of configuration: Configuration,
    _ record: ReportRecord
  ) throws(SealingTrouble) -> ReportSchedule {
    var schedule: ReportSchedule
    do throws(ZoneFileError) {
      var zones: [String: ZoneRules] = [:]
      for agreement in configuration.agreements where zones[agreement.timeZone] == nil {
        zones[agreement.timeZone] = try ZoneFiles.rules(of: agreement.timeZone)
      }
      schedule = ReportSchedule(configuration.agreements, zones: zones)
    } catch {
      throw .report(.zone(error))
    }
    for fact in record.facts(for: configuration.agreements) { schedule.take(fact) }
    return schedule
  }

  private func seal(
    _ task: ReportTask,
    _ configuration: Configuration,
    _ annotations: [RecordedAnnotation]
  ) throws(SealingTrouble) {
    let name = SealedReport.fileName(task.agreement.id, task.period, task.number, .json)
    if underWay.contains(name) { return }
    let pages: SealedReportMaker.Pages?
    let now = means.now()
    do throws(ReportFailure) {
      let maker = SealedReportMaker(
        means.store,
        vantage: configuration.vantage,
        agreements: configuration.agreements,
        annotations: annotations
      )
      pages = try maker.make(
        task,
        asOf: Instant(milliseconds: (now - ReportSchedule.settling).milliseconds),
        at: now,
        on: SealedReportFiles.root(on: means.disk)
      )
    } catch {
      throw .report(error)
    }
    guard let pages else { throw .open(task.agreement.id, task.period) }
    try gate.pass { () throws(SealingTrouble) in try publish(pages, of: task, name) }
  }

  private func publish(
    _ pages: SealedReportMaker.Pages,
    of task: ReportTask,
    _ name: String
  ) throws(SealingTrouble) {
    var hashes: [SealedReport.Format: String] = [:]
    do throws(ArchiveError) {
      for format in SealedReport.Format.allCases {
        hashes[format] = try SealedReportFiles.write(
          pages.bytes[format] ?? [],
          as: SealedReport.fileName(task.agreement.id, task.period, task.number, format),
          on: means.disk
        )
      }
    } catch {
      throw .archive(error)
    }
    let report = SealedReport(pages.seal, for: task, hashes: hashes)
    let event =
      task.previous == nil
      ? Event.reportSealed(report)
      : Event.reportRevised(report, changed: pages.seal.changed)
    let news = pages.credits.news(
      after: credits.filter { $0.agreement == report.agreement && $0.period == report.period },
      number: report.number,
      sealed: report.sealed
    )
    credits += news
    // What was handed over is recorded sooner or later: nobody may put other files in their place. The report
    // comes last: of one that is on record the credits are, too.
    underWay.insert(name)
    if means.record(news.map { .creditComputed($0) } + [event]) { underWay.remove(name) }
  }

  /// Says which credits nobody has claimed can soon not be claimed any more, and looks again when the next
  /// deadline is near.
  private func remind(
    _ record: ReportRecord,
    _ reminder: ClaimReminder
  ) throws(SealingTrouble) {
    let now = means.now()
    let deadlines = ClaimDeadlines(
      of: credits,
      said: record.reminded.union(reminded),
      annotations: record.annotations,
      reminder: reminder
    )
    if let next = deadlines.next(after: now) { due = min(due ?? next, next) }
    let events = deadlines.near(at: now)
    guard !events.isEmpty else { return }
    try gate.pass { () throws(SealingTrouble) in
      reminded.formUnion(events.map(\.key.description))
      _ = means.record(events)
    }
  }

  private func say(_ report: StrandedReport) {
    let last = report.because.map(\.id).joined(separator: ", ")
    guard stranded.insert("\(report.report.fileName(.json)) \(last)").inserted else { return }
    let reason =
      switch report.reason {
      case .expired: "samples of that time have expired"
      case .noAgreement: "no text of the agreement that held then is configured"
      }
    means.warn(
      "the sealed report \(report.report.agreement) \(report.report.period) stays as it is, although"
        + " something was put on record since (\(last.prefix(200))): \(reason)"
    )
  }
}
