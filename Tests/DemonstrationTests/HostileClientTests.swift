import Posix
import Testing

@testable import Demonstration

/// Clients that mean no good, and one that does while they are at it.
@Suite(.timeLimit(.minutes(30))) struct HostileClientTests {
  private let playing: Playing

  init() throws {
    playing = try Playing(always: .fine)
  }

  private func expectService(_ comment: Comment) {
    #expect(Client.ask(playing.ports[.web]).text.hasPrefix("HTTP/1.1 200 OK\r\n"), comment)
  }

  @Test func `half a request waits for its other half`() throws {
    let client = try Client(port: playing.ports[.web] ?? 0)
    try client.connect()
    try client.send(Array("GET / HT".utf8))
    expectService("another client is served meanwhile")
    try client.send(Array("TP/1.1\r\n\r\n".utf8))
    #expect(client.read().text.hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test func `a client that goes in the middle of its request is forgotten`() throws {
    do {
      let client = try Client(port: playing.ports[.web] ?? 0)
      try client.connect()
      try client.send(Array("GET / HT".utf8))
    }
    expectService("after a client that went")
  }

  @Test func `a client that says its last word still gets its answer`() throws {
    let client = try Client(port: playing.ports[.web] ?? 0)
    try client.connect()
    try client.send(Array("GET / HTTP/1.1\r\n\r\n".utf8))
    client.socket.shut(.writing)
    #expect(client.read().text.hasPrefix("HTTP/1.1 200 OK\r\n"))
  }

  @Test func `a header of 1 MB is cut short`() throws {
    let header = "GET / HTTP/1.1\r\nA: " + String(repeating: "a", count: 1_000_000)
    let reply = Client.ask(playing.ports[.web], header)
    #expect(reply == .reset || reply.text.hasPrefix("HTTP/1.1 431 "))
    expectService("after a header of 1 MB")
  }

  @Test func `garbage is a bad request`() {
    let reply = Client.ask(playing.ports[.api], "\u{16}\u{3}\u{1}\n\n")
    #expect(reply.text.hasPrefix("HTTP/1.1 400 Bad Request\r\n"))
  }

  @Test func `a thousand connections that say nothing keep nobody out`() throws {
    _ = try? CurrentProcess.raiseDescriptorLimit()
    var crowd: [Client] = []
    for _ in 0..<1_000 {
      let client = try Client(port: playing.ports[.web] ?? 0)
      try client.connect()
      crowd.append(client)
    }
    expectService("with a crowd of 1,000")
    #expect(crowd.count == 1_000)
  }
}
