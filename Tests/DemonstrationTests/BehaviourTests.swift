import Posix
import Testing

@testable import Demonstration

/// Every behaviour, as a client on loopback meets it.
@Suite(.timeLimit(.minutes(30))) struct BehaviourTests {
  @Test func `a fine service answers well after 20 ms at the earliest`() throws {
    let playing = try Playing(always: .fine)
    let start = SystemClocks.monotonic()
    let page = Client.ask(playing.ports[.web])
    #expect(SystemClocks.monotonic() - start >= 20_000_000)
    #expect(page.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(page.text.hasSuffix("</p>\n"))
    let answer = Client.ask(playing.ports[.api])
    #expect(answer.text.contains("Content-Type: application/json\r\n"))
    #expect(answer.text.hasSuffix("{\"status\":\"ok\",\"queue\":{\"depth\":3}}\n"))
    #expect(Client.ask(playing.ports[.database], "", milliseconds: 200) == .held(""))
    playing.end()
  }

  @Test func `a request for the head gets no body`() throws {
    let playing = try Playing(always: .fine)
    let page = Client.ask(playing.ports[.web], "HEAD / HTTP/1.1\r\n\r\n")
    #expect(page.text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(page.text.hasSuffix("Connection: close\r\n\r\n"))
  }

  @Test func `a slow service answers as well, later`() throws {
    let playing = try Playing(always: .slow(milliseconds: 300))
    let start = SystemClocks.monotonic()
    #expect(Client.ask(playing.ports[.api]).text.hasPrefix("HTTP/1.1 200 OK\r\n"))
    #expect(SystemClocks.monotonic() - start >= 300_000_000)
  }

  @Test func `an error page has the status 503`() throws {
    let playing = try Playing(always: .errorPage)
    #expect(Client.ask(playing.ports[.web]).text.hasPrefix("HTTP/1.1 503 Service Unavailable\r\n"))
    #expect(Client.ask(playing.ports[.api]).text.hasSuffix("{\"status\":\"error\",\"code\":503}\n"))
    #expect(Client.ask(playing.ports[.database]) == .reset)
  }

  @Test func `a service that refuses isn't there`() throws {
    let playing = try Playing(always: .refused)
    for service in DemonstrationService.allCases {
      playing.waitFor("\(service.rawValue) refuses connections (for 3600 s)")
      #expect(Client.ask(playing.ports[service]) == .refused)
    }
  }

  @Test func `a service that drops resets after the request`() throws {
    let playing = try Playing(always: .dropped)
    #expect(Client.ask(playing.ports[.web]) == .reset)
    #expect(Client.ask(playing.ports[.database]) == .reset)
  }

  @Test func `a silent service takes the request and says nothing`() throws {
    let playing = try Playing(always: .silent)
    #expect(Client.ask(playing.ports[.web], milliseconds: 200) == .held(""))
  }

  @Test func `the story goes on and each act is told once`() throws {
    let script = Script(
      cycle: 400_000,
      acts: [.init(.web, .refused, from: 4_000, to: 204_000)]
    )
    let playing = try Playing(script, speed: 100)
    let port = playing.ports[.web]
    playing.waitFor("web refuses connections (for 2 s)")
    #expect(Client.ask(port) == .refused)
    playing.waitFor("web is fine again")
    #expect(Client.ask(port).text.hasPrefix("HTTP/1.1 200"))
    playing.waitFor("web refuses connections (for 2 s)", times: 2)
    playing.end()
    #expect(
      playing.lines.dropFirst(3).prefix(3) == [
        "web refuses connections (for 2 s)", "web is fine again",
        "web refuses connections (for 2 s)",
      ]
    )
    #expect(Client.ask(port) == .refused, "the end closes the ports")
  }
}
