import Posix
import Testing

@Suite struct LockTests {
  @Test func `three threads count without losing one`() throws {
    let lock = Lock(0)
    let work: @Sendable () -> Void = {
      for _ in 0..<50_000 { lock.withLock { $0 += 1 } }
    }
    let first = try Thread(name: "first", work)
    let second = try Thread(name: "second", work)
    work()
    first.join()
    second.join()
    #expect(lock.withLock { $0 } == 150_000)
  }

  @Test func `an error leaves the lock open`() {
    let lock = Lock(1)
    #expect(throws: Errno.invalid) {
      try lock.withLock { _ throws(Errno) in throw Errno.invalid }
    }
    #expect(lock.withLock { $0 } == 1)
  }
}
