import Posix

/// One client of one service.
final class Connection {
  let socket: StreamSocket
  let service: DemonstrationService
  /// When it is closed whatever it is doing, in nanoseconds of the monotonic clock.
  let deadline: Int64
  var request = Request()
  /// The bytes to write when `due` has come; empty until it is known what they are.
  var answer: [UInt8] = []
  /// How many of them are written.
  var written = 0
  /// When to begin to write, in nanoseconds of the monotonic clock; nil when never.
  var due: Int64?
  /// Whether the client has said its last.
  var hasEnded = false

  init(_ socket: consuming StreamSocket, of service: DemonstrationService, deadline: Int64) {
    self.socket = socket
    self.service = service
    self.deadline = deadline
  }
}
