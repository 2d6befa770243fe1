import Cares
import Curl
package import Execution
import Posix

/// Makes attempts on a thread of its own: HTTP by libcurl's multi interface, TCP as raw connects.
///
/// There is one for plain probes and one for TLS, whose handshakes would make the plain ones late: an
/// attempt that a redirect leads to HTTPS changes over, unless the other loop is full. It performs and decides nothing beyond what one attempt saw. Nothing is lost silently: what `submit`
/// accepts comes back exactly once.
package actor ProbeLoop: LoopActor {
  /// Where it runs.
  package nonisolated let executor: LoopExecutor

  nonisolated let settings: LoopSettings
  let multi: MultiHandle
  let resolver: Resolver
  var flights: [Flight] = []
  var idle: [Int] = []
  var deadlines = DeadlineHeap()
  var stalls = Stalls()
  var watched: [WatchState] = []
  /// Whose flight a descriptor of libcurl is or was, by the descriptor.
  var owners: [Int?] = []
  /// When libcurl wants its timer, in monotonic nanoseconds.
  var curlDeadline: Int64?
  /// When this turn began, in monotonic nanoseconds.
  var turnStarted: Int64 = 0
  /// When the loop last failed to watch a descriptor: what then times out is our fault.
  var watchFailed = Int64.min

  /// Where attempts go on that a redirect leads to HTTPS; nil is here.
  private nonisolated let secure: ProbeLoop?
  private let deliver: @Sendable ([FinishedProbe]) -> Void
  private nonisolated let gate = Lock(Gate())
  private nonisolated let mailbox: Mailbox<DueProbe>
  private var letters: [DueProbe] = []
  private nonisolated let changeovers: Mailbox<Underway>
  private var changedOver: [Underway] = []
  private var finished: [FinishedProbe] = []
  private var waitingForIdle: [CheckedContinuation<Void, Never>] = []

  private struct Gate: Sendable {
    var isOpen = true
    var isAborting = false
    /// Accepted and not delivered.
    var outstanding = 0
  }

  /// Makes a loop that doesn't run yet.
  ///
  /// - Parameters:
  ///   - settings: Limits, resolver, certificates.
  ///   - secure: The loop that goes on with attempts that a redirect leads to HTTPS, and delivers
  ///     them; it finishes and stops after this one.
  ///   - deliver: Called on the loop's thread with what has finished, at most once a turn; it must
  ///     not block.
  /// - Throws: `ProbingError`; for unreadable certificates, too.
  package init(
    _ settings: LoopSettings,
    secure: ProbeLoop? = nil,
    deliver: @escaping @Sendable ([FinishedProbe]) -> Void
  ) throws(ProbingError) {
    self.settings = settings
    self.secure = secure
    self.deliver = deliver
    multi = try ProbeLoop.makeMulti(settings)
    do throws(CaresError) {
      resolver = try Resolver(
        servers: settings.nameServers,
        hostsPath: settings.hostsPath,
        capacity: settings.nameLimit,
        lookupLimit: settings.inFlightLimit
      )
    } catch {
      throw .resolver(error)
    }
    let executor: LoopExecutor
    do throws(Errno) {
      executor = try LoopExecutor(name: settings.name)
    } catch {
      throw .system(error)
    }
    self.executor = executor
    mailbox = Mailbox(capacity: settings.inFlightLimit) { executor.wakeUp() }
    changeovers = Mailbox(capacity: settings.inFlightLimit) { executor.wakeUp() }
  }

  /// A loop that can open fewer descriptors can't even load the certificates, and couldn't say why: a
  /// resolver, an event descriptor and an epoll set; a listener, both ends of a connection and a file.
  private static let descriptorsAtStart = 12

  private static func makeMulti(_ settings: LoopSettings) throws(ProbingError) -> MultiHandle {
    do throws(Errno) {
      try CurrentProcess.requireDescriptors(descriptorsAtStart)
    } catch {
      throw .system(error)
    }
    let multi: MultiHandle
    let warming: TransferResult
    do throws(CurlError) {
      multi = try MultiHandle()
      let isTLS = settings.loadsCertificates || settings.caFile != nil
      warming = isTLS ? try multi.warm(caFile: settings.caFile) : .ok
      try multi.observe()
    } catch {
      throw ProbingError(error)
    }
    if warming == .caFileUnusable { throw .certificates(path: settings.caFile) }
    return multi
  }

  /// Starts the thread, once.
  ///
  /// - Throws: `ProbingError.system` when there is no thread left.
  package nonisolated func start() throws(ProbingError) {
    do throws(Errno) {
      try executor.start(self)
    } catch {
      throw .system(error)
    }
  }

  /// Hands attempts to the loop; from any thread, without waiting.
  ///
  /// - Returns: How many of the first ones were accepted. The rest is refused, because the limit on
  ///   what is in flight is reached or the loop takes nothing more: the caller records a gap.
  package nonisolated func submit(_ batch: [DueProbe]) -> Int {
    let accepted = admit(batch.count)
    if accepted > 0 {
      let taken = mailbox.post(
        contentsOf: accepted == batch.count ? batch : Array(batch.prefix(accepted))
      )
      precondition(taken == accepted, "the mailbox holds all that the gate lets through")
    }
    return accepted
  }

  private nonisolated func admit(_ count: Int) -> Int {
    gate.withLock { gate in
      let room = gate.isOpen ? settings.inFlightLimit - gate.outstanding : 0
      let accepted = min(count, room)
      gate.outstanding += accepted
      return accepted
    }
  }

  /// Gives an attempt whose next hop is HTTPS to the loop for that.
  ///
  /// - Returns: Whether it was taken; if not, it goes on here.
  func handOver(_ flight: Flight, now: Int64) -> Bool {
    guard let secure, flight.destination?.isSecure == true,
      let underway = flight.underway(isImpaired: isImpaired(flight, now: now)),
      secure.admit(1) == 1
    else { return false }
    flight.rest()
    idle.append(flight.index)
    discharge(1)
    // Last: once it has been delivered there, nothing of it is left here.
    secure.changeovers.post(underway)
    return true
  }

  /// Accepts nothing more, and returns when all that is in flight has been delivered, at the latest
  /// after the longest timeout; `stop` is the next step.
  package func finish() async {
    gate.withLock { $0.isOpen = false }
    if gate.withLock({ $0.outstanding }) == 0 { return }
    await withCheckedContinuation { waitingForIdle.append($0) }
  }

  /// Accepts nothing more, refuses what is still in flight, and waits for the thread to end.
  ///
  /// - Precondition: Not on the loop's thread.
  package nonisolated func stop() {
    gate.withLock { gate in
      gate.isOpen = false
      gate.isAborting = true
    }
    executor.stop()
  }
}

