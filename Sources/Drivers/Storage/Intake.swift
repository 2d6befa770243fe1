import Chronology
import Posix
import StoreFormat

/// Where records are handed to a store: from any thread, without waiting for the disk.
///
/// It wakes the store once for all that comes between two looks of it.
final class Intake: Sendable {
  private struct State: Sendable {
    var pending: PendingRecords
    var isWoken = false
  }

  private let state: Lock<State>
  private let clock: StoreClock
  private let wake: @Sendable () -> Void

  /// An empty one.
  ///
  /// - Parameter wake: Called outside the lock, on the thread of whoever hands over.
  init(_ settings: StoreSettings, _ clock: StoreClock, wake: @escaping @Sendable () -> Void) {
    let pending = PendingRecords(
      limit: settings.pendingLimit,
      restLimit: settings.pendingRestLimit
    )
    state = Lock(State(pending: pending))
    self.clock = clock
    self.wake = wake
  }

  /// Hands records over.
  ///
  /// - Parameter isWaking: False for what has time until something else comes.
  func add(_ records: [Record], isWaking: Bool = true) {
    if records.isEmpty { return }
    let now = clock.now()
    let mustWake = state.withLock { state in
      state.pending.append(records, at: now)
      defer { state.isWoken = state.isWoken || isWaking }
      return isWaking && !state.isWoken
    }
    if mustWake { wake() }
  }

  /// What waits and has not been told before, in order; from now on it has.
  func takeUntold() -> [Record] { state.withLock { $0.pending.takeUntold() } }

  /// Takes everything, and what was given up.
  func take() -> Taken {
    let taken = state.withLock { state in
      defer { state.pending.removeAll() }
      state.isWoken = false
      return state.pending
    }
    // Outside the lock: many records take their time, and nobody who hands over waits for it.
    let (records, loss) = taken.content
    return Taken(records: records, toldCount: taken.toldCount, loss: loss)
  }

  /// What was taken.
  struct Taken: Sendable {
    /// In the order in which they came.
    let records: [Record]
    /// How many of them were told: the first ones.
    let toldCount: Int
    /// What was given up.
    let loss: Loss?
  }

  /// How many records wait, and how many were given up in all.
  var figures: (waiting: Int, lost: UInt64) {
    state.withLock { ($0.pending.count, $0.pending.lost) }
  }
}
