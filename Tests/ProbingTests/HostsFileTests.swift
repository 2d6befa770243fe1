import Sampling
import TestKit
import Testing

@testable import Probing

@Suite struct HostsFileTests {
  @Test func `Names, aliases and comments are read, and what is no address is passed over`() {
    let names = HostsFile.parse(
      Array("# all\n127.0.0.1 A b#c\r\n::1\ta\n\nnot-an-address d\n 192.0.2.1\n".utf8)
    )
    #expect(names.keys.sorted() == ["a", "b"])
    #expect(names["a"]?.map(\.description) == ["127.0.0.1", "::1"])
  }

  @Test func `A changed file is read again after a second, not before`() throws {
    let folder = try Scratch()
    let path = try folder.write("192.0.2.1 a\n", to: "hosts")
    var hosts = HostsFile(path: path)
    func names(_ now: Int64) -> [String] { hosts.addresses(of: "a", now: now).map(\.description) }
    #expect(names(0) == ["192.0.2.1"])
    try folder.write("192.0.2.22 a\n", to: "hosts")
    #expect(names(WatchedFile.patience - 1) == ["192.0.2.1"])
    #expect(names(WatchedFile.patience) == ["192.0.2.22"])
  }

  @Test func `A missing file has no names but the loopback's`() {
    var hosts = HostsFile(path: "/nonexistent/hosts")
    #expect(hosts.addresses(of: "a", now: 0).isEmpty)
    #expect(hosts.addresses(of: "localhost", now: 0).map(\.description) == ["127.0.0.1"])
  }
}
