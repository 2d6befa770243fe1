import Agreement
import Chronology

extension ReportSchedule {
  /// The revisions by which `window` is judged: `agreement`, by which it begins, and those that divide it.
  func judging(_ window: Interval, from agreement: Agreement) -> [Agreement] {
    let line = RevisionLine(
      of: agreement.id,
      among: revisions[agreement.id] ?? [],
      zones: zones
    )
    return [agreement] + line.continuing(window, after: agreement)
  }

  /// That a revision is on record; nil if its text isn't configured.
  ///
  /// It is about the time in which it is the latest: a report on a window in it that was sealed before may
  /// say something else.
  func fact(of recorded: RecordedRevision) -> LateFact? {
    let own = revisions[recorded.agreement] ?? []
    guard
      let agreement = own.first(where: {
        $0.revision == recorded.revision && $0.sha256 == recorded.sha256
      })
    else { return nil }
    let start = zone(of: agreement).start(of: agreement.effective)
    let next = own.filter { $0.revision > agreement.revision }
      .map { zone(of: $0).start(of: $0.effective) }.min()
    let end = next ?? Instant.clockSpan.end
    return LateFact(
      revision: agreement,
      in: Interval(start, max(start, end)),
      recorded: recorded.recorded
    )
  }
}
