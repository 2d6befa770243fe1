import Posix
import Sampling

extension ProbeLoop {
  /// Starts a raw connect to the flight's current address.
  func connectRaw(_ flight: Flight) {
    guard let address = flight.address, let port = flight.destination?.port else { return }
    let target = SocketAddress(bytes: address.bytes, port: port)
    flight.state = .connecting
    do throws(Errno) {
      let socket = try StreamSocket(for: target)
      let progress = try socket.connect(to: target)
      if progress == .inProgress { try watchConnect(flight, socket.descriptor) }
      flight.socket = consume socket
      if progress == .connected { connected(flight) }
    } catch {
      // The kernel itself refuses at once: it has no route, descriptor, port or memory.
      refused(flight, error, hasRoute: false)
    }
  }

  /// A raw connect is decided, one way or the other.
  func connected(_ flight: Flight) {
    let error = flight.socket?.takeError()
    guard let error = error ?? nil else {
      let now = SystemClocks.monotonic()
      flight.phases.connect = adding(now - flight.phaseStarted, to: flight.phases.connect)
      if now < flight.deadline {
        succeed(flight)
      } else {
        timeOut(flight, .connectTimeout, now: now)
      }
      return
    }
    refused(flight, error, hasRoute: true)
  }

  /// A raw connect failed: the next address, or the end.
  private func refused(_ flight: Flight, _ error: Errno, hasRoute: Bool) {
    let now = SystemClocks.monotonic()
    flight.phases.connect = adding(now - flight.phaseStarted, to: flight.phases.connect)
    flight.socket = nil
    let cause = cause(of: error, on: flight, hasRoute: hasRoute)
    fallBack(flight, from: Flight.Failure(cause: cause, detail: .system(error)), now: now)
  }
}
