import Agreement
import Chronology
import Judging
import Reporting
import Storage

extension AgreementReport {
  /// How `period` goes on by the revisions that divide it after `agreement`, each by what was recorded; none
  /// of a period in which every objective has a window of its own.
  func parts(
    of period: Report.Period,
    after agreement: Agreement,
    _ revisions: [Agreement],
    at now: Instant
  ) throws(ReportFailure) -> [ReportPart] {
    let own = revisions.filter { $0.id == agreement.id }
    guard case .fixed(_, let interval) = period, own.count > 1 else { return [] }
    let (disk, calendar) = try record(of: own)
    let later = calendar.continuing(interval, after: agreement, among: own)
    var parts: [ReportPart] = []
    for revision in later {
      let result: Replay.Result
      do throws(StoreError) {
        result = try Replay.read(
          disk,
          of: Set(revision.services.flatMap(\.checks)),
          until: end,
          judge: { calendar.judge(by: revision, over: period, at: now) },
          since: calendar.earliestNeeded(revision, over: period, at: now)
        )
      } catch {
        throw .store(error)
      }
      let read = result.recollection
      var report = try part(
        revision,
        read.judge,
        over: period,
        at: now,
        read.clock,
        own,
        from: result.index
      )
      report.otherOnRecord = read.revisions.of(revision).flatMap { recorded in
        recorded.contradicts(revision) ? recorded : nil
      }
      let detail = ReportDetail(
        of: report,
        by: read.judge,
        at: now,
        latencies: showsLatencies
          ? try LatencyDays.read(for: report, by: result.index, fromStoreAt: store) : []
      )
      parts.append(ReportPart(report, detail))
    }
    return parts
  }
}
