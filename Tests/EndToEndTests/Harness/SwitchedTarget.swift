import Posix
import TestKit

/// An HTTP server whose behaviour the test switches.
final class SwitchedTarget: Sendable {
  /// What it does with a request.
  enum Behaviour: Sendable {
    /// Answers 200.
    case up
    /// Answers 503.
    case errorPage
    /// Answers 200 and 503 by turns.
    case alternating
    /// Answers 200 after so many milliseconds.
    case slow(milliseconds: Int32)
    /// Takes the request and says nothing until the client goes.
    case silent
  }

  private let behaviour: Lock<Behaviour>
  private let server: StreamServer
  private let answered: Counter

  /// A target that is up.
  init() {
    let behaviour = Lock(Behaviour.up)
    let answered = Counter()
    self.behaviour = behaviour
    self.answered = answered
    server = StreamServer { connection in
      guard !connection.readHead().isEmpty else { return }
      let isBroken: Bool
      switch behaviour.withLock({ $0 }) {
      case .up: isBroken = false
      case .errorPage: isBroken = true
      case .alternating: isBroken = answered.value % 2 == 1
      case .slow(let milliseconds):
        isBroken = false
        if connection.pause(milliseconds: milliseconds) { return }
      case .silent: return connection.waitForClose(seconds: 60)
      }
      if isBroken {
        connection.respond("503 Service Unavailable", body: "broken\n")
      } else {
        connection.respond()
      }
      answered.add()
    }
  }

  /// What the checks address.
  var url: String { "http://127.0.0.1:\(server.port)/" }

  /// Connections so far.
  var accepted: Int { server.accepted }

  /// Answers sent so far to clients that were still there.
  var answers: Int { answered.value }

  /// Switches.
  func become(_ new: Behaviour) { behaviour.withLock { $0 = new } }

  /// Waits until `count` more connections have come.
  func waitForConnections(_ count: Int, within limit: Duration = .seconds(30)) -> Bool {
    let before = accepted
    return eventually(within: limit) { accepted >= before + count }
  }
}
