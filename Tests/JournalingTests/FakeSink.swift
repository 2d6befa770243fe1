import Chronology
import Events
import Execution
import Posix

@testable import Journaling

/// A sink that remembers, and that a test can stop or break.
final class FakeSink: EventSink {
  private struct State: Sendable {
    var said: [Entry] = []
    var failures: [SinkError?] = []
    var isStopped = false
    var asked = 0
  }

  private let state = Lock(State())
  private let gate: EventDescriptor
  private let reached: EventDescriptor

  /// A sink that answers with `failures` first, nil being a success, and then takes everything.
  init(failures: [SinkError?] = [], isStopped: Bool = false) throws {
    gate = try EventDescriptor(blocking: true)
    reached = try EventDescriptor(blocking: true)
    state.withLock { $0 = State(failures: failures, isStopped: isStopped) }
  }

  var said: [Entry] { state.withLock { $0.said } }

  /// How often it was asked to send.
  var asked: Int { state.withLock { $0.asked } }

  func send(_ entry: Entry) throws(SinkError) {
    state.withLock { $0.asked += 1 }
    if state.withLock({ $0.isStopped }) {
      reached.signal()
      gate.take()
    }
    let failure = state.withLock { state -> SinkError? in
      if !state.failures.isEmpty, let failure = state.failures.removeFirst() { return failure }
      state.said.append(entry)
      return nil
    }
    if let failure { throw failure }
  }

  /// Waits until a delivery is stuck in this sink.
  func waitUntilReached() {
    reached.take()
  }

  /// Lets a stuck delivery go on, and all after it.
  func goOn() {
    state.withLock { $0.isStopped = false }
    gate.signal()
  }
}

/// The keys that a delivery has reported.
final class Reported: Sendable {
  private let state = Lock<[EventKey]>([])
  private let news: EventDescriptor

  init() throws {
    news = try EventDescriptor(blocking: true)
  }

  var keys: [EventKey] { state.withLock { $0 } }

  func add(_ keys: [EventKey]) {
    state.withLock { $0 += keys }
    news.signal()
  }

  /// Waits until keys are reported that nobody has waited for.
  func waitForMore() {
    news.take()
  }
}

extension Event {
  /// One event of many.
  static func sample(_ number: Int) -> Event {
    .daemonStopped(at: Instant(seconds: 1_774_000_000 + Int64(number)), reason: "number \(number)")
  }
}
