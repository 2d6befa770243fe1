import Posix

/// One service of the demonstration: where it listens and what it is playing.
final class Listener {
  /// A socket that listens, closed when it goes.
  final class Open {
    let socket: StreamSocket

    init(on address: SocketAddress) throws(Errno) {
      socket = try StreamSocket.listening(on: address)
    }
  }

  let service: DemonstrationService
  /// With the port that the system chose where none was asked for, so that it stays the same.
  let address: SocketAddress
  /// Nil while connections are refused.
  var open: Open?
  /// What it plays; nil while it is fine.
  var act: Script.Act?

  /// Listens for the first time.
  init(_ service: DemonstrationService, on address: SocketAddress) throws(Errno) {
    let open = try Open(on: address)
    self.service = service
    self.address = try open.socket.localAddress() ?? address
    self.open = open
  }
}
