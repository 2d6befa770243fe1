import Execution
package import Posix

/// A provider that breaks its promises on time: HTTP and TCP services that play a `Script`.
///
/// One thread serves everybody. There are at most `mostConnections` clients: one more, and the
/// oldest is dropped, so that somebody who holds connections open can't keep the others out.
package final class DemonstrationProvider {
  /// The most clients at once.
  package static let mostConnections = 256
  /// How long a client may take for everything, in nanoseconds.
  static let patience: Int64 = 30_000_000_000
  private static let stopTag = UInt64.max
  private static let millisecond: Int64 = 1_000_000

  private let options: DemonstrationOptions
  private let say: (String) -> Void
  private let epoll: Epoll
  private let listeners: [Listener]
  private var connections: [UInt64: Connection] = [:]
  /// Tags count up, so that the lowest is the oldest; those of the listeners come first.
  private var nextTag: UInt64
  private var jitter: Jitter
  private var start: Int64 = 0

  /// Listens on all ports.
  ///
  /// - Parameter say: Receives one line, without a line feed, for each act of the story.
  /// - Throws: `DemonstrationError` when an option is out of range or a port is taken.
  package init(
    _ options: DemonstrationOptions,
    say: @escaping (String) -> Void
  ) throws(DemonstrationError) {
    guard (1...1_000).contains(options.speed) else { throw .speed(options.speed) }
    var listeners: [Listener] = []
    for service in DemonstrationService.allCases {
      let port = options.ports[service] ?? 0
      guard let address = SocketAddress(options.address, port: port) else {
        throw .address(options.address)
      }
      do throws(Errno) {
        listeners.append(try Listener(service, on: address))
      } catch {
        throw .listen(service, at: address.description, reason: error.description)
      }
    }
    do throws(Errno) {
      epoll = try Epoll()
    } catch {
      throw .system(reason: error.description)
    }
    self.options = options
    self.say = say
    self.listeners = listeners
    nextTag = UInt64(listeners.count)
    jitter = Jitter(seed: options.seed)
  }

  /// Where `service` listens.
  package func port(of service: DemonstrationService) -> UInt16 {
    listeners.first { $0.service == service }?.address.port ?? 0
  }

  /// Plays from the beginning until the signal is given.
  ///
  /// - Throws: `Errno` when the set of descriptors can't be waited for. What goes wrong with one
  ///   client ends that client alone.
  package func run(until stop: StopSignal) throws(Errno) {
    start = SystemClocks.monotonic()
    try epoll.add(stop.descriptor, for: .readable, tag: Self.stopTag)
    for (tag, listener) in listeners.enumerated() {
      guard let open = listener.open else { continue }
      try epoll.add(open.socket.descriptor, for: .readable, tag: UInt64(tag))
    }
    for listener in listeners { say("\(listener.service.rawValue) listens at \(place(listener))") }
    var events: [Epoll.Event] = []
    while true {
      play()
      answerThoseDue()
      try epoll.wait(waitingTime(), into: &events)
      if events.contains(where: { $0.tag == Self.stopTag }) { break }
      for event in events { serve(event) }
    }
    connections = [:]
    for listener in listeners { listener.open = nil }
  }

  private func place(_ listener: Listener) -> String {
    listener.service.speaksHTTP ? "http://\(listener.address)/" : "\(listener.address)"
  }

  /// Milliseconds of the story since its start.
  private func elapsed(_ now: Int64) -> Int64 {
    (now - start) / Self.millisecond * options.speed
  }

  /// Nanoseconds until something is due; nil when nothing ever is.
  private func waitingTime() -> Int64? {
    let now = SystemClocks.monotonic()
    let elapsed = elapsed(now)
    let change = options.script.nextChange(after: elapsed).map {
      // Rounded up: waking just before the change would be waking twice.
      now + (($0 - elapsed + options.speed - 1) / options.speed) * Self.millisecond
    }
    // A listener that could not be opened again is tried ten times a second.
    let isShut = listeners.contains { $0.open == nil && $0.act?.behaviour != .refused }
    let retry = isShut ? now + 100 * Self.millisecond : nil
    let clients = connections.values.map { min($0.due ?? $0.deadline, $0.deadline) }.min()
    return [change, retry, clients].compactMap(\.self).min().map { max(0, $0 - now) }
  }
}

extension DemonstrationProvider {
  /// Moves every service to the act that the time has reached.
  private func play() {
    let elapsed = elapsed(SystemClocks.monotonic())
    for (tag, listener) in listeners.enumerated() {
      let act = options.script.act(of: listener.service, at: elapsed)
      let isNew = act != listener.act
      listener.act = act
      if isNew, act?.behaviour == .refused { shut(listener) }
      if listener.open == nil, act?.behaviour != .refused { reopen(listener, tag: UInt64(tag)) }
      // Told when it is true.
      if isNew { say(Script.line(listener.service, act, speed: options.speed)) }
    }
  }

