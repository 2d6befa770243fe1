import Execution
import Posix
import Testing

private actor Echo: LoopActor {
  nonisolated let executor: LoopExecutor
  private let descriptor: EventDescriptor
  private var turns = 0
  private var wokenTurns = 0
  private var seen: UInt64 = 0
  private var deadline: Int64?
  private var waiting: CheckedContinuation<Void, Never>?
  private let tag: UInt64 = 7

  init() throws(Errno) {
    executor = try LoopExecutor(name: "echo")
    descriptor = try EventDescriptor()
  }

  nonisolated func patience() -> Int64? {
    assumeIsolated { echo in echo.deadline.map { max(0, $0 - SystemClocks.monotonic()) } }
  }

  nonisolated func turn(_ events: Span<Epoll.Event>, woken: Bool) {
    assumeIsolated { echo in echo.act(events, woken) }
  }

  private func act(_ events: Span<Epoll.Event>, _ woken: Bool) {
    turns += 1
    if woken { wokenTurns += 1 }
    for index in events.indices where events[index].tag == tag {
      seen += descriptor.take()
      waiting.take()?.resume()
    }
    if let limit = deadline, SystemClocks.monotonic() >= limit {
      deadline = nil
      waiting.take()?.resume()
    }
  }

  func signalAndWait() async throws -> UInt64 {
    try executor.watch(descriptor.descriptor, for: .readable, tag: tag)
    await withCheckedContinuation { waiting in
      self.waiting = waiting
      descriptor.signal()
    }
    try executor.change(descriptor.descriptor, to: .writable, tag: tag)
    try executor.unwatch(descriptor.descriptor)
    return seen
  }

  func sleep(_ nanoseconds: Int64) async -> Int64 {
    let start = SystemClocks.monotonic()
    await withCheckedContinuation { waiting in
      self.waiting = waiting
      deadline = start + nanoseconds
    }
    return SystemClocks.monotonic() - start
  }

  func isHere() -> Bool { executor.isIsolatingCurrentContext() == true }
}

@Suite(.timeLimit(.minutes(30))) struct LoopExecutorTests {
  @Test func `an actor's work is on the loop's thread`() async throws {
    let echo = try Echo()
    try echo.executor.start(echo)
    #expect(await echo.isHere())
    #expect(echo.executor.isIsolatingCurrentContext() == false)
    echo.executor.stop()
  }

  @Test func `a ready descriptor comes with its tag`() async throws {
    let echo = try Echo()
    try echo.executor.start(echo)
    #expect(try await echo.signalAndWait() == 1)
    echo.executor.stop()
  }

  @Test func `the loop waits no longer than its client allows, nor shorter`() async throws {
    let echo = try Echo()
    try echo.executor.start(echo)
    let slept = await echo.sleep(15_000_000)
    #expect(slept >= 15_000_000)
    echo.executor.stop()
  }

  @Test func `ten thousand calls from two tasks all run`() async throws {
    let echo = try Echo()
    try echo.executor.start(echo)
    await withTaskGroup { group in
      for _ in 0..<2 {
        group.addTask {
          for _ in 0..<5_000 { #expect(await echo.isHere()) }
        }
      }
    }
    echo.executor.wakeUp()
    echo.executor.stop()
  }

  @Test func `another thread's caller is stopped with a message`() async throws {
    let result = await #expect(
      processExitsWith: .failure,
      observing: [\.standardErrorContent]
    ) {
      let echo = try Echo()
      try echo.executor.start(echo)
      let enter = { echo.assumeIsolated { _ in } }
      enter()
    }
    let text = String(decoding: try #require(result).standardErrorContent, as: UTF8.self)
    #expect(text.contains("Incorrect actor executor assumption"))
  }
}
