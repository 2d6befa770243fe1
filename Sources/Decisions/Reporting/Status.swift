package import Agreement
package import Chronology
package import Judging
package import Sampling

/// How every check and every objective stands at one instant.
package struct Status: Hashable, Sendable {
  /// The instant.
  package let time: Instant
  /// The checks, in the order given.
  package let checks: [CheckStatus]
  /// The objectives, in the order of the agreements, each over its current window.
  package let objectives: [ObjectiveStatus]

  /// Asks `judge` for what it was told up to `now`.
  ///
  /// - Parameters:
  ///   - checks: What the record says of the checks to be shown.
  ///   - zone: The rules of an agreement's zone.
  package init(
    of checks: [CheckDefinition],
    by judge: Judge,
    at now: Instant,
    zone: (Agreement) -> ZoneRules
  ) {
    time = now
    self.checks = checks.map { CheckStatus(of: $0, by: judge, at: now) }
    objectives = judge.promises.map { promise in
      let window = promise.objective.window.current(at: now, in: zone(promise.agreement))
      let standing = judge.standing(of: promise, in: window, at: now)
      return ObjectiveStatus(
        promise: promise,
        standing: standing,
        trend: judge.trend(of: promise, standing)
      )
    }
  }
}

/// How one objective stands.
package struct ObjectiveStatus: Hashable, Sendable {
  /// The objective.
  package let promise: Promise
  /// How it stands in its current window.
  package let standing: Standing
  /// When its budget is gone at the trend of the last hours; nil if that is no forecast.
  package let trend: Instant?

  /// The standing of `promise`.
  package init(promise: Promise, standing: Standing, trend: Instant? = nil) {
    self.promise = promise
    self.standing = standing
    self.trend = trend
  }
}

/// How one check stands.
package struct CheckStatus: Hashable, Sendable {
  /// What is known of a check's target, as people need it.
  package enum State: String, CaseIterable, Hashable, Sendable {
    /// Available.
    case up
    /// Available, but slower than a limit of the check.
    case degraded
    /// Failing, but not often enough in a row to be certain.
    case suspect
    /// Unavailable: an incident is open.
    case down
    /// An incident is open, but the latest samples are successes.
    case recovering
    /// No sample vouches for it any more, or there never was one.
    case unknown
  }

  /// The check and its target.
  package let definition: CheckDefinition
  /// How it stands.
  package let state: State
  /// Since when it has been available, unavailable or unknown; nil if there never was a sample
  /// that is not void.
  package let since: Instant?
  /// The latest sample, void ones included.
  package let last: Sample?
  /// The certificate that it met last; nil where it met none.
  package let certificate: ServedCertificate?

  /// A check's standing of these facts.
  package init(
    definition: CheckDefinition,
    state: State,
    since: Instant?,
    last: Sample?,
    certificate: ServedCertificate? = nil
  ) {
    self.certificate = certificate
    self.definition = definition
    self.state = state
    self.since = since
    self.last = last
  }

  /// Asks `judge` how the check of `definition` stands at `now`.
  init(of definition: CheckDefinition, by judge: Judge, at now: Instant) {
    self.definition = definition
    certificate = judge.certificate(of: definition.id)
    last = judge.lastSample(of: definition.id)
    let incidents = judge.incidents(of: definition.id)
    let timeline = judge.timeline(of: definition.id)
    let past = Interval(Judge.span.start, now)
    let unknown =
      (timeline.unknownSums(in: past).map(\.interval)
      + timeline.unknownStretches(in: past).map(\.interval)).map(\.end)
    // A void sample vouches for nothing: it tells of ourselves, not of the target.
    guard let vouched = judge.vouched(of: definition.id), vouched.end > now else {
      state = .unknown
      since = judge.vouched(of: definition.id)?.end
      return
    }
    switch judge.condition(of: definition.id) {
    case .up: state = judge.isDegraded(definition.id) ? .degraded : .up
    case .suspect: state = .suspect
    case .down: state = .down
    case .recovering: state = .recovering
    }
    let runs = timeline.downRuns(in: Interval(vouched.start, now))
    if let open = incidents.last, !open.isOver {
      since = open.opened
    } else if state == .suspect, let run = runs.last {
      since = run.low.start
    } else {
      // Available since the last incident or the last time of which nothing is known, whichever
      // ended later: time before the first sample is such a time.
      since = [incidents.last?.resolved, unknown.max()].compactMap(\.self).max()
    }
  }
}