extension ProbeLoop {
  /// How long the loop may wait.
  package nonisolated func patience() -> Int64? {
    assumeIsolated { $0.computePatience() }
  }

  /// Does one turn's work.
  package nonisolated func turn(_ events: Span<Epoll.Event>, woken: Bool) {
    assumeIsolated { $0.takeTurn(events, woken: woken) }
  }

  private func computePatience() -> Int64? {
    let now = SystemClocks.monotonic()
    while let first = deadlines.first, !isCurrent(first) { deadlines.removeFirst() }
    deadlines.prune(live: flights.count - idle.count, isCurrent: isCurrent)
    var next = Int64.max
    if let time = deadlines.first?.time { next = min(next, time) }
    if let curlDeadline { next = min(next, curlDeadline) }
    if let time = resolver.deadline(now: now) { next = min(next, time) }
    let limit = next == .max ? nil : next
    stalls.wait(from: now, until: limit, turnStart: turnStarted)
    return limit.map { max(0, $0 - now) }
  }

  private func takeTurn(_ events: Span<Epoll.Event>, woken: Bool) {
    turnStarted = SystemClocks.monotonic()
    stalls.wake(at: turnStarted)
    for index in events.indices { serve(events[index]) }
    serveResolver(hasWaited: true)
    serveCurl()
    fireDeadlines()
    if woken {
      if gate.withLock({ $0.isAborting }) { refuseAll() }
      _ = mailbox.drain(into: &letters)
      for letter in letters { begin(letter) }
      letters.removeAll(keepingCapacity: true)
      _ = changeovers.drain(into: &changedOver)
      for underway in changedOver { begin(underway) }
      changedOver.removeAll(keepingCapacity: true)
    }
    repeat {
      serveResolver(hasWaited: false)
      serveCurl()
    } while resolver.channel.hasAnswers
    deliverFinished()
  }

  private func isCurrent(_ entry: DeadlineHeap.Entry) -> Bool {
    let flight = flights[entry.index]
    return flight.run == entry.run && flight.state != .idle && flight.alarm == entry.time
  }

  private func fireDeadlines() {
    while let first = deadlines.first {
      let now = SystemClocks.monotonic()
      if isCurrent(first) {
        guard first.time <= now else { return }
        deadlines.removeFirst()
        ring(flights[first.index], now: now)
      } else {
        deadlines.removeFirst()
      }
    }
  }

  /// Everything that is accepted and not delivered comes back without a sample.
  private func refuseAll() {
    for flight in flights where flight.state != .idle {
      guard let due = flight.due else { continue }
      abandon(flight)
      conclude(flight, FinishedProbe(refused: due))
    }
    _ = mailbox.drain(into: &letters)
    for letter in letters {
      finished.append(FinishedProbe(refused: letter))
    }
    letters.removeAll(keepingCapacity: true)
    _ = changeovers.drain(into: &changedOver)
    for underway in changedOver {
      finished.append(FinishedProbe(refused: underway.due))
    }
    changedOver.removeAll(keepingCapacity: true)
  }

  /// Puts a flight back into the pool and keeps what came of it for this turn's delivery.
  func conclude(_ flight: Flight, _ result: FinishedProbe) {
    flight.rest()
    idle.append(flight.index)
    finished.append(result)
  }

  private func deliverFinished() {
    guard !finished.isEmpty else { return }
    let batch = finished
    finished = []
    finished.reserveCapacity(batch.count)
    deliver(batch)
    discharge(batch.count)
  }

  /// So many are in flight here no more.
  private func discharge(_ count: Int) {
    let isEmpty = gate.withLock { gate in
      gate.outstanding -= count
      return gate.outstanding == 0 && !gate.isOpen
    }
    guard isEmpty else { return }
    for continuation in waitingForIdle { continuation.resume() }
    waitingForIdle = []
  }
}
