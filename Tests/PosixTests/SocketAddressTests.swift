import Posix
import Testing

@Suite struct SocketAddressTests {
  @Test(arguments: ["127.0.0.1", "255.255.255.255", "::1", "2001:db8::ff00:42:8329", "::"])
  func `a literal comes back as it was`(literal: String) throws {
    let address = try #require(SocketAddress(literal, port: 443))
    #expect(address.literal == literal)
    #expect(address.isIPv6 == literal.contains(":"))
  }

  @Test(arguments: ["", "127.0.0", "127.0.0.256", "localhost", "[::1]", "fe80::1%eth0", "1\0"])
  func `what isn't a literal is refused`(text: String) {
    #expect(SocketAddress(text, port: 1) == nil)
  }

  @Test func `an address with its port is written for people`() throws {
    #expect(SocketAddress.loopback(port: 80).description == "127.0.0.1:80")
    #expect(try #require(SocketAddress("::1", port: 80)).description == "[::1]:80")
  }
}
