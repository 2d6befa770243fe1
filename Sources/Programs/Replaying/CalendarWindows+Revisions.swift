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
    let held = agreements.filter { takeover(of: $0, among: agreements, settling) <= instant }
    return held.filter { agreement in
      !held.contains { $0.id == agreement.id && $0.revision > agreement.revision }
    }
  }

  /// The same, with as long to settle as the samples of `checks` take.
  package func judging(
    _ agreements: [Agreement],
    measuredBy checks: [Check],
    at instant: Instant
  ) -> [Agreement] {
    judging(agreements, at: instant, settling: CalendarWindows.settling(of: checks))
  }

  /// From when on is judged by a revision: from its date, or from the end of the window in which that lies
  /// where the revision before judges its windows to their end; if it has windows of several lengths, of
  /// the shortest.
  package func takeover(
    of agreement: Agreement,
    among agreements: [Agreement],
    _ settling: TimeAmount
  ) -> Instant {
    let start = start(of: agreement)
    let before = agreements.filter {
      $0.id == agreement.id && $0.revision < agreement.revision && self.start(of: $0) < start
    }.max { $0.revision < $1.revision }
    guard let before, before.clauses.onChange == .nextWindow else { return start }
    let zone = zone(of: before)
    let over = before.clauses.until.map { zone.start(of: $0.adding(days: 1)) }
    let ends = before.objectives.compactMap(\.window.unit).map { unit in
      let window = CivilWindow(unit, containing: start, in: zone).interval(in: zone)
      // A window that began when neither held is the later one's.
      let isHeld = window.start < start && over.map { $0 > window.start } ?? true
      return isHeld ? window.end : start
    }
    return ends.min().map { $0 + settling } ?? start
  }

  /// How long after its end a window of `checks` may still change while everything goes as it should.
  package static func settling(of checks: [Check]) -> TimeAmount {
    .minutes(1) + (checks.map(\.definition.validity).max() ?? .zero)
  }
}
