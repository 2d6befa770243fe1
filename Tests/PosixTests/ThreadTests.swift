import Posix
import Testing

@Suite struct ThreadTests {
  @Test func `a thread has its own number and its name`() throws {
    let seen = Lock<(id: UInt, name: String)>((0, ""))
    let thread = try Thread(name: "constat-a-long-name") {
      let comm = try? FileHandle(opening: "/proc/thread-self/comm", .readOnly)
      let name = String(decoding: (try? comm?.read(upTo: 32)) ?? [], as: UTF8.self)
      seen.withLock { $0 = (Thread.currentID, name) }
    }
    thread.join()
    let (id, name) = seen.withLock { $0 }
    #expect(id != 0 && id != Thread.currentID)
    #expect(name == "constat-a-long-\n")
  }
}
