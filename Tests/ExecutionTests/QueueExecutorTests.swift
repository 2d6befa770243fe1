import Dispatch
import Execution
import Glibc
import Posix
import Testing

private actor Counter: QueueActor {
  nonisolated let executor: QueueExecutor
  private(set) var count = 0
  private var timer: QueueTimer?
  private var watch: SignalWatch?
  private var waiting: CheckedContinuation<Void, Never>?

  init(on executor: QueueExecutor) {
    self.executor = executor
  }

  func add() -> Bool {
    count += 1
    return executor.isIsolatingCurrentContext() == true
  }

  func addHere() { count += 1 }

  func fire(after nanoseconds: Int64) async -> Int64 {
    let start = SystemClocks.monotonic()
    let timer = QueueTimer(on: executor) { self.fired() }
    self.timer = timer
    await withCheckedContinuation { waiting in
      self.waiting = waiting
      timer.arm(at: start + nanoseconds)
    }
    return SystemClocks.monotonic() - start
  }

  func armTwiceAndDisarm() {
    let timer = QueueTimer(on: executor) { self.count += 1 }
    self.timer = timer
    timer.arm(at: SystemClocks.monotonic() + 3_600_000_000_000)
    timer.disarm()
  }

  func awaitSignal(_ number: Int32) async {
    // This process has threads that don't block the signal, and Dispatch registers its interest
    // later: until then the signal must not kill, and is sent again.
    signal(number, SIG_IGN)
    watch = SignalWatch(number, on: executor) { self.fired() }
    timer = QueueTimer(on: executor) { self.sendAgain(number) }
    await withCheckedContinuation { waiting in
      self.waiting = waiting
      sendAgain(number)
    }
  }

  private func sendAgain(_ number: Int32) {
    if waiting == nil { return }
    CurrentProcess.send(number)
    timer?.arm(at: SystemClocks.monotonic() + 5_000_000)
  }

  private func fired() {
    count += 1
    waiting.take()?.resume()
  }
}

@Suite struct QueueExecutorTests {
  @Test func `an actor's work is on its queue`() async {
    let counter = Counter(on: QueueExecutor(label: "test"))
    #expect(await counter.add())
    #expect(counter.executor.isIsolatingCurrentContext() == false)
    #expect(await counter.count == 1)
  }

  @Test func `two actors of one queue call each other without waiting`() async {
    let executor = QueueExecutor(label: "test")
    let first = Counter(on: executor)
    let second = Counter(on: executor)
    executor.queue.sync {
      first.assumeIsolated { first in
        first.addHere()
        second.assumeIsolated { $0.addHere() }
      }
    }
    #expect(await first.count == 1)
    #expect(await second.count == 1)
  }

  @Test func `whoever has work done on an actor's queue gets what came of it, or its error`() throws
  {
    struct Refusal: Error {}
    let counter = Counter(on: QueueExecutor(label: "test"))
    on(counter) { $0.addHere() }
    #expect(on(counter) { $0.count } == 1)
    #expect(throws: Refusal.self) {
      try on(counter) { (_) throws(Refusal) -> Int in throw Refusal() }
    }
  }

  @Test func `another queue's caller is stopped with a message`() async throws {
    let result = await #expect(
      processExitsWith: .failure,
      observing: [\.standardErrorContent]
    ) {
      let counter = Counter(on: QueueExecutor(label: "right"))
      QueueExecutor(label: "wrong").queue.sync { counter.assumeIsolated { $0.addHere() } }
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(text.contains("Incorrect actor executor assumption"))
  }
}

@Suite(.timeLimit(.minutes(30))) struct QueueTimerTests {
  @Test func `a timer fires once, not before its deadline`() async {
    let counter = Counter(on: QueueExecutor(label: "test"))
    #expect(await counter.fire(after: 20_000_000) >= 20_000_000)
    #expect(await counter.fire(after: -5) >= 0)
    #expect(await counter.count == 2)
  }

  @Test func `a timer that was disarmed doesn't fire`() async {
    let counter = Counter(on: QueueExecutor(label: "test"))
    await counter.armTwiceAndDisarm()
    _ = await counter.fire(after: 20_000_000)
    #expect(await counter.count == 1)
  }
}

@Suite(.timeLimit(.minutes(30))) struct SignalWatchTests {
  @Test func `a watched signal calls and doesn't kill`() async {
    let counter = Counter(on: QueueExecutor(label: "test"))
    await counter.awaitSignal(SIGUSR1)
    #expect(await counter.count >= 1)
  }
}
