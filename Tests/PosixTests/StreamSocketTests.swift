import Posix
import Testing

@Suite struct StreamSocketTests {
  /// Tries until there is a result; the loopback answers within microseconds.
  private func repeating<Result>(_ body: () throws -> Result?) throws -> Result {
    while true {
      if let result = try body() { return result }
    }
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["127.0.0.1", "::1"])
  func `two ends talk`(host: String) throws {
    let any = try #require(SocketAddress(host, port: 0))
    let listener: StreamSocket
    do {
      listener = try StreamSocket.listening(on: any)
    } catch Errno.addressNotAvailable {
      return  // a machine without IPv6
    }
    let address = try #require(try listener.localAddress())
    #expect(address.bytes == any.bytes && address.port != 0)
    let client = try StreamSocket(for: address)
    _ = try client.connect(to: address)
    var accepted: StreamSocket?
    while accepted == nil { accepted = try listener.accept() }
    guard let server = accepted.take() else { return }
    #expect(try repeating { try? client.peerAddress() } == address)
    let seen1 = client.takeError()
    #expect(seen1 == nil)
    let seen2 = try server.receive(upTo: 10)
    #expect(seen2 == nil)
    let seen3 = try client.send([1, 2, 3], from: 1)
    #expect(seen3 == 2)
    client.shut(.writing)
    #expect(try repeating { try server.receive(upTo: 10) } == [2, 3])
    #expect(try repeating { try server.receive(upTo: 10) } == [])
    server.resetWhenClosed()
    _ = consume server
    #expect(throws: Errno.connectionReset) {
      _ = try repeating { try client.receive(upTo: 10) }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a closed port refuses`() throws {
    let closed = try {
      let listener = try StreamSocket.listening(on: .loopback())
      return try #require(try listener.localAddress())
    }()
    let client = try StreamSocket(for: closed)
    do {
      let seen4 = try client.connect(to: closed)
      #expect(seen4 == .inProgress)
      let error = try repeating { client.takeError() }
      #expect(error == .connectionRefused)
    } catch {
      #expect(error as? Errno == .connectionRefused)
    }
  }
}
