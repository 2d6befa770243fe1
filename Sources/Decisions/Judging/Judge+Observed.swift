package import Accounting
package import Agreement
package import Chronology

extension Judge {
  /// A log without entries for each name that feeds a service.
  static func emptyLogs(of services: [AgreedService]) -> [String: ObservationLog] {
    let names = Set(services.compactMap(\.service.observations?.name))
    return Dictionary(uniqueKeysWithValues: names.map { ($0, ObservationLog()) })
  }

  /// Takes the next observations of the record that somebody gave from outside.
  package mutating func take(_ observations: RecordedObservations) {
    observed[observations.feed.name]?.take(observations)
    for number in services.indices
    where services[number].service.observations?.name == observations.feed.name {
      disturbances[number] = Disturbance()
    }
  }

  /// The nearest-rank percentile that `promise` speaks of, in what of a window is judged; nil of one that
  /// is no percentile of durations, or of none.
  package func observedPercentile(of promise: Promise, _ standing: Standing) -> TimeAmount? {
    guard case .duration(let limit) = promise.objective.indicator, limit.isPercentile,
      let feed = promise.service.observations, let log = observed[feed.name],
      let number = promiseNumbers[promise.key]
    else { return nil }
    let measured = service(ofPromise: number).serviceTime(of: standing.judged)?.measured
    return ObservationTally.percentile(
      limit.share,
      of: log,
      in: standing.judged,
      measured: measured ?? IntervalSet()
    )
  }

  /// The entries that belong to what of a window is judged, each with whether it counts; none of a promise
  /// about what is probed.
  package func observedEntries(of promise: Promise, _ standing: Standing) -> [CountedEntry] {
    guard let feed = promise.service.observations, let log = observed[feed.name],
      let number = promiseNumbers[promise.key]
    else { return [] }
    let measured = service(ofPromise: number).serviceTime(of: standing.judged)?.measured
    return ObservationTally.counted(
      log,
      in: standing.judged,
      measured: measured ?? IntervalSet(),
      whole: feed.kind == .counts
    )
  }

  /// How a promise about what is observed outside stands in a window with fixed ends.
  ///
  /// Everything is judged until `now`: what is observed comes when it comes. The window is closed when no
  /// more facts may be declared of it, and no breach is said before.
  func observedStanding(
    ofPromise number: Int,
    in window: Interval,
    at now: Instant
  ) -> Standing {
    let service = service(ofPromise: number)
    let promise = promises[number]
    let clauses = promise.agreement.clauses
    let whole = service.ground.part(of: window, clauses.partial)
    let judged = Interval(whole.start, max(whole.start, min(whole.end, now.floored)))
    let log = promise.service.observations.flatMap { observed[$0.name] } ?? ObservationLog()
    let evaluation = ObservedEvaluation(
      promise: promise,
      log: log,
      window: whole,
      judged: judged,
      isClosed: now >= whole.end + promise.patience
    )
    let time = service.serviceTimes(of: judged)
    return evaluation.standing(
      in: time.accepted?.measured ?? IntervalSet(),
      disputed: time.possible.map(\.measured)
    )
  }
}

extension Promise {
  /// How long after a window's end facts may still come that it rests on.
  package var patience: TimeAmount {
    service.observations == nil ? .zero : agreement.clauses.reporting.sealAfter
  }
}

extension ServiceRecord {
  /// The promised time of `stretch` without what is accepted, and without all that may be; nil of the
  /// latter if that is the same.
  fileprivate func serviceTimes(of stretch: Interval) -> (
    accepted: ServiceTime?, possible: ServiceTime?
  ) {
    guard hasExclusions else { return (serviceTime(of: stretch), nil) }
    let judgement = exclusions(around: stretch, judgedUntil: nil)
    let accepted = time(of: stretch, excluding: judgement.accepted)
    guard judgement.possible != judgement.accepted else { return (accepted, nil) }
    return (accepted, time(of: stretch, excluding: judgement.possible))
  }
}
