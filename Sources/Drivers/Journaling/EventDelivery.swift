package import Events
import Execution
package import Posix

/// Says events on a thread of its own, so that a stopped journald stops nobody else.
///
/// Each event goes to the first sink that takes it. A sink that fails for a moment is tried again
/// for `patience`; then, or if it fails for good, the next one is asked, and those that follow try
/// the failed one only once until it takes one again. An event that no sink takes is given up here
/// and its key is not reported: whoever keeps the record posts it again.
///
/// The thread keeps this alive until `finish`.
package final class EventDelivery: Sendable {
  /// How many events wait at most, unless said otherwise.
  package static let usualCapacity = 10_000
  /// How long a sink that fails for a moment is tried again, in nanoseconds: 3 s, in which systemd
  /// has restarted journald.
  static let patience: Int64 = 3_000_000_000
  /// How long to wait between two tries, in nanoseconds.
  static let pause: Int64 = 200_000_000
  /// After how many events the keys are reported, if there are still more.
  static let reportSize = 64

  private struct State: Sendable {
    var queue: DeliveryQueue
    var isAwaited = false
    var isStopping = false
    var isAbandoned = false
  }

  private let state: Lock<State>
  private let sinks: [any EventSink]
  private let delivered: @Sendable ([EventKey]) -> Void
  private let wake: EventDescriptor
  private let rested: EventDescriptor
  private let ended: EventDescriptor

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - sinks: In the order of preference, at least one.
  ///   - capacity: How many events wait at most.
  ///   - delivered: Receives the keys of events that were said, each once, in order, soon after. It
  ///     is called on the delivery's thread, and at last on that which calls `finish`.
  /// - Throws: The system's error when it has no room for a thread or a descriptor.
  package init(
    to sinks: [any EventSink],
    capacity: Int = EventDelivery.usualCapacity,
    delivered: @escaping @Sendable ([EventKey]) -> Void
  ) throws(Errno) {
    precondition(!sinks.isEmpty, "events need somewhere to go")
    state = Lock(State(queue: DeliveryQueue(capacity: capacity)))
    self.sinks = sinks
    self.delivered = delivered
    wake = try EventDescriptor()
    rested = try EventDescriptor()
    ended = try EventDescriptor()
    let epoll = try Epoll()
    try epoll.add(wake.descriptor, for: .readable, tag: 0)
    let loop = Loop(epoll: epoll, rest: try Epoll())
    _ = try Thread(name: "constat-journal") { self.run(loop) }
  }

  /// What the thread waits with.
  private final class Loop: Sendable {
    /// Ready when somebody posts or stops.
    let epoll: Epoll
    /// Never ready: a pause between two tries lasts, whatever is posted.
    let rest: Epoll

    init(epoll: consuming Epoll, rest: consuming Epoll) {
      self.epoll = epoll
      self.rest = rest
    }
  }

  /// Posts events, in order; never blocks.
  ///
  /// - Parameter again: How many of the first ones were refused before.
  /// - Returns: How many were taken: the first ones. The rest is refused, and said to have been, once,
  ///   as soon as there is room: post it again later.
  @discardableResult
  package func post(_ events: [Event], again: Int = 0) -> Int {
    if events.isEmpty { return 0 }
    let taken = state.withLock { state in
      state.isStopping ? 0 : state.queue.add(events, again: again)
    }
    wake.signal()
    return taken
  }

  /// Waits until everything that was posted is said and its keys are reported, for at most `limit`.
  ///
  /// More may be posted then. To be called by one thread, at most once.
  package func settle(within limit: Duration) {
    state.withLock { $0.isAwaited = true }
    wake.signal()
    wait(for: rested, limit)
  }

  /// Says what waits, for at most `limit`, and ends.
  ///
  /// A thread that journald blocks is left behind, and what it says then is not reported.
  ///
  /// - Returns: How many events are not said: 0 after a clean end.
  package func finish(within limit: Duration) -> Int {
    state.withLock { $0.isStopping = true }
    wake.signal()
    wait(for: ended, limit)
    let (keys, remaining) = state.withLock { state in
      state.isAbandoned = true
      return (state.queue.takeDelivered(), state.queue.remaining)
    }
    if !keys.isEmpty { delivered(keys) }
    return remaining
  }

  private func wait(for event: borrowing EventDescriptor, _ limit: Duration) {
    let end = SystemClocks.monotonic() + limit.nanoseconds
    guard let epoll = try? Epoll(),
      (try? epoll.add(event.descriptor, for: .readable, tag: 0)) != nil
    else { return }
    var events: [Epoll.Event] = []
    while events.isEmpty {
      let left = end - SystemClocks.monotonic()
      guard left > 0, (try? epoll.wait(left, into: &events)) != nil else { return }
    }
  }
}

extension EventDelivery {
  private func run(_ loop: Loop) {
    var failed: Set<Int> = []
    while true {
      wake.take()
      let (events, isStopping) = state.withLock { state in
        (state.isAbandoned ? [] : state.queue.takeAll(), state.isStopping)
      }
      if events.isEmpty, isStopping { break }
      for (index, event) in events.enumerated() {
        if state.withLock({ $0.isAbandoned }) { break }
        let isDelivered = say(Entry(event), loop, &failed)
        state.withLock { $0.queue.finish(event.key, isDelivered: isDelivered) }
        if index % Self.reportSize == Self.reportSize - 1 { report() }
      }
      report()
      sayRefused(loop, &failed)
      if state.withLock({ $0.isAwaited && $0.queue.remaining == 0 }) { rested.signal() }
      if !isStopping { wait(loop.epoll, nil) }
    }
    ended.signal()
  }

  private func report() {
    let keys = state.withLock { state in
      state.isAbandoned ? [] : state.queue.takeDelivered()
    }
    if !keys.isEmpty { delivered(keys) }
  }

  private func sayRefused(_ loop: Loop, _ failed: inout Set<Int>) {
    let (count, capacity) = state.withLock { ($0.queue.takeRefused(), $0.queue.capacity) }
    if count > 0 { _ = say(.delayed(count, capacity: capacity), loop, &failed) }
  }

  /// Says an entry to the first sink that takes it.
  ///
  /// - Parameter failed: The places of the sinks that took nothing when they were last asked.
  /// - Returns: Whether anybody took it.
  private func say(_ entry: Entry, _ loop: Loop, _ failed: inout Set<Int>) -> Bool {
    for (place, sink) in sinks.enumerated() {
      if say(entry, to: sink, patience: failed.contains(place) ? 0 : Self.patience, loop) {
        failed.remove(place)
        return true
      }
      failed.insert(place)
    }
    return false
  }

  private func say(
    _ entry: Entry,
    to sink: any EventSink,
    patience: Int64,
    _ loop: Loop
  ) -> Bool {
    let end = SystemClocks.monotonic() + patience
    while true {
      do throws(SinkError) {
        try sink.send(entry)
        return true
      } catch {
        guard case .temporary = error, SystemClocks.monotonic() < end,
          !state.withLock({ $0.isAbandoned })
        else { return false }
        wait(loop.rest, Self.pause)
      }
    }
  }

  /// Waits until something is ready or the time is over.
  private func wait(_ epoll: borrowing Epoll, _ time: Int64?) {
    var events: [Epoll.Event] = []
    // It fails only for lack of kernel memory: then there is nothing to do but to look again.
    try? epoll.wait(time, into: &events)
  }
}
