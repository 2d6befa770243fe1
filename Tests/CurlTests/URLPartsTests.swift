import Curl
import Testing

@Suite struct URLPartsTests {
  @Test(
    arguments: [
      ("http://www.acme.example/a?b", false, "www.acme.example", UInt16(80)),
      ("https://www.acme.example", true, "www.acme.example", 443),
      ("https://192.0.2.1:8443/", true, "192.0.2.1", 8_443),
      ("http://[2001:db8::1]:81/", false, "2001:db8::1", 81),
    ]
  )
  func `Host, port and scheme decide where to connect`(
    _ url: String,
    _ isSecure: Bool,
    _ host: String,
    _ port: UInt16
  ) throws {
    let parts = try URLParts(url)
    #expect(parts.isSecure == isSecure)
    #expect(parts.host == host)
    #expect(parts.port == port)
  }

  @Test(arguments: ["ftp://acme.example/", "http://", "http://a:99999/", "not a url at all", ""])
  func `Anything else is refused`(_ url: String) {
    #expect(throws: CurlError.self) { try URLParts(url) }
  }
}
