import Execution
import Posix

@testable import Demonstration

/// A demonstration that plays on a thread of its own, on free ports.
final class Playing {
  let ports: [DemonstrationService: UInt16]
  private let told: Told
  private let stop: StopSignal
  private var thread: Thread?

  init(_ script: Script, speed: Int64 = 1) throws {
    var options = DemonstrationOptions()
    options.ports = [:]
    options.script = script
    options.speed = speed
    let told = try Told()
    let stop = try StopSignal()
    let provider = try DemonstrationProvider(options) { told.add($0) }
    var ports: [DemonstrationService: UInt16] = [:]
    for service in DemonstrationService.allCases { ports[service] = provider.port(of: service) }
    let stage = Lock(provider)
    thread = try Thread(name: "demonstration") {
      stage.withLock { try? $0.run(until: stop) }
    }
    self.ports = ports
    self.told = told
    self.stop = stop
  }

  /// The same behaviour of every service for as long as it plays.
  convenience init(always behaviour: Behaviour) throws {
    let acts = DemonstrationService.allCases.map {
      Script.Act($0, behaviour, from: 0, to: 3_600_000)
    }
    try self.init(Script(cycle: 3_600_000, acts: behaviour == .fine ? [] : acts))
  }

  /// What it has told so far.
  var lines: [String] { told.lines }

  /// Waits until it has told `line` so often.
  func waitFor(_ line: String, times: Int = 1) {
    while lines.count(where: { $0 == line }) < times { told.waitForMore() }
  }

  /// Stops it and waits for its end.
  func end() {
    stop.give()
    thread.take()?.join()
  }

  deinit {
    stop.give()
  }
}

/// The lines that a demonstration tells.
private final class Told: Sendable {
  private let state = Lock<[String]>([])
  private let news: EventDescriptor

  init() throws(Errno) {
    news = try EventDescriptor(blocking: true)
  }

  var lines: [String] { state.withLock { $0 } }

  func add(_ line: String) {
    state.withLock { $0.append(line) }
    news.signal()
  }

  func waitForMore() {
    news.take()
  }
}

/// What a client got.
enum Reply: Equatable {
  case refused
  case reset
  /// Everything until the server closed.
  case closed(String)
  /// The server was still holding the connection when the time was over.
  case held(String)

  var text: String {
    switch self {
    case .refused, .reset: ""
    case .closed(let text), .held(let text): text
    }
  }
}

/// One client: connects, sends, reads until the end.
final class Client {
  let socket: StreamSocket
  private let epoll: Epoll
  private let end: Int64

  init(port: UInt16, milliseconds: Int64 = 10_000) throws(Errno) {
    end = SystemClocks.monotonic() + milliseconds * 1_000_000
    let address = SocketAddress.loopback(port: port)
    socket = try StreamSocket(for: address)
    epoll = try Epoll()
    _ = try socket.connect(to: address)
    try epoll.add(socket.descriptor, for: .writable, tag: 0)
  }

  /// Waits until the connection stands.
  func connect() throws(Errno) {
    try wait(for: .writable)
    if let error = socket.takeError() { throw error }
  }

  /// Sends all of it, as fast as the server takes it.
  func send(_ bytes: [UInt8]) throws(Errno) {
    var done = 0
    while done < bytes.count {
      try wait(for: .writable)
      done += try socket.send(bytes, from: done)
    }
  }

  /// Reads until the server closes or the time is over.
  func read() -> Reply {
    var received: [UInt8] = []
    do throws(Errno) {
      while true {
        try wait(for: .readable)
        guard let bytes = try socket.receive(upTo: 65_536) else { continue }
        if bytes.isEmpty { return .closed(String(decoding: received, as: UTF8.self)) }
        received += bytes
      }
    } catch {
      return error == .timedOut ? .held(String(decoding: received, as: UTF8.self)) : .reset
    }
  }

  private func wait(for readiness: Epoll.Readiness) throws(Errno) {
    try epoll.change(socket.descriptor, to: readiness, tag: 0)
    var events: [Epoll.Event] = []
    while events.isEmpty {
      let left = end - SystemClocks.monotonic()
      guard left > 0 else { throw .timedOut }
      try epoll.wait(left, into: &events)
    }
  }

  /// What a client gets who asks for a page, or sends `request`.
  static func ask(
    _ port: UInt16?,
    _ request: String = "GET / HTTP/1.1\r\nHost: demo\r\n\r\n",
    milliseconds: Int64 = 10_000
  ) -> Reply {
    do throws(Errno) {
      let client = try Client(port: port ?? 0, milliseconds: milliseconds)
      try client.connect()
      try client.send(Array(request.utf8))
      return client.read()
    } catch {
      return error == .connectionRefused ? .refused : .reset
    }
  }
}