  private func shut(_ listener: Listener) {
    listener.open = nil
    for (tag, connection) in connections where connection.service == listener.service {
      connection.socket.resetWhenClosed()
      connections[tag] = nil
    }
  }

  private func reopen(_ listener: Listener, tag: UInt64) {
    guard let open = try? Listener.Open(on: listener.address) else { return }
    guard (try? epoll.add(open.socket.descriptor, for: .readable, tag: tag)) != nil else { return }
    listener.open = open
  }

  private func serve(_ event: Epoll.Event) {
    if event.tag < UInt64(listeners.count) {
      accept(listeners[Int(event.tag)])
    } else if let connection = connections[event.tag] {
      if event.readiness.contains(.writable) {
        write(connection, event.tag)
      } else {
        read(connection, event.tag)
      }
    }
  }

  private func accept(_ listener: Listener) {
    // So many in one turn at most, so that a flood doesn't stop the others.
    for _ in 0..<64 {
      guard let open = listener.open else { return }
      do throws(Errno) {
        guard let socket = try open.socket.accept() else { return }
        admit(
          Connection(
            socket,
            of: listener.service,
            deadline: SystemClocks.monotonic() + Self.patience
          )
        )
      } catch {
        // Out of descriptors: room is made, and the connection waits for the next turn.
        dropOldest()
        return
      }
    }
  }

  private func admit(_ connection: Connection) {
    if connections.count >= Self.mostConnections { dropOldest() }
    let tag = nextTag
    nextTag += 1
    guard (try? epoll.add(connection.socket.descriptor, for: .readable, tag: tag)) != nil else {
      return
    }
    connections[tag] = connection
    let behaviour = behaviour(of: connection.service)
    // A TCP service has no request to wait for.
    if !connection.service.speaksHTTP, behaviour == .errorPage || behaviour == .dropped {
      connection.socket.resetWhenClosed()
      connections[tag] = nil
    }
  }

  private func dropOldest() {
    guard let oldest = connections.keys.min() else { return }
    connections[oldest] = nil
  }

  private func behaviour(of service: DemonstrationService) -> Behaviour {
    options.script.behaviour(of: service, at: elapsed(SystemClocks.monotonic()))
  }

  private func read(_ connection: Connection, _ tag: UInt64) {
    do throws(Errno) {
      guard let bytes = try connection.socket.receive(upTo: 4_096) else { return }
      guard !bytes.isEmpty else {
        try endReading(connection, tag)
        return
      }
      guard connection.service.speaksHTTP else { return }
      let wasIncomplete = connection.request.state == .incomplete
      connection.request.take(bytes)
      if wasIncomplete { prepare(connection, tag) }
      if connection.request.excess > Request.mostExcess { connections[tag] = nil }
    } catch {
      connections[tag] = nil
    }
  }

  /// The client writes no more; it may still read.
  private func endReading(_ connection: Connection, _ tag: UInt64) throws(Errno) {
    guard connection.due != nil, !connection.hasEnded else {
      connections[tag] = nil
      return
    }
    connection.hasEnded = true
    try epoll.change(connection.socket.descriptor, to: [], tag: tag)
  }

  /// Decides what the client gets, and when, once its request is whole.
  private func prepare(_ connection: Connection, _ tag: UInt64) {
    let now = SystemClocks.monotonic()
    let service = connection.service
    switch connection.request.state {
    case .incomplete:
      return
    case .refused(let status):
      connection.answer = Response.error(status, of: service, withBody: true)
      connection.due = now
    case .page(let withBody):
      connection.answer = Response.page(of: service, withBody: withBody)
      switch behaviour(of: service) {
      case .fine:
        connection.due = now + jitter.next() * Self.millisecond / options.speed
      case .slow(let milliseconds):
        connection.due = now + milliseconds * Self.millisecond / options.speed
      case .errorPage:
        connection.answer = Response.error(503, of: service, withBody: withBody)
        connection.due = now
      case .refused, .dropped:
        connection.socket.resetWhenClosed()
        connections[tag] = nil
      case .silent:
        return
      }
    }
  }

  private func answerThoseDue() {
    let now = SystemClocks.monotonic()
    for (tag, connection) in connections {
      if connection.deadline <= now {
        connections[tag] = nil
      } else if let due = connection.due, due <= now {
        write(connection, tag)
      }
    }
  }

  /// Writes what fits; the rest when the socket is writable again.
  private func write(_ connection: Connection, _ tag: UInt64) {
    do throws(Errno) {
      connection.written += try connection.socket.send(connection.answer, from: connection.written)
      if connection.written == connection.answer.count {
        connections[tag] = nil
      } else {
        connection.due = connection.deadline
        try epoll.change(connection.socket.descriptor, to: .writable, tag: tag)
      }
    } catch {
      connections[tag] = nil
    }
  }
}
