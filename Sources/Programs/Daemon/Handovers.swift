import Chronology
import Dispatch
import Execution
import Journaling
import Posix
import Probing
import Scheduling
import StoreFormat
import Synchronization

/// Brings what the loops have finished to the scheduler, with one wake-up for all of it; with none if
/// the scheduler's own timer fires within a point of its grid.
final class Arrivals: Sendable {
  /// Where the loops post.
  ///
  /// It holds twice what can be in flight: the loops free a place when they deliver, and between two
  /// looks into the mailbox the scheduler hands them at most as much again.
  let mailbox: Mailbox<FinishedProbe>
  private let scheduler: Weak<Scheduler>
  private let nextLook: NextLook

  /// Wakes a scheduler on `queue`, once it is attached.
  init(on queue: QueueExecutor) {
    let scheduler = Weak<Scheduler>()
    let nextLook = NextLook()
    self.scheduler = scheduler
    self.nextLook = nextLook
    mailbox = Mailbox(capacity: 2 * ProbeLoops.inFlightLimit) {
      if nextLook.isSoon { return }
      queue.queue.async { scheduler.value?.assumeIsolated { $0.collect() } }
    }
  }

  /// The scheduler looks into the mailbox at a reading of the monotonic clock, woken or not; nil is
  /// when it is woken.
  ///
  /// Before it puts such a time off, it says so here and looks once more.
  func expectLook(at time: MonotonicInstant?) {
    nextLook.time.store(time?.nanoseconds ?? .max, ordering: .releasing)
  }

  /// From now on `scheduler` is woken.
  func attach(_ scheduler: Scheduler) {
    self.scheduler.set(scheduler)
  }
}

/// When the scheduler looks without being woken.
private final class NextLook: Sendable {
  /// Monotonic nanoseconds.
  let time = Atomic<Int64>(.max)

  /// Whether that is not over, and not worth a wake-up before it.
  var isSoon: Bool {
    let left = time.load(ordering: .acquiring) - SystemClocks.monotonic()
    return left > 0 && left <= TimerGrid.spacing.nanoseconds
  }
}

/// Brings durable groups to the judge, in order.
///
/// While the disk takes nothing, also what waits for it.
///
/// Limit: while ``limit`` records or more wait for the judge, the store waits too, as it does for a
/// disk that hangs. A group is what one commit made durable: after a disk that was full, up to all
/// that waited in memory.
final class DurableGroups: Sendable {
  /// So many records that wait are enough.
  static let limit = 1_000_000

  private let queue: QueueExecutor
  private let judge = Weak<JudgeDriver>()
  private let backlog: Lock<Backlog>
  private let room = DispatchSemaphore(value: 0)

  /// Feeds a judge on `queue`, once it is attached.
  init(on queue: QueueExecutor, limit: Int = DurableGroups.limit) {
    self.queue = queue
    backlog = Lock(Backlog(limit: limit))
  }

  /// From now on `judge` is fed; what came before is in its replay.
  func attach(_ judge: JudgeDriver) {
    self.judge.set(judge)
  }

  /// How many records wait now.
  var waiting: Int { backlog.withLock { $0.waiting } }

  /// Hands a group over; from the store's queue, and from nowhere else.
  ///
  /// - Precondition: Not on the judge's queue, which it may wait for.
  func post(_ group: CommitGroup) {
    let count = group.records.count
    while !backlog.withLock({ $0.enter(count) }) { room.wait() }
    queue.queue.async {
      self.judge.value?.assumeIsolated { $0.take([group]) }
      if self.backlog.withLock({ $0.leave(count) }) { self.room.signal() }
    }
  }

  /// Hands over what waits for the disk; from the store's queue.
  func postWaiting(_ group: CommitGroup) {
    queue.queue.async { self.judge.value?.assumeIsolated { $0.takeWaiting(group) } }
  }

  /// Nothing waits any more; from the store's queue.
  func postSettled() {
    queue.queue.async { self.judge.value?.assumeIsolated { $0.settle() } }
  }
}

/// Brings judged groups to whoever watches; for a terminal that does not read they are drawn together
/// within the limits of ``Showing``.
final class ForegroundPost: Sendable {
  private struct State: Sendable {
    var showing = Showing()
    var isWoken = false
  }

  private let foreground: Foreground
  private let state = Lock(State())

  /// Feeds `foreground`.
  init(_ foreground: Foreground) {
    self.foreground = foreground
  }

  /// Hands a group over; from the judge's queue.
  func post(_ judged: JudgedGroup) {
    let mustWake = state.withLock { state in
      state.showing.add(judged)
      defer { state.isWoken = true }
      return !state.isWoken
    }
    if mustWake { foreground.executor.queue.async { self.show() } }
  }

  /// Waits until all that was handed over is shown.
  func finish() {
    foreground.executor.queue.sync {}
  }

  private func show() {
    let showing = state.withLock { state in
      defer { state = State() }
      return state.showing
    }
    foreground.assumeIsolated { $0.show(showing) }
  }
}

/// Takes every entry and says nothing: in the foreground it has been shown before.
struct SilentSink: EventSink {
  /// Nothing.
  func send(_ entry: Entry) throws(SinkError) {}
}
