import Curl
import Glibc
import TestKit
import Testing

/// Runs the transfers of one set with `poll`, as libcurl asks, until `count` have ended.
private func run(_ multi: MultiHandle, count: Int = 1) throws -> [FinishedTransfer] {
  var watched: [Int32: Int16] = [:]
  var patience: Int32 = 0
  var finished: [FinishedTransfer] = []
  for _ in 0..<10_000 where finished.count < count {
    multi.takeInterests { interest in
      let events = (interest.reads ? POLLIN : 0) | (interest.writes ? POLLOUT : 0)
      watched[interest.descriptor] = events == 0 ? nil : Int16(events)
    }
    switch multi.takeTimerWish() {
    case .unchanged: break
    case .off: patience = 1_000
    case .after(let milliseconds): patience = Int32(min(1_000, milliseconds))
    }
    var set = watched.map { pollfd(fd: $0.key, events: $0.value, revents: 0) }
    if unsafe poll(&set, nfds_t(set.count), patience) == 0 { try multi.actOnTimeout() }
    for one in set where one.revents != 0 {
      let seen = Int32(one.revents)
      try multi.act(
        on: one.fd,
        reads: seen & POLLIN != 0,
        writes: seen & POLLOUT != 0,
        fails: seen & (POLLERR | POLLHUP) != 0
      )
    }
    while let one = multi.nextFinished() { finished.append(one) }
  }
  return finished
}

@Suite struct MultiHandleTests {
  private func easy(_ url: String, tag: Int = 1) throws -> EasyHandle {
    let easy = try EasyHandle()
    easy.reception.prepare(
      bodyLimit: 100,
      headerLimit: 1_000,
      keepsBody: true,
      keepsHeaders: true
    )
    try easy.set(.url, url)
    try easy.set(.proxy, "")
    try easy.set(.noSignal, 1)
    try easy.set(.timeout, 2_000)
    try easy.receiveIntoReception()
    try easy.openSocketsOurselves()
    try easy.setTag(tag)
    return easy
  }

  @Test func `A transfer gives status, times, headers and body`() throws {
    let server = StreamServer {
      $0.readHead()
      $0.respond(headers: ["X-Word: constat"], body: "hello")
    }
    let multi = try MultiHandle()
    try multi.observe()
    let easy = try easy("http://127.0.0.1:\(server.port)/", tag: 42)
    try multi.add(easy)
    let finished = try #require(try run(multi).first)
    #expect(finished.tag == 42)
    #expect(finished.result == .ok)
    #expect(easy.number(.status) == 200)
    #expect(easy.text(.address) == "127.0.0.1")
    #expect(easy.microseconds(.connected) > 0)
    #expect(easy.microseconds(.firstByte) >= easy.microseconds(.connected))
    #expect(String(decoding: easy.reception.body, as: UTF8.self) == "hello")
    #expect(String(decoding: easy.reception.headers, as: UTF8.self).contains("X-Word: constat\r\n"))
    try multi.remove(easy)
  }

  @Test func `A body beyond its limit ends the transfer`() throws {
    let server = StreamServer {
      $0.readHead()
      $0.respond(body: String(repeating: "x", count: 101))
    }
    let multi = try MultiHandle()
    try multi.observe()
    let easy = try easy("http://127.0.0.1:\(server.port)/")
    try multi.add(easy)
    #expect(try run(multi).first?.result == .writeError)
    #expect(easy.reception.isOverflown)
    try multi.remove(easy)
  }

  @Test func `A refused connection keeps its errno and many transfers end apart`() throws {
    let port = closedPort()
    let multi = try MultiHandle()
    try multi.observe()
    let transfers = try (1...20).map { try easy("http://127.0.0.1:\(port)/", tag: $0) }
    for transfer in transfers { try multi.add(transfer) }
    let finished = try run(multi, count: 20)
    #expect(finished.map(\.tag).sorted() == Array(1...20))
    #expect(finished.allSatisfy { $0.result == .couldntConnect })
    #expect(transfers.allSatisfy { $0.number(.errno) == Int(ECONNREFUSED) })
    #expect(transfers.allSatisfy { $0.socketErrno == 0 })
    for transfer in transfers { try multi.remove(transfer) }
  }

  @Test func `A handle runs again, elsewhere by its connect-to list`() throws {
    let server = StreamServer {
      $0.readHead()
      $0.respond()
    }
    let multi = try MultiHandle()
    try multi.observe()
    let easy = try easy("http://127.0.0.1:\(closedPort())/")
    try multi.add(easy)
    #expect(try run(multi).first?.result == .couldntConnect)
    try multi.remove(easy)
    easy.reception.prepare(bodyLimit: 9, headerLimit: 999, keepsBody: false, keepsHeaders: false)
    try easy.set(.url, "http://nowhere.invalid:\(server.port)/")
    try easy.set(.connectTo, StringList(["::127.0.0.1:"]))
    try easy.receiveIntoReception()
    try easy.setTag(2)
    try multi.add(easy)
    #expect(try run(multi).first?.result == .ok)
    #expect(easy.reception.bodyCount == 3)
    #expect(easy.reception.body.isEmpty)
    try multi.remove(easy)
  }

  @Test func `Warming reads the CA file and refuses one that is none`() throws {
    #expect(try MultiHandle().warm(caFile: nil) == .tlsConnectError)
    #expect(try MultiHandle().warm(caFile: "/nonexistent/ca.pem") == .caFileUnusable)
  }
}
