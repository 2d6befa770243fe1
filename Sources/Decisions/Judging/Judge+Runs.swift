package import Chronology
package import Sampling

extension Judge {
  /// Takes all samples of `run` at once: every fact is then the same as if each had been taken,
  /// except that of the latest sample only what the run tells of it is known.
  ///
  /// An instant at which facts are asked for must not lie before the run's last sample.
  ///
  /// - Parameter later: When a sample of the check starts that is known to follow, and before which no
  ///   facts are asked for; nil if none is known.
  /// - Returns: False, and nothing is changed, where the samples must be taken one by one: the run
  ///   cannot be what it promises; it does not start after the latest sample of its check; its series
  ///   has no definition; breaches of an objective that rests on the check are followed; or an
  ///   objective of latencies rests on the check whose window is rolling and may still hold a sample of
  ///   the run, or whose alerts may still count one when `later` comes, whose window may begin or end
  ///   inside the run, or whose threshold the run has not counted.
  /// - Complexity: O(successes that resolve an incident), whatever the number of samples.
  package mutating func take(_ run: AvailableRun, before later: Instant? = nil) -> Bool {
    let index = Int(run.first.series.number)
    guard index < series.count, let rule = series[index], run.isPossible(rule),
      Judge.span.contains(run.first.start), Judge.span.contains(run.last.start)
    else { return false }
    if let latest = checks[rule.check].lastSample, run.first.start <= latest.start { return false }
    // What is followed sample by sample is not to be passed over.
    guard !subjects[rule.check].promises.contains(where: { isFollowed($0) }) else { return false }
    let records = records(of: rule.check)
    let numbers = records.flatMap { checks[$0].recorders }
    guard numbers.allSatisfy({ recorders[$0].canTake(run, before: later) }) else { return false }
    for record in records {
      if checks[record].lastSample?.series != run.first.series {
        checks[record].definition = definitions[run.first.series]
      }
      checks[record].take(run, by: rule)
      pulses[record] = Pulse(start: run.last.start, until: run.last.start + rule.validity)
    }
    for number in numbers { recorders[number].take(run) }
    disturb(rule.check)
    touch(rule.check)
    return true
  }

  /// Whether nothing that may still be recorded of `check` can change the time before `end`.
  package func isSettled(_ check: CheckID, before end: Instant, at now: Instant) -> Bool {
    record(of: check)?.isSettled(before: end, at: now) ?? (end <= now)
  }
}
