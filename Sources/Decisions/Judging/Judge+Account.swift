import Accounting
import Agreement
package import Chronology
import Sampling

extension Judge {
  /// What every millisecond of `window` counts as for `promise`, as far as everything is judged at `now`.
  ///
  /// Of an objective that isn't about availability every millisecond of an outage counts. Time of which
  /// only sums are left is unknown here.
  package func account(of promise: Promise, in window: Window, at now: Instant) -> TimeAccount? {
    guard let number = promiseNumbers[promise.key] else { return nil }
    var service = service(ofPromise: number)
    let standing = standing(of: promise, in: window, at: now)
    var whole = standing.window
    // The cap of a rolling window is asked for its whole length.
    if case .rolling(let length) = window {
      whole.start = (whole.end - length).floored
      service.certificates?.knownUntil = standing.judged.end
    }
    let terms: AvailabilityTerms? =
      if case .availability(let terms) = promise.objective.indicator { terms } else { nil }
    return service.account(
      of: standing.judged,
      in: whole,
      by: terms,
      judgedUntil: service.horizon(at: now)
    )
  }
}

extension ServiceRecord {
  fileprivate func account(
    of judged: Interval,
    in window: Interval,
    by terms: AvailabilityTerms?,
    judgedUntil horizon: Instant
  ) -> TimeAccount {
    let judgement = exclusions(around: window, judgedUntil: horizon)
    let around = around(judged, until: horizon)
    let raw = timeline(in: around, ignoringUnconfirmed: false)
    let taken =
      terms?.unconfirmed == .ignore ? timeline(in: around, ignoringUnconfirmed: true) : raw
    let decisions = judgement.decisions.filter { $0.interval.overlaps(judged) }
    guard let held = promised(judged, in: window, by: terms, excluding: judgement.accepted) else {
      return TimeAccount(window: window, judged: judged, weight: 1, stretches: [], decisions: [])
    }
    var sweep = AccountSweep(
      judged,
      held,
      zip(raw.parts, taken.parts).map { raw, taken in
        AccountSweep.Part(
          weight: raw.weight,
          raw: raw.timeline,
          taken: taken.timeline,
          counted: CountedDowntime(
            of: taken.timeline,
            in: held,
            by: terms ?? AvailabilityTerms(.one)
          )
        )
      },
      decisions,
      records.map { ($0.id, $0.timeline.unknownStretches(in: judged)) }
    )
    var stretches = sweep.stretches()
    attribute(&stretches, in: judged)
    return TimeAccount(
      window: window,
      judged: judged,
      weight: raw.weight,
      stretches: stretches,
      decisions: decisions
    )
  }

  /// What of the judged time is promised and excluded, as a reckoning has it: nothing is promised of a
  /// window that the agreement doesn't judge.
  private func promised(
    _ judged: Interval,
    in window: Interval,
    by terms: AvailabilityTerms?,
    excluding excluded: ExcludedTime
  ) -> ServiceTime? {
    if isPlain(terms) {
      return ServiceTime(judged, hours: IntervalSet([judged]), validity: judged)
    }
    let nothing = ServiceTime(judged, hours: IntervalSet(), validity: judged)
    if time(of: window, excluding: excluded) == nil { return nothing }
    return time(of: judged, excluding: excluded) ?? nothing
  }

  /// Names the checks that were not up.
  private func attribute(_ stretches: inout [AccountedStretch], in judged: Interval) {
    for record in records {
      let possible = bounded(record, in: judged).possible.intervals
      guard !possible.isEmpty else { continue }
      var first = 0
      for index in stretches.indices where !stretches[index].isUp {
        let interval = stretches[index].interval
        while first < possible.count, possible[first].end <= interval.start { first += 1 }
        guard first < possible.count, stretches[index].basis != .notPromised else { continue }
        if possible[first].start < interval.end { stretches[index].checks.append(record.id) }
      }
    }
  }
}
