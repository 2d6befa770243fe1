import Sampling
import Testing

@Suite struct CheckTests {
  @Test func `a probe knows its method, target and authority`() throws {
    let address = try #require(WebAddress("https://example.org/health"))
    let http = Probe.http(HTTPProbe(address: address))
    #expect(http.method == "http" && http.target == "https://example.org/health")
    #expect(http.authority == HostPort(host: "example.org", port: 443))
    let tcp = Probe.tcp(HostPort(host: "::1", port: 25))
    #expect(tcp.method == "tcp" && tcp.target == "[::1]:25")
  }
}
