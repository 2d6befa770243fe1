import Accounting
import Agreement
import Chronology

/// What an account and the time since tell of one window.
struct AccountLook {
  private let certain: SettledTime
  private let disputed: SettledTime?
  private let service: ServiceRecord
  private let window: Interval
  private let isRolling: Bool
  private let isNet: Bool
  private let terms: AvailabilityTerms?
  /// The service since the account's end; nil if it was up all the time.
  private let open: ServiceTimeline?
  private let disputedOpen: ServiceTimeline?

  init(
    _ certain: SettledTime,
    disputed: SettledTime?,
    _ service: ServiceRecord,
    in window: Interval,
    by terms: AvailabilityTerms?,
    judgedUntil horizon: Instant,
    isRolling: Bool
  ) {
    self.certain = certain
    self.disputed = disputed
    self.service = service
    self.window = window
    self.terms = terms
    self.isRolling = isRolling
    isNet = terms?.floor?.measure == .net && service.hasExclusions
    let ignoring = terms?.unconfirmed == .ignore
    let open = service.timeline(
      after: certain.end,
      until: horizon,
      ignoringUnconfirmed: ignoring
    )
    self.open = open
    disputedOpen = disputed.flatMap { account in
      account.end == certain.end
        ? open
        : service.timeline(after: account.end, until: horizon, ignoringUnconfirmed: ignoring)
    }
  }

  /// Whether it tells how `judged` counts.
  ///
  /// What is left of an outage by a net floor is told by what is excluded before a rolling window too,
  /// which changes as the window moves: an outage that such a window cuts is looked at anew, and so is an
  /// incident.
  func tells(_ judged: Interval) -> Bool {
    !(isRolling && isNet)
      || service.isUp(at: judged.start)
        && !service.records.contains { $0.isConfirmed(judged.start.floored) }
  }

  /// How `judged` counts, a part of the window.
  func reckoning(of judged: Interval) -> Reckoning { reckoning(of: judged, by: certain, open) }

  /// The same if everything that is claimed or disputed were accepted; nil if that changes nothing.
  func disputed(of judged: Interval) -> Reckoning? {
    disputed.map { reckoning(of: judged, by: $0, disputedOpen) }
  }

  private func reckoning(
    of judged: Interval,
    by account: SettledTime,
    _ open: ServiceTimeline?
  ) -> Reckoning {
    Reckoning(
      account.figures(of: judged, open: open),
      by: service.agreed.agreement.clauses.measurement,
      window: account.eligible(in: window)
    )
  }

  /// What of `stretch` is measured.
  func measured(in stretch: Interval) -> IntervalSet { certain.measured.intersection(stretch) }
}

extension ServiceRecord {
  /// Until where nothing can change any more, whatever is recorded: where the latest sample of each check
  /// starts; nil while one has none.
  ///
  /// If failures that nobody has confirmed are ignored, it is where those begin that may still be. Where
  /// outages are held against a least length, it is where the incident began that may go on.
  func settled(ignoringUnconfirmed ignoring: Bool) -> Instant? {
    var settled: Instant?
    for record in records {
      guard let latest = record.timeline.latest else { return nil }
      var own = latest.start.floored
      let isWhole = ignoring || basis.hasFloor
      let lasting = record.machine.suspected ?? (basis.hasFloor ? record.machine.open : nil)
      if isWhole, let lasting {
        let since = Interval(lasting.opened.floored, latest.expiry.floored)
        own = min(own, record.timeline.downRuns(in: since).first?.high.start ?? since.start)
      }
      settled = min(settled ?? own, own)
    }
    return settled
  }

  /// Whether no check can have been down in `stretch`, and all of it is known.
  func isUp(throughout stretch: Interval) -> Bool {
    records.allSatisfy { $0.timeline.isUp(throughout: stretch) }
  }

  /// Whether no outage of any check goes on at `instant`, begins or ends there, and all is known.
  func isUp(at instant: Instant) -> Bool {
    let around = Interval(instant - .milliseconds(1), instant + .milliseconds(1))
    return records.allSatisfy { record in
      let tally = record.timeline.tally(in: around)
      return tally.high + tally.unknown == 0
    }
  }

  /// The service's timeline from `start` to `end`; nil if it was up all the time.
  fileprivate func timeline(
    after start: Instant,
    until end: Instant,
    ignoringUnconfirmed ignoring: Bool
  ) -> ServiceTimeline? {
    let stretch = Interval(start, end)
    if stretch.isEmpty || isUp(throughout: stretch) { return nil }
    return timeline(in: stretch, ignoringUnconfirmed: ignoring)
  }
}

extension Timeline {
  /// Whether nothing in `stretch` can have been down, and all of it is known: told by the latest of what
  /// was not up.
  fileprivate func isUp(throughout stretch: Interval) -> Bool {
    guard let latest, let knownFrom, openRun == nil else { return false }
    let downUntil = max(
      runs.last?.high.end ?? knownFrom,
      unknown.last?.interval.end ?? knownFrom,
      folded.last?.interval.end ?? knownFrom,
      knownFrom
    )
    return downUntil <= stretch.start && stretch.end <= latest.expiry.floored
  }
}
