import Agreement
package import Chronology
import Sampling

extension Judge {
  /// The breaches of the own windows of `promise`, as far as they end in the stretch that the judge
  /// follows, and by `now`; nil if it follows none, or the windows do not roll.
  package func breaches(of promise: Promise, at now: Instant) -> RollingBreaches? {
    guard let number = promiseNumbers[promise.key], isFollowed(number), var log = breachLogs[number]
    else { return nil }
    if log.isOpen, let end = recovery(ofPromise: number, in: log, before: now) {
      log.close(at: end)
    }
    return log.breaches
  }

  /// Whether each sample can begin or end a breach of the promise `number`.
  func isFollowed(_ number: Int) -> Bool { !breachLogs.isEmpty && breachLogs[number] != nil }

  /// Before a sample of `check` that starts at `instant` is taken: a breach may have ended in the
  /// silence before it.
  mutating func endBreaches(of check: Int, before instant: Instant) {
    for number in subjects[check].promises {
      guard let log = breachLogs[number], log.isOpen,
        let end = recovery(ofPromise: number, in: log, before: instant)
      else { continue }
      breachLogs[number]?.close(at: end)
    }
  }

  /// After a sample of `check` that starts at `instant` was taken.
  mutating func noteBreaches(of check: Int, at instant: Instant) {
    for number in subjects[check].promises {
      guard let log = breachLogs[number] else { continue }
      if case .availability = promises[number].objective.indicator, !log.isOpen,
        !service(ofPromise: number).mayHaveFailed(since: instant - log.length)
      {
        continue
      }
      let found = standing(ofPromise: number, in: .rolling(log.length), at: instant)
      breachLogs[number]?.take(found)
    }
  }

  /// The first instant of a silence up to `end` at which a breach that goes on is over, by halving.
  ///
  /// In silence a window only lets go of what has failed. Nil where the breach goes on, or there is
  /// no silence.
  private func recovery(ofPromise number: Int, in log: BreachLog, before end: Instant) -> Instant? {
    // Whether a gap in between has been told makes no difference.
    guard let last = service(ofPromise: number).silence(before: end) else { return nil }
    let isOver = { (end: Instant) in
      standing(ofPromise: number, in: .rolling(log.length), judgedUntil: end).hasRecovered
    }
    guard isOver(end.floored) else { return nil }
    var early = last.milliseconds
    var late = end.milliseconds
    while early < late {
      let middle = early + (late - early) / 2
      if isOver(Instant(milliseconds: middle)) { late = middle } else { early = middle + 1 }
    }
    return Instant(milliseconds: late)
  }
}

extension ServiceRecord {
  /// Where a silence of all checks began that still holds at `end`; nil if some sample vouches then.
  fileprivate func silence(before end: Instant) -> Instant? {
    var last = Instant(nanoseconds: 0)
    for record in records {
      guard let start = record.lastSample?.start, let definition = record.definition,
        end - start > definition.validity
      else { return nil }
      last = max(last, start)
    }
    return last
  }

  /// False only if nothing was down from `instant` on.
  fileprivate func mayHaveFailed(since instant: Instant) -> Bool {
    records.contains { $0.timeline.mayHaveFailed(since: instant) }
  }
}

extension Timeline {
  /// False only if nothing was down from `instant` on.
  fileprivate func mayHaveFailed(since instant: Instant) -> Bool {
    openRun != nil || runs.last.map { $0.high.end > instant } ?? false
      || folded.last.map { $0.interval.end > instant } ?? false
  }
}
