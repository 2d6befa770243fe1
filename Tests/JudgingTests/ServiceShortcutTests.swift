import Accounting
import Agreement
import Chronology
import Sampling
import TestKit
import Testing

@testable import Judging

/// What a service of several checks tells without going through all that it has seen is what all of it
/// tells.
@Suite(.timeLimit(.minutes(30))) struct ServiceShortcutTests {
  /// What `incident` took away, by the whole record since it opened.
  private func downtime(
    of incident: Incident,
    _ service: ServiceRecord,
    at now: Instant
  ) -> TimeAmount {
    let end = service.horizon(at: now)
    let start =
      incident.opened - (service.records.compactMap { $0.definition?.validity }.max() ?? .zero)
    let hull = Interval(
      incident.opened,
      max(incident.resolved ?? end, incident.opened + .milliseconds(1))
    )
    return service.whole(in: Interval(start, max(start, end))).estimate.intervals
      .filter { $0.overlaps(hull) }.reduce(into: .zero) { $0 += $1.length }
  }

  @Test(arguments: 1...12) func `incidents of several checks`(_ seed: Int) throws {
    let random = try RandomAgreement(seed: UInt64(seed) &+ 50, days: 3)
    guard random.definitions.count > 1 else { return }
    var dice = SplitMix64(seed: UInt64(seed) &* 31_337)
    var judge = try random.judge()
    var (open, confirmed, over) = (0, 0, 0)
    for told in random.story {
      judge.take(told)
      guard dice.next() % 12 == 0 else { continue }
      let now = told.time
      let service = judge.service(0)
      let all = service.incidents
      let last = all.last { !$0.isOver }
      try #require(service.openIncident == last, "at \(now)")
      open += last == nil ? 0 : 1
      over += all.count { $0.isOver }
      for mark in all.map(\.opened.milliseconds) {
        let after = service.incidents(openedAfter: mark)
        try #require(after == all.filter { $0.opened.milliseconds > mark }, "after \(mark)")
      }
      for length in [1, 40, 300, 3_000] as [Int64] {
        let end = now - .minutes(Int64(dice.next() % 3) * 60)
        let stretch = Interval(end - .minutes(length), end)
        let expected = all.contains { $0.opened < end && $0.lastFailure >= stretch.start }
        try #require(service.hasConfirmedFailure(in: stretch) == expected, "\(stretch)")
        confirmed += expected ? 1 : 0
      }
      for incident in all {
        let found = service.downtime(of: incident, at: now)
        try #require(found == downtime(of: incident, service, at: now), "\(incident)")
      }
    }
    #expect(over + open + confirmed > 0 || random.agreement.services[0].composition.isForgiving)
  }
}

extension Composition {
  /// Whether it may be that nothing ever fails, because its checks must fail together.
  fileprivate var isForgiving: Bool {
    if case .all = self { false } else { true }
  }
}
