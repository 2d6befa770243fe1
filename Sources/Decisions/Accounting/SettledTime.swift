package import Agreement
package import Chronology

/// How a service's time counts in some window, added up once as far as nothing can change it any more:
/// a figure then costs what has happened since, whatever the length of the window.
///
/// It is the figure of ``ServiceFigures/init(of:in:by:)``, because downtime adds up wherever no outage is
/// cut, and what is settled ends only there.
package struct SettledTime: Sendable {
  /// What cannot change; copies share it.
  private final class Ground: Sendable {
    let stretch: Interval
    let service: SummedSet
    let removed: SummedSet
    let available: SummedSet
    let measured: IntervalSet
    let measuredSum: SummedSet
    let excluded: IntervalSet
    let terms: AvailabilityTerms
    let weights: [Int64]

    init(_ time: ServiceTime, _ terms: AvailabilityTerms, _ weights: [Int64]) {
      stretch = time.window
      service = SummedSet(time.service)
      removed = SummedSet(time.removed)
      available = SummedSet(time.available)
      measured = time.measured
      measuredSum = SummedSet(measured)
      excluded = time.exclusions
      self.terms = terms
      self.weights = weights
    }
  }

  private let ground: Ground
  /// Until where all is settled: no outage goes on there.
  package private(set) var end: Instant
  private var parts: [SettledDowntime]

  /// An account of `time`, of which nothing is settled yet.
  ///
  /// - Parameters:
  ///   - start: From where outages are known, before the window, so that they are whole.
  ///   - weights: Those of the service's parts.
  ///   - isRolling: Whether windows are asked for that begin inside the stretch; else it is the one window,
  ///     judged up to ``end`` at least.
  package init(
    of time: ServiceTime,
    by terms: AvailabilityTerms,
    since start: Instant,
    weights: [Int64],
    isRolling: Bool
  ) {
    ground = Ground(time, terms, weights)
    end = start
    parts = weights.map { _ in SettledDowntime(isRolling: isRolling) }
  }

  /// The stretch of which it tells; windows lie inside.
  package var stretch: Interval { ground.stretch }

  /// What of the stretch is measured: promised and not excluded.
  package var measured: IntervalSet { ground.measured }

  /// Whether more outages are settled than can be kept: then there is no account.
  package var isFull: Bool { parts.contains(where: \.isFull) }

  /// Settles the time up to `instant`, in which nothing can have been down.
  package mutating func settle(through instant: Instant) { end = max(end, instant) }

  /// Settles what can be of the stretch of `service`, which begins at ``end``, and in which nothing can
  /// change any more: all that is before an outage that may go on at its end.
  package mutating func settle(_ service: ServiceTimeline) {
    guard let limit = service.parts.map(\.timeline.stretch.end).min() else { return }
    let possible = service.parts.map(\.timeline.possiblyOne)
    var mark = limit
    while let open = possible.lazy.compactMap({ $0.interval(over: mark) }).first {
      mark = open.start
    }
    guard mark > end else { return }
    for (index, part) in service.parts.enumerated() {
      parts[index].append(
        part.timeline.part(in: Interval(end, mark)),
        in: ground.measured,
        excluding: ground.excluded,
        by: ground.terms
      )
    }
    end = mark
  }

  /// The figures of `judged`, a window or the part of it that is judged.
  ///
  /// - Parameter open: The service from ``end`` on, up to where everything is judged; nil if nothing can
  ///   have been down since.
  package func figures(of judged: Interval, open: ServiceTimeline?) -> ServiceFigures {
    let inside =
      open == nil
      ? IntervalSet() : ground.measured.intersection(Interval(max(judged.start, end), judged.end))
    return ServiceFigures(
      window: judged.length.wholeMilliseconds,
      service: ground.service.milliseconds(in: judged),
      removed: ground.removed.milliseconds(in: judged),
      available: ground.available.milliseconds(in: judged),
      parts: parts.indices.map { index in
        let weight = ground.weights[index]
        let settled = parts[index].downtime(in: judged)
        guard let open else { return (weight, settled) }
        let outages = CountedOutages(
          of: open.parts[index].timeline,
          in: inside,
          excluding: ground.excluded,
          by: ground.terms
        )
        return (weight, settled + Downtime(outages))
      }
    )
  }

  /// How much of `window` is measured, in milliseconds.
  package func measured(of window: Interval) -> Int64 {
    ground.measuredSum.milliseconds(in: window)
  }

  /// What of `window` counts, in milliseconds: the promised time without what is removed from it.
  package func eligible(in window: Interval) -> Int64 {
    ground.service.milliseconds(in: window) - ground.removed.milliseconds(in: window)
  }
}

extension IntervalSet {
  /// The interval that began before `instant` and goes on there, or ends there; nil if there is none.
  fileprivate func interval(over instant: Instant) -> Interval? {
    let index = index(endingAfter: instant - TimeAmount(nanoseconds: 1))
    guard index < intervals.count, intervals[index].start < instant else { return nil }
    return intervals[index]
  }
}
