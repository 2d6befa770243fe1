import Accounting
import Agreement
import Chronology

/// What is settled of the time of one promise's window.
///
/// Hours, the agreement's validity, what recurs and what was declared cannot change while a judge lives,
/// and so neither can what of the window is measured. It is made out once, for the calendar's window, or
/// for a stretch of which a rolling window is a part for some time.
struct PromiseAccount: Sendable {
  /// The calendar's window, or a stretch of which rolling windows are parts.
  private let stretch: Interval
  private let isRolling: Bool
  private let terms: AvailabilityTerms?
  /// How the time counts; nil where all is looked at anew.
  private var certain: SettledTime?
  /// The same if everything that is claimed or disputed were accepted; nil if that changes nothing.
  private var disputed: SettledTime?
  /// Its samples, of a calendar window.
  private(set) var samples: SampleAccount?

  /// An account of `window`, the calendar's, or of the rolling windows from `instant` on, of which nothing
  /// is settled yet; nil if the window doesn't hold that instant.
  ///
  /// All is looked at anew where a cap counts downtime, so that what is excluded changes; where a rolling
  /// window cuts an outage of which whole minutes count, or leaves behind what is disputed; and where the
  /// window isn't judged.
  init?(
    of promise: Promise,
    _ service: ServiceRecord,
    in window: Interval?,
    at instant: Instant
  ) {
    terms = if case .availability(let terms) = promise.objective.indicator { terms } else { nil }
    if case .rolling(let length) = promise.objective.window {
      let ahead = max(TimeAmount(nanoseconds: length.nanoseconds / 4), .days(1))
      stretch = Interval(instant - length - .days(1), instant + ahead).floored
      isRolling = true
    } else {
      guard let window, window.contains(instant) else { return nil }
      stretch = window
      isRolling = false
    }
    guard canSettle(promise.agreement.clauses) else { return }
    let judgement = service.exclusions(around: stretch, judgedUntil: nil)
    let isDisputed = judgement.decisions.contains {
      $0.status == .claimed || $0.status == .disputed
    }
    if isRolling, isDisputed { return }
    certain = account(service, excluding: judgement.accepted)
    guard certain != nil else { return }
    if !isRolling { samples = SampleAccount(since: stretch.start) }
    if judgement.possible != judgement.accepted {
      disputed = account(service, excluding: judgement.possible)
    }
  }

  private func account(
    _ service: ServiceRecord,
    excluding excluded: ExcludedTime
  ) -> SettledTime? {
    guard let time = service.time(of: stretch, excluding: excluded) else { return nil }
    return SettledTime(
      of: time,
      by: terms ?? AvailabilityTerms(.one),
      since: stretch.start - ServiceRecord.margin,
      weights: service.agreed.service.composition.weights,
      isRolling: isRolling
    )
  }

  private func canSettle(_ clauses: Clauses) -> Bool {
    let longest = TimeAmount.days(ServiceHours.longestWindow) - ServiceRecord.margin * 3
    let isWhole = terms?.counting ?? .exact == .exact && clauses.partial != .skip
    return clauses.exclusions.maintenance?.cap?.counts != .downtime && stretch.length <= longest
      && terms?.floor?.length ?? .zero <= ServiceRecord.margin && (isWhole || !isRolling)
  }

  /// Where its window ends, or no rolling window is a part of its stretch any more.
  var end: Instant { stretch.end }

  /// Whether it is of the window, or may be, that is judged up to `instant`.
  func isCurrent(at instant: Instant) -> Bool { stretch.contains(instant) }

  /// Counts the samples that can be.
  mutating func settle(_ recorders: [LatencyRecorder]) {
    guard let certain else { return }
    samples?.settle(certain.measured, recorders)
  }

  /// Settles what can be: up to where nothing that may still be recorded can change anything.
  mutating func settle(_ service: ServiceRecord) {
    guard let limit = service.settled(ignoringUnconfirmed: terms?.unconfirmed == .ignore) else {
      return
    }
    let ignoring = terms?.unconfirmed == .ignore
    certain?.settle(service, before: limit, ignoringUnconfirmed: ignoring)
    disputed?.settle(service, before: limit, ignoringUnconfirmed: ignoring)
    if certain?.isFull ?? false { (certain, disputed) = (nil, nil) }
  }

  /// How much of `window` is measured; nil if the account isn't of it.
  func measured(of window: Interval) -> TimeAmount? {
    guard isOf(window), let certain else { return nil }
    return .milliseconds(certain.measured(of: window))
  }

  /// Whether it tells of `window`.
  func isOf(_ window: Interval) -> Bool {
    isRolling
      ? stretch.start <= window.start && window.end <= stretch.end : stretch == window
  }

  /// A look at `window`, of which all before `horizon` is judged; nil if the account isn't of it.
  func look(
    at service: ServiceRecord,
    in window: Interval,
    judgedUntil horizon: Instant
  ) -> AccountLook? {
    guard isOf(window), let certain, horizon >= certain.end,
      horizon >= disputed?.end ?? horizon
    else {
      return nil
    }
    return AccountLook(
      certain,
      disputed: disputed,
      service,
      in: window,
      by: terms,
      judgedUntil: horizon,
      isRolling: isRolling
    )
  }
}

extension SettledTime {
  fileprivate mutating func settle(
    _ service: ServiceRecord,
    before limit: Instant,
    ignoringUnconfirmed ignoring: Bool
  ) {
    let stretch = Interval(end, limit)
    if stretch.isEmpty { return }
    if service.isUp(throughout: stretch) {
      settle(through: limit)
    } else {
      settle(service.timeline(in: stretch, ignoringUnconfirmed: ignoring))
    }
  }
}

extension Composition {
  /// The weights of its parts; of one without weights, one.
  fileprivate var weights: [Int64] {
    if case .weighted(let parts) = self { parts.map(\.weight) } else { [1] }
  }
}
