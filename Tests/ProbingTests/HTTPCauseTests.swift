import Chronology
import Probing
import Sampling
import TestKit
import Testing

@Suite struct HTTPCauseTests {
  private func attempt(
    timeout: TimeAmount = .seconds(2),
    _ script: @escaping @Sendable (ServedConnection) -> Void
  ) throws -> FinishedProbe {
    let server = StreamServer(script)
    return try ProbingTests.attempt("http://127.0.0.1:\(server.port)/", timeout: timeout)
  }

  @Test func `An expected answer is up, with address, status, bytes and phases`() throws {
    let finished = try attempt {
      #expect($0.readHead().hasPrefix("GET / HTTP/1.1\r\n"))
      $0.respond(body: "hello")
    }
    let sample = try #require(finished.sample)
    #expect(sample.outcome == .up)
    #expect(sample.cause == nil)
    #expect(finished.detail == nil)
    #expect(sample.status == 200)
    #expect(sample.bytes == 5)
    #expect(sample.address?.description == "127.0.0.1")
    #expect(sample.phases.resolve == 0)
    #expect(sample.phases.connect > 0)
    #expect(sample.phases.secure == 0)
    #expect(sample.phases.wait > 0)
    #expect(sample.flags.isEmpty)
    #expect(sample.start >= sample.due)
  }

  @Test(
    arguments: [
      ("404 Not Found", Cause.http4xx, UInt16(404)), ("429 Too Many", .http429, 429),
      ("500 Oops", .http5xx, 500), ("503 Later", .http5xx, 503), ("304 Same", .expectation, 304),
    ]
  )
  func `An unexpected status has its cause`(
    _ line: String,
    _ cause: Cause,
    _ status: UInt16
  ) throws {
    let finished = try attempt {
      $0.readHead()
      $0.respond(line, body: "")
    }
    #expect(finished.outcome == .down)
    #expect(finished.cause == cause)
    #expect(finished.sample?.status == status)
    #expect(finished.detail == .status(status))
  }

  @Test func `A closed port refuses the connection`() throws {
    let finished = try ProbingTests.attempt("http://127.0.0.1:\(closedPort())/")
    #expect(finished.outcome == .down)
    #expect(finished.cause == .connectRefused)
    #expect(finished.phases.wait == 0)
  }

  @Test func `Silence after the request is a read time-out that keeps its time`() throws {
    let finished = try attempt(timeout: .milliseconds(300)) { $0.waitForClose() }
    #expect(finished.cause == .readTimeout)
    #expect(finished.detail == .timeout)
    #expect((250_000...900_000).contains(finished.phases.wait))
    #expect(finished.phases.transfer == 0)
  }

  @Test func `One byte a time is a read time-out in the transfer`() throws {
    let finished = try attempt(timeout: .milliseconds(500)) { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
      while connection.send("x"), !connection.pause(milliseconds: 100) {}
    }
    #expect(finished.cause == .readTimeout)
    #expect(finished.phases.transfer >= 300_000)
    #expect(finished.sample?.status == 200)
    #expect((1...6).contains(finished.sample?.bytes ?? 0))
  }

  @Test func `An endless body is too large`() throws {
    let finished = try attempt { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\n\r\n")
      let block = [UInt8](repeating: 0x78, count: 65_536)
      while connection.send(block) {}
    }
    #expect(finished.cause == .tooLarge)
  }

  @Test func `A header line of a megabyte is too large`() throws {
    let finished = try attempt { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nX-Long: ")
      connection.send([UInt8](repeating: 0x78, count: 1 << 20))
      connection.send("\r\n\r\n")
    }
    #expect(finished.cause == .tooLarge)
  }

  @Test func `Endless header lines are too large`() throws {
    let finished = try attempt { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\n")
      while connection.send("X-More: and more\r\n") {}
    }
    #expect(finished.cause == .tooLarge)
  }

  @Test func `Garbage is not the protocol`() throws {
    let finished = try attempt { connection in
      connection.send("SSH-2.0-OpenSSH_9.2\r\n")
      connection.waitForClose(seconds: 1)
    }
    #expect(finished.cause == .protocol)
  }

  @Test(arguments: [
    "9223372036854775808", "99999999999999999999", " \t18446744073709551616, 5",
    "0000000000000000000000000000009223372036854775808",
  ]) func `A length beyond 64 bits is not the protocol, whether or not a body ends`(
    _ length: String
  ) throws {
    for isHeld in [false, true] {
      let finished = try attempt { connection in
        connection.readHead()
        connection.send("HTTP/1.1 200 OK\r\ncontent-Length:\(length)\r\n\r\nhello")
        if isHeld { connection.waitForClose() }
      }
      #expect(finished.outcome == .down)
      #expect(finished.cause == .protocol)
      #expect(finished.sample?.status == 200)
      #expect(finished.detail?.description.contains("beyond 64 bits") == true)
    }
  }

  @Test(arguments: [
    "Content-Length: 0000000000000000000000000000000005",
    "X-Content-Length: 99999999999999999999\r\nContent-Length: 5",
    "Content-Lengths: 99999999999999999999",
  ]) func `A length that is written long is none`(_ lines: String) throws {
    let finished = try attempt { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\n\(lines)\r\n\r\nhello")
    }
    #expect(finished.outcome == .up)
    #expect(finished.sample?.bytes == 5)
  }

  @Test func `The greatest length of all is too early an end`() throws {
    let finished = try attempt { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\nhello")
    }
    #expect(finished.cause == .truncated)
  }

  @Test func `A body that ends early is truncated`() throws {
    let finished = try attempt { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")
    }
    #expect(finished.cause == .truncated)
    #expect(finished.sample?.bytes == 5)
  }

  @Test func `A head that ends early is truncated`() throws {
    let finished = try attempt { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nContent-Len")
    }
    #expect(finished.cause == .truncated)
  }

  @Test func `An answer that never begins is truncated`() throws {
    #expect(try attempt { $0.readHead() }.cause == .truncated)
  }

  @Test func `A reset is a connection reset`() throws {
    let finished = try attempt { connection in
      connection.readHead()
      connection.send("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nshort")
      _ = connection.pause(milliseconds: 50)
      connection.reset()
    }
    #expect(finished.cause == .connectionReset)
  }

  @Test func `A full backlog is a connect time-out`() throws {
    // Nobody accepts: the kernel takes backlog + 1 connections and drops what comes after.
    let (listener, port) = listeningSocket(backlog: 0)
    let fillers = (0..<2).map { _ in startConnect(to: port) }
    defer { closeAll([listener] + fillers) }
    let finished = try ProbingTests.attempt(
      "http://127.0.0.1:\(port)/",
      timeout: .milliseconds(300)
    )
    #expect(finished.cause == .connectTimeout)
    #expect(finished.phases.connect >= 250_000)
  }
}
