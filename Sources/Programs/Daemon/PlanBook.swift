import Chronology
import Posix
import StoreFormat

/// Keeps the account of what is in the plan for who changes it and for the store that goes on.
///
/// Isolation: none, any thread may ask.
final class PlanBook: Sendable {
  private let account: Lock<PlanAccount>
  private let record: @Sendable ([Record]) -> Void
  private let now: @Sendable () -> Instant

  /// - Parameters:
  ///   - now: Log time.
  ///   - record: Takes what is to be recorded; must not block.
  init(
    _ account: PlanAccount,
    now: @escaping @Sendable () -> Instant,
    record: @escaping @Sendable ([Record]) -> Void
  ) {
    self.account = Lock(account)
    self.now = now
    self.record = record
  }

  /// What is to be recorded when `plan` takes the place of the one before at `now`.
  func follow(_ plan: Plan, at now: Instant) -> [Record] {
    account.withLock { $0.follow(plan.planned, at: now) }
  }

  /// What is to be recorded at a stop.
  func end(at now: Instant) -> [Record] { account.withLock { $0.goOn(at: now, isLast: true) } }

  /// Records what has become due; with every file of the log that begins.
  func look() {
    let due = account.withLock { $0.goOn(at: now()) }
    if !due.isEmpty { record(due) }
  }
}
