import Sampling
import Testing

@Suite struct WebAddressTests {
  @Test(
    arguments: [
      ("http://example.org", false, "example.org", 80, "http://example.org"),
      ("https://example.org/", true, "example.org", 443, "https://example.org/"),
      (
        "HTTPS://Example.org:8443/a?b=c", true, "Example.org", 8_443,
        "HTTPS://Example.org:8443/a?b=c"
      ),
      ("http://127.0.0.1:8080/x#part", false, "127.0.0.1", 8_080, "http://127.0.0.1:8080/x"),
      ("http://[::1]:81/", false, "::1", 81, "http://[::1]:81/"),
      ("http://[2001:db8::1]?q", false, "2001:db8::1", 80, "http://[2001:db8::1]?q"),
      ("http://a_b.example", false, "a_b.example", 80, "http://a_b.example"),
    ] as [(String, Bool, String, UInt16, String)]
  )
  func `a web address is split`(
    text: String,
    isSecure: Bool,
    host: String,
    port: UInt16,
    written: String
  ) throws {
    let address = try #require(WebAddress(text))
    #expect(address.isSecure == isSecure)
    #expect(address.authority == HostPort(host: host, port: port))
    #expect(address.description == written)
  }

  @Test(arguments: [
    "", "example.org", "ftp://example.org", "http:/example.org", "http://", "http:///path",
    "http://user@example.org", "http://user:secret@example.org", "http://example.org:0",
    "http://example.org:65536", "http://example.org:", "http://example.org:x",
    "http://exa mple.org", "http://example.org/\n", "http://example.org/é", "http://[::1",
    "http://[]:80", "http://[127.0.0.1]", "http://::1", "http://-a.example", "http://.example",
    "http://a\\b", "http://a%00b", "http://[::1]x",
  ])
  func `what is no web address is refused`(text: String) {
    #expect(WebAddress(text) == nil)
  }

  @Test func `an address has at most 8,192 bytes`() {
    let longest = "http://example.org/" + String(repeating: "a", count: 8_192 - 19)
    #expect(WebAddress(longest) != nil)
    #expect(WebAddress(longest + "a") == nil)
  }
}

@Suite struct HostPortTests {
  @Test(
    arguments: [
      ("example.org:443", "example.org", 443, "example.org:443"),
      ("127.0.0.1:1", "127.0.0.1", 1, "127.0.0.1:1"),
      ("[::1]:65535", "::1", 65_535, "[::1]:65535"),
    ] as [(String, String, UInt16, String)]
  )
  func `a host and a port are read and written`(
    text: String,
    host: String,
    port: UInt16,
    written: String
  ) throws {
    let pair = try #require(HostPort(text))
    #expect(pair == HostPort(host: host, port: port))
    #expect(pair.description == written)
  }

  @Test(arguments: [
    "", ":80", "host", "[::1]", "host:", "host:-1", "host:+1", "host:65536", "host:8 0", "::1:80",
    "host:80:81", "[host]:80", "[::1]80", "[::1%eth0]:80", "hôte:80",
  ])
  func `what is no host and port is refused`(text: String) {
    #expect(HostPort(text) == nil)
  }

  @Test func `a name has at most 253 bytes`() {
    let longest = String(repeating: "a", count: 253)
    #expect(HostPort("\(longest):80") != nil)
    #expect(HostPort("\(longest)a:80") == nil)
  }

  @Test func `a default port stands in for none, and only for none`() {
    #expect(HostPort("host", defaultPort: 80) == HostPort(host: "host", port: 80))
    #expect(HostPort("host:", defaultPort: 80) == nil)
  }
}
