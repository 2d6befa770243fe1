import Testing

@testable import Demonstration

@Suite struct RequestTests {
  private func state(_ parts: String...) -> Request.State {
    var request = Request()
    for part in parts { request.take(Array(part.utf8)) }
    return request.state
  }

  @Test func `a whole head asks for a page`() {
    #expect(state("GET / HTTP/1.1\r\nHost: a\r\n\r\n") == .page(withBody: true))
    #expect(state("HEAD /x HTTP/1.0\n\n") == .page(withBody: false))
  }

  @Test func `a head may come byte by byte`() {
    var request = Request()
    let text = Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)
    for byte in text.dropLast() {
      request.take([byte])
      #expect(request.state == .incomplete)
    }
    request.take([text[text.count - 1]])
    #expect(request.state == .page(withBody: true))
  }

  @Test(arguments: [
    ("\r\n\r\n", 400), ("GET /\r\n\r\n", 400), ("GET / FTP/1.1\r\n\r\n", 400),
    ("GET  HTTP/1.1\r\n\r\n", 400), ("\u{16}\u{3}\u{1}\n\n", 400), ("POST / HTTP/1.1\r\n\r\n", 405),
  ])
  func `what isn't a request for a page is refused`(text: String, status: Int) {
    #expect(state(text) == .refused(status: status))
  }

  @Test func `a head of 8 KiB is read, a longer one refused`() {
    let start = "GET / HTTP/1.1\r\nA: "
    let fill = String(repeating: "a", count: Request.longestHead - start.utf8.count - 4)
    #expect(state(start + fill + "\r\n\r\n") == .page(withBody: true))
    #expect(state(start + fill + "a\r\n\r\n") == .refused(status: 431))
    #expect(state(start + fill, "aaaa") == .incomplete)
    #expect(state(start + fill, "aaaaa") == .refused(status: 431))
  }

  @Test func `what follows the head is counted, not kept`() {
    var request = Request()
    request.take(Array("GET / HTTP/1.1\r\n\r\n".utf8))
    request.take([1, 2, 3])
    #expect(request.excess == 3)
  }
}
