import Accounting
import Agreement
import Chronology

/// What is settled of the time of one service, as alerts see it: every failure counts, and a composition
/// in proportion is down while it is as a whole.
///
/// What is measured is made out once for some days ahead, as in a ``PromiseAccount``; a cap that counts
/// downtime is taken as if there were none.
struct BurnAccount: Sendable {
  /// How far ahead of the record it is made out.
  private static let ahead = TimeAmount.days(8)

  private var account: SettledTime

  /// An account of the time that alerts may look at from `instant` on, of which nothing is settled yet;
  /// nil where a part of a window isn't judged.
  init?(_ service: ServiceRecord, at instant: Instant) {
    guard service.agreed.agreement.clauses.partial != .skip else { return nil }
    let stretch = Interval(
      instant - ServiceRecord.margin - .days(1),
      instant + BurnAccount.ahead
    ).floored
    guard let time = service.serviceTime(of: stretch) else { return nil }
    account = SettledTime(
      of: time,
      by: AvailabilityTerms(.one),
      since: stretch.start,
      weights: [1],
      isRolling: true
    )
  }

  /// Where nothing that it holds for ends any more.
  var end: Instant { account.stretch.end }

  /// Whether it holds for what ends at `instant`.
  func isCurrent(at instant: Instant) -> Bool { instant < end }

  /// Settles what can be.
  mutating func settle(_ service: ServiceRecord) {
    guard !account.isFull, let limit = service.settled(ignoringUnconfirmed: false),
      limit > account.end
    else { return }
    let stretch = Interval(account.end, limit)
    if service.isUp(throughout: stretch) {
      account.settle(through: limit)
    } else {
      account.settle(ServiceTimeline(service.whole(in: stretch)))
    }
  }

  /// A look at the time before `end`, all of which is judged; nil if the account can't tell it.
  func look(at service: ServiceRecord, before end: Instant) -> BurnAccountLook? {
    guard !account.isFull, end >= account.end, end <= account.stretch.end,
      end - ServiceRecord.margin >= account.stretch.start
    else { return nil }
    return BurnAccountLook(account, service, before: end)
  }
}

/// What an account and the time since tell of the time before an instant.
struct BurnAccountLook {
  private let account: SettledTime
  private let end: Instant
  /// The service since the account's end; nil if it was up all the time.
  private let open: ServiceTimeline?

  init(_ account: SettledTime, _ service: ServiceRecord, before end: Instant) {
    self.account = account
    self.end = end
    let rest = Interval(account.end, end)
    let isUp = rest.isEmpty || service.isUp(throughout: rest)
    open = isUp ? nil : ServiceTimeline(service.whole(in: rest))
  }

  /// The last `amount` of service time, looked for in up to ``ServiceRecord/margin`` of time; less, if
  /// there isn't so much.
  func time(_ amount: TimeAmount) -> IntervalSet {
    account.measured.intersection(Interval(end - ServiceRecord.margin, end))
      .last(amount, before: end)
  }

  /// What the last `length` of `time` says, which is all service time since it begins.
  func reading(_ length: TimeAmount, of time: IntervalSet, failures: [Instant]) -> BurnReading {
    let window = time.last(length, before: end)
    let figures = account.figures(
      of: Interval(window.intervals.first?.start ?? end, end),
      open: open
    )
    return BurnReading(
      bad: figures.down,
      known: window.length.wholeMilliseconds - figures.unknown,
      expected: length.wholeMilliseconds,
      failures: failures.isEmpty ? 0 : failures.count { window.contains($0) }
    )
  }
}
