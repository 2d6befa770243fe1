import Posix
import TestKit
import Testing

@Suite struct FileLockTests {
  @Test func `a second taker is told who holds the lock, until it is let go`() throws {
    let scratch = try Scratch()
    let directory = try Directory(opening: scratch.path)
    do {
      let lock = try FileLock.taking("lock", in: directory)
      #expect(throws: FileLock.Refusal.held(by: CurrentProcess.number)) {
        _ = try FileLock.taking("lock", in: directory)
      }
      _ = consume lock
    }
    _ = try FileLock.taking("lock", in: directory)
  }

  @Test func `a lock that can't be made says why`() throws {
    let scratch = try Scratch()
    let directory = try Directory(opening: scratch.path)
    try directory.makeDirectory("lock")
    #expect(throws: FileLock.Refusal.system(.isDirectory)) {
      _ = try FileLock.taking("lock", in: directory)
    }
  }
}
