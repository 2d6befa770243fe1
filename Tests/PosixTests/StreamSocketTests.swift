import Posix
import Testing

@Suite(.timeLimit(.minutes(30))) struct StreamSocketTests {
  /// What comes next; the loopback answers within microseconds.
  private func next(from socket: borrowing StreamSocket) throws(Errno) -> [UInt8] {
    while true {
      if let bytes = try socket.receive(upTo: 10) { return bytes }
    }
  }

  private func accept(from listener: borrowing StreamSocket) throws(Errno) -> StreamSocket {
    while true {
      if let socket = try listener.accept() { return socket }
    }
  }

  private func talk(over listener: borrowing StreamSocket) throws {
    let local = try listener.localAddress()
    let address = try #require(local)
    let client = try StreamSocket(for: address)
    _ = try client.connect(to: address)
    try converse(try accept(from: listener), client)
    do throws(Errno) {
      _ = try next(from: client)
      Issue.record("no reset")
    } catch {
      #expect(error == .connectionReset)
    }
  }

  private func converse(
    _ server: consuming StreamSocket,
    _ client: borrowing StreamSocket
  ) throws {
    let error = client.takeError()
    #expect(error == nil)
    let peer = try server.peerAddress()
    let local = try client.localAddress()
    #expect(peer == local)
    let nothing = try server.receive(upTo: 10)
    #expect(nothing == nil)
    let sent = try client.send([1, 2, 3], from: 1)
    #expect(sent == 2)
    client.shut(.writing)
    let bytes = try next(from: server)
    #expect(bytes == [2, 3])
    let end = try next(from: server)
    #expect(end.isEmpty)
    server.resetWhenClosed()
  }

  @Test func `two ends talk over IPv4`() throws {
    try talk(over: try StreamSocket.listening(on: .loopback()))
  }

  @Test func `two ends talk over IPv6`() throws {
    let address = try #require(SocketAddress("::1", port: 0))
    do {
      try talk(over: try StreamSocket.listening(on: address))
    } catch let error as Errno where [.addressNotAvailable, .familyNotSupported].contains(error) {
      // A machine without IPv6.
    }
  }

  private func closedPort() throws -> SocketAddress {
    let listener = try StreamSocket.listening(on: .loopback())
    let local = try listener.localAddress()
    return try #require(local)
  }

  @Test func `a closed port refuses`() throws {
    let address = try closedPort()
    let client = try StreamSocket(for: address)
    do throws(Errno) {
      let progress = try client.connect(to: address)
      #expect(progress == .inProgress)
      var error: Errno?
      while error == nil { error = client.takeError() }
      #expect(error == .connectionRefused)
    } catch {
      #expect(error == .connectionRefused)
    }
  }
}
