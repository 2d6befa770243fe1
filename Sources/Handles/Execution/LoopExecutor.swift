package import Posix
import Synchronization

/// Runs the jobs of actors on a thread that waits for descriptors in between.
///
/// A turn: wait as long as the client allows, run the jobs that came, then the client's `turn`.
@safe
package final class LoopExecutor: SerialExecutor {
  private struct Inbox: Sendable {
    var jobs: [UnownedJob] = []
    var isWoken = false
    var isStopping = false
  }

  /// The tag that is the loop's own: no client may use it.
  package static let wakeTag = UInt64.max

  private let epoll: Epoll
  private let wake: EventDescriptor
  private let inbox = Lock(Inbox())
  private let thread = Lock<Thread?>(nil)
  private let threadID = Atomic<UInt>(0)
  private let name: String

  /// Makes a loop that doesn't run yet.
  ///
  /// - Parameter name: The thread's; 15 bytes are kept.
  package init(name: String) throws(Errno) {
    self.name = name
    epoll = try Epoll()
    wake = try EventDescriptor()
    try epoll.add(wake.descriptor, for: .readable, tag: LoopExecutor.wakeTag)
  }

  /// Starts the thread, once.
  ///
  /// It keeps the loop and the client until `stop`.
  package func start(_ client: any LoopClient) throws(Errno) {
    try thread.withLock { thread throws(Errno) in
      precondition(thread == nil, "a loop starts once")
      thread = try Thread(name: name) { self.run(client) }
    }
  }

  /// Ends the loop after the jobs that are there, and waits for its thread.
  ///
  /// - Precondition: Not on the loop's thread.
  package func stop() {
    precondition(!isOnLoop, "a loop can't wait for itself")
    inbox.withLock { $0.isStopping = true }
    wake.signal()
    let running = thread.withLock { $0.take() }
    running?.join()
  }

  /// Runs the client's next turn soon, with `woken` set.
  ///
  /// From any thread; costs little when repeated.
  package func wakeUp() {
    let mustSignal = inbox.withLock { box in
      defer { box.isWoken = true }
      return !box.isWoken
    }
    if mustSignal { wake.signal() }
  }

  /// Runs a job on the loop's thread.
  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let mustSignal = inbox.withLock { box in
      box.jobs.append(job)
      defer { box.isWoken = true }
      return !box.isWoken
    }
    if mustSignal { wake.signal() }
  }

  /// Whether the caller is on the loop's thread.
  package func isIsolatingCurrentContext() -> Bool? { isOnLoop }

  /// Traps when the caller isn't on the loop's thread.
  package func checkIsolated() {
    precondition(isOnLoop, "not on the loop's thread")
  }

  private var isOnLoop: Bool { threadID.load(ordering: .relaxed) == Thread.currentID }
}

extension LoopExecutor {
  /// Watches a descriptor.
  ///
  /// On the loop's thread, or before it starts.
  ///
  /// - Parameter tag: What `turn` gets; not `wakeTag`.
  package func watch(
    _ descriptor: CInt,
    for readiness: Epoll.Readiness,
    tag: UInt64
  ) throws(Errno) {
    precondition(tag != LoopExecutor.wakeTag, "the tag is the loop's own")
    try epoll.add(descriptor, for: readiness, tag: tag)
  }

  /// Watches a descriptor for something else.
  package func change(
    _ descriptor: CInt,
    to readiness: Epoll.Readiness,
    tag: UInt64
  ) throws(Errno) {
    precondition(tag != LoopExecutor.wakeTag, "the tag is the loop's own")
    try epoll.change(descriptor, to: readiness, tag: tag)
  }

  /// Watches a descriptor no longer.
  package func unwatch(_ descriptor: CInt) throws(Errno) {
    try epoll.remove(descriptor)
  }

  private func run(_ client: any LoopClient) {
    threadID.store(Thread.currentID, ordering: .relaxed)
    // A thread's number may be given again: after the end nobody is on the loop.
    defer { threadID.store(0, ordering: .relaxed) }
    var events: [Epoll.Event] = []
    var jobs: [UnownedJob] = []
    while true {
      do throws(Errno) {
        try epoll.wait(client.patience(), into: &events)
      } catch {
        preconditionFailure("the loop \(name) can't wait: \(error)")
      }
      let isWoken = takeWake(from: &events)
      var isStopping = false
      if isWoken { isStopping = takeJobs(&jobs) }
      for job in jobs { unsafe job.runSynchronously(on: asUnownedSerialExecutor()) }
      jobs.removeAll(keepingCapacity: true)
      client.turn(events.span, woken: isWoken)
      if isStopping { return }
    }
  }

  /// Takes the loop's own event out.
  private func takeWake(from events: inout [Epoll.Event]) -> Bool {
    guard let index = events.firstIndex(where: { $0.tag == LoopExecutor.wakeTag }) else {
      return false
    }
    events.swapAt(index, events.count - 1)
    events.removeLast()
    wake.take()
    return true
  }

  /// - Returns: Whether the loop is to end.
  private func takeJobs(_ jobs: inout [UnownedJob]) -> Bool {
    let empty = jobs
    let (taken, isStopping) = inbox.withLock { box in
      let taken = box.jobs
      box.jobs = empty
      box.isWoken = false
      return (taken, box.isStopping)
    }
    jobs = taken
    return isStopping
  }
}
