import Cares
import Glibc
import Sampling
import TestKit
import Testing

@testable import Probing

@Suite struct WatchedFileTests {
  @Test func `A file is looked at once a second, and its coming and going count`() throws {
    let scratch = try Scratch()
    var file = WatchedFile(path: scratch.file("a"))
    func hasChanged(_ now: Int64) -> Bool { file.hasChanged(now: now) }
    #expect(!hasChanged(0))
    try scratch.write("one", to: "a")
    #expect(!hasChanged(WatchedFile.patience - 1))
    #expect(hasChanged(WatchedFile.patience))
    #expect(!hasChanged(2 * WatchedFile.patience))
    _ = unsafe unlink(scratch.file("a"))
    #expect(hasChanged(3 * WatchedFile.patience))
  }

  @Test func `A changed resolver configuration asks again what was not answered`() throws {
    let names = NameServer { _ in .silence }
    let scratch = try Scratch()
    try scratch.write("nameserver 192.0.2.1", to: "resolv.conf")
    let resolver = try Resolver(
      servers: ["127.0.0.1:\(names.port)"],
      hostsPath: "/dev/null",
      capacity: 10,
      lookupLimit: 10,
      configurationPath: scratch.file("resolv.conf")
    )
    let waiter = Resolver.Waiter(index: 0, run: 1)
    _ = resolver.resolve("a.example", for: waiter, now: 0)
    let first = resolver.channel
    try scratch.write("nameserver 192.0.2.22", to: "resolv.conf")
    _ = resolver.resolve("b.example", for: waiter, now: WatchedFile.patience)
    #expect(resolver.channel !== first)
    for _ in 0..<1_000 where names.questions < 3 { poll(nil, 0, 1) }
    #expect(names.questions == 3)
  }
}
