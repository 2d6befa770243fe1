import Posix
import TestKit
import Testing

@Suite struct FileLockTests {
  /// Why the lock isn't given, or nil when it is (and let go again).
  private func refusal(in directory: borrowing Directory) -> FileLock.Refusal? {
    do throws(FileLock.Refusal) {
      _ = try FileLock.taking("lock", in: directory)
      return nil
    } catch {
      return error
    }
  }

  private func refusalWhileHeld(in directory: borrowing Directory) throws -> FileLock.Refusal? {
    let lock = try FileLock.taking("lock", in: directory)
    let answer = refusal(in: directory)
    extendLifetime(lock)
    return answer
  }

  @Test func `a second taker is told who holds the lock, until it is let go`() throws {
    let scratch = try Scratch()
    let directory = try Directory(opening: scratch.path)
    let held = try refusalWhileHeld(in: directory)
    #expect(held == .held(by: CurrentProcess.number))
    let free = refusal(in: directory)
    #expect(free == nil)
  }

  @Test func `a lock that can't be made says why`() throws {
    let scratch = try Scratch()
    let directory = try Directory(opening: scratch.path)
    try directory.makeDirectory("lock")
    let answer = refusal(in: directory)
    #expect(answer == .system(.isDirectory))
  }
}
