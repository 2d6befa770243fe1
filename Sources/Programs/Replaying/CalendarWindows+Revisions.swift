package import Agreement
package import Chronology
package import Sampling
import StoreFormat

/// By which revision the windows are judged that contain an instant.
extension CalendarWindows {
  /// The revision of each agreement by which is judged at `instant`: the latest that has taken over from
  /// the one before; an agreement that does not hold yet is left out.
  ///
  /// - Parameter settling: How long after its end a window may still change: as long the revision before
  ///   goes on, so that it closes its last windows itself.
  package func judging(
    _ agreements: [Agreement],
    at instant: Instant,
    settling: TimeAmount
  ) -> [Agreement] {
    let revisions = Dictionary(grouping: agreements, by: \.id)
    return agreements.filter { agreement in
      takeover(of: agreement, among: revisions[agreement.id] ?? [], settling) <= instant
    }.latest
  }

  /// The same, with as long to settle as the samples of `checks` take.
  package func judging(
    _ agreements: [Agreement],
    measuredBy checks: [Check],
    at instant: Instant
  ) -> [Agreement] {
    judging(agreements, at: instant, settling: CalendarWindows.settling(of: checks))
  }

  /// The same at `now` where nothing was judged after `end`: a revision before that divides windows goes on,
  /// so that it closes the part that ended meanwhile.
  package func judging(
    _ agreements: [Agreement],
    measuredBy checks: [Check],
    since end: Instant?,
    at now: Instant
  ) -> [Agreement] {
    let present = judging(agreements, measuredBy: checks, at: now)
    guard let end, end < now else { return present }
    let past = judging(agreements, measuredBy: checks, at: end)
    return present.map { later in
      let before = past.first { $0.id == later.id && $0.revision < later.revision }
      return before.flatMap { tenure(of: $0).end == nil ? nil : $0 } ?? later
    }
  }

  /// From when on is judged by a revision: as soon as the windows, or the parts of them, are settled that the
  /// revision before judges to their end.
  package func takeover(
    of agreement: Agreement,
    among agreements: [Agreement],
    _ settling: TimeAmount
  ) -> Instant {
    let line = line(of: agreement.id, among: agreements)
    return line.takeover(of: agreement)
      + (line.endsWindows(before: agreement) ? settling : .zero)
  }

  /// The revisions that go on with `period` where `agreement`, by which it begins, leaves off.
  package func continuing(
    _ period: Interval,
    after agreement: Agreement,
    among agreements: [Agreement]
  ) -> [Agreement] {
    line(of: agreement.id, among: agreements).continuing(period, after: agreement)
  }

  /// The revision that goes on with the windows of `agreement` where its tenure ends; nil if none does.
  package func next(after agreement: Agreement, among agreements: [Agreement]) -> Agreement? {
    guard let end = tenure(of: agreement).end else { return nil }
    return agreements.first { $0.id == agreement.id && start(of: $0).floored == end }
  }

  /// The revisions of the agreement `id`, in the order in which they come to hold.
  func line(of id: String, among agreements: [Agreement]) -> RevisionLine {
    RevisionLine(of: id, among: agreements, zones: zones)
  }

  /// How long after its end a window of `checks` may still change while everything goes as it should.
  package static func settling(of checks: [Check]) -> TimeAmount {
    .minutes(1) + (checks.map(\.definition.validity).max() ?? .zero)
  }
}

extension [Agreement] {
  /// Of each agreement the revision with the highest number.
  var latest: [Agreement] {
    let numbers = Dictionary(map { ($0.id, $0.revision) }, uniquingKeysWith: Swift.max)
    return filter { $0.revision == numbers[$0.id] }
  }
}
