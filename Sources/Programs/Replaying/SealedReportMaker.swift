package import Agreement
package import Chronology
import Judging
package import Reporting
import Sampling
import Storage

/// Makes the report that is to be sealed from the files, as `constat report --as-of` does.
package struct SealedReportMaker: Sendable {
  /// A report and its pages.
  package struct Pages: Sendable {
    /// What is sealed, without what its files hash to.
    package let seal: ReportSeal
    /// The bytes of each format.
    package let bytes: [SealedReport.Format: [UInt8]]
    /// The credits of its windows.
    package let credits: [ComputedCredit]
  }

  private let store: String
  private let vantage: String
  private let agreements: [Agreement]
  private let annotations: [RecordedAnnotation]

  /// A maker of reports on the store at a path.
  ///
  /// - Parameters:
  ///   - vantage: From where it is measured, should the record not say.
  ///   - agreements: All revisions that are configured.
  ///   - annotations: All that was declared.
  package init(
    _ store: String,
    vantage: String,
    agreements: [Agreement],
    annotations: [RecordedAnnotation]
  ) {
    self.store = store
    self.vantage = vantage
    self.agreements = agreements
    self.annotations = annotations
  }

  /// The pages of what is due, as of an instant.
  ///
  /// - Parameters:
  ///   - sealed: When it is sealed.
  ///   - root: On what it rests.
  /// - Returns: Nil if something that is still to be recorded may change a figure.
  package func make(
    _ task: ReportTask,
    asOf: Instant,
    at sealed: Instant,
    on root: SealedReport.Root?
  ) throws(ReportFailure) -> Pages? {
    let calendar: CalendarWindows
    do throws(ZoneFileError) {
      calendar = try CalendarWindows(
        agreements,
        annotations: annotations.filter { $0.recorded <= asOf }
      )
    } catch {
      throw .zone(error)
    }
    let period = Report.Period.fixed(name: task.period, task.window)
    let read: Replay.Result
    do throws(StoreError) {
      read = try Replay.read(
        try PosixDisk.reading(store),
        of: Set(task.agreement.services.flatMap(\.checks)),
        until: asOf,
        judge: { calendar.judge(by: task.agreement, over: period, at: asOf) },
        since: calendar.earliestNeeded(task.agreement, over: period, at: asOf)
      )
    } catch {
      throw .store(error)
    }
    let recollection = read.recollection
    var report = try AgreementReport(
      store,
      vantage: recollection.vantage ?? vantage,
      until: asOf,
      showsLatencies: true
    ).make(
      on: task.agreement,
      by: recollection.judge,
      over: period,
      at: asOf,
      clock: recollection.clock,
      revisions: agreements,
      from: read.index
    )
    guard report.isSettled else { return nil }
    report.otherOnRecord = recollection.revisions.of(task.agreement).flatMap { recorded in
      recorded.contradicts(task.agreement) ? recorded : nil
    }
    let seal = ReportSeal(of: report, for: task, asOf: asOf, at: sealed, on: root)
    report.seal = seal
    let detail = ReportDetail(
      of: report,
      by: recollection.judge,
      at: asOf,
      latencies: try LatencyDays.read(for: report, by: read.index, fromStoreAt: store)
    )
    return Pages(
      seal: seal,
      bytes: [.json: Array(report.json.utf8), .html: Array(report.html(detail).utf8)],
      credits: report.computedCredits(with: seal)
    )
  }
}

extension SealedReport {
  /// What goes on record of the pages that were sealed for `task`.
  package init(_ seal: ReportSeal, for task: ReportTask, hashes: [Format: String]) {
    self.init(
      agreement: task.agreement.id,
      revision: task.agreement.revision,
      sha256: task.agreement.sha256,
      period: task.period,
      window: task.window,
      number: seal.number,
      asOf: seal.asOf,
      sealed: seal.sealed,
      figures: seal.figures,
      parts: seal.parts,
      root: seal.root,
      hashes: hashes,
      because: seal.because.map(\.id)
    )
  }
}
