import Probing
import Sampling
import TestKit
import Testing

@Suite struct RedirectTests {
  private static func hops(_ count: Int) -> StreamServer {
    StreamServer { connection in
      let head = connection.readHead()
      let number = Int(head.dropFirst(5).prefix { $0.isNumber }) ?? 0
      if number < count {
        connection.respond("302 Found", headers: ["Location: /\(number + 1)"], body: "")
      } else {
        connection.respond()
      }
    }
  }

  @Test func `Redirects up to the limit are followed, and their phases add up`() throws {
    let server = RedirectTests.hops(5)
    let finished = try attempt("http://127.0.0.1:\(server.port)/0")
    #expect(finished.outcome == .up)
    #expect(finished.sample?.status == 200)
    #expect(server.accepted == 6)
  }

  @Test func `One redirect more is a loop`() throws {
    let server = RedirectTests.hops(1_000)
    let finished = try attempt("http://127.0.0.1:\(server.port)/0")
    #expect(finished.outcome == .down)
    #expect(finished.cause == .redirectLoop)
    #expect(finished.sample?.status == 302)
    #expect(server.accepted == 6)
  }

  @Test func `A redirect that is expected is not followed`() throws {
    let server = RedirectTests.hops(1)
    let finished = try attempt(
      "http://127.0.0.1:\(server.port)/0",
      expect: HTTPExpectation(status: StatusSet([302...302]))
    )
    #expect(finished.outcome == .up)
    #expect(server.accepted == 1)
  }

  @Test func `A redirect to another name is resolved by our resolver`() throws {
    let goal = StreamServer {
      #expect($0.readHead().contains("Host: shop.acme.example"))
      $0.respond()
    }
    let port = goal.port
    let server = StreamServer {
      $0.readHead()
      $0.respond("301 Moved", headers: ["Location: http://shop.acme.example:\(port)/"], body: "")
    }
    let names = NameServer { name in
      name == "shop.acme.example" ? .addresses([[127, 0, 0, 1]], timeToLive: 60) : .code(3)
    }
    let finished = try attempt("http://127.0.0.1:\(server.port)/") {
      $0.nameServers = ["127.0.0.1:\(names.port)"]
    }
    #expect(finished.outcome == .up)
    #expect(finished.phases.resolve > 0)
    #expect(names.questions == 1)
  }

  @Test func `A redirect to no web address breaks the expectation`() throws {
    let server = StreamServer {
      $0.readHead()
      $0.respond("302 Found", headers: ["Location: ftp://127.0.0.1/"], body: "")
    }
    let finished = try attempt("http://127.0.0.1:\(server.port)/")
    #expect(finished.cause == .expectation)
    #expect(finished.detail == .redirect("ftp://127.0.0.1/"))
  }
}
