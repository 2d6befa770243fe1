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

  @Test func `who has a lock is found out without the right to take it`() throws {
    let scratch = try Scratch()
    let directory = try Directory(opening: scratch.path)
    #expect(throws: Errno.noSuchFile) { _ = try FileLock.holder(of: "lock", in: directory) }
    let lock = try FileLock.taking("lock", in: directory)
    let holder = try FileLock.holder(of: "lock", in: directory)
    #expect(try #require(holder).process == CurrentProcess.number)
    let after = refusal(in: directory)
    #expect(after == .held(by: CurrentProcess.number), "the question frees nothing")
    extendLifetime(lock)
  }

  @Test func `who takes a lock for a moment says so, and the next one doesn't`() throws {
    let scratch = try Scratch()
    let directory = try Directory(opening: scratch.path)
    let before = FileLock.isPassing("lock", in: directory)
    #expect(!before)
    let first = try FileLock.taking("lock", in: directory, isPassing: true)
    let during = FileLock.isPassing("lock", in: directory)
    #expect(during)
    let refused = refusal(in: directory)
    #expect(refused == .held(by: CurrentProcess.number), "the number is read all the same")
    _ = consume first
    let second = try FileLock.taking("lock", in: directory)
    let after = FileLock.isPassing("lock", in: directory)
    #expect(!after)
    extendLifetime(second)
  }

  @Test func `a lock that nobody has is free, also after the question`() throws {
    let scratch = try Scratch()
    let directory = try Directory(opening: scratch.path)
    let first = refusal(in: directory)
    let holder = try FileLock.holder(of: "lock", in: directory)
    let second = refusal(in: directory)
    #expect(first == nil)
    #expect(holder == nil)
    #expect(second == nil)
  }

  @Test(arguments: [false, true])
  func `a file that is removed or replaced lets nobody in`(isReplaced: Bool) throws {
    let scratch = try Scratch()
    let directory = try Directory(opening: scratch.path)
    let lock = try FileLock.taking("lock", in: directory)
    try directory.remove("lock")
    if isReplaced { _ = try FileHandle(opening: "lock", in: directory, [.create, .readWrite]) }
    let answer = refusal(in: directory)
    #expect(answer == .held(by: nil))
    let holder = try FileLock.holder(of: "lock", in: directory)
    #expect(holder != nil && holder?.process == nil)
    #expect(directory.contains("lock") == isReplaced, "who is refused makes none")
    extendLifetime(lock)
  }

  @Test func `a holder that locks the file alone, as earlier versions did, is respected`() throws {
    let scratch = try Scratch()
    let directory = try Directory(opening: scratch.path)
    try scratch.write("12\n", to: "lock")
    let holder = try ChildProcess(
      "flock",
      ["--exclusive", "--no-fork", scratch.file("lock"), "sleep", "60"],
      output: scratch.file("output")
    )
    for _ in 0..<10_000 where refusal(in: directory) == nil {
      Thread.pause(nanoseconds: 1_000_000)
    }
    let answer = refusal(in: directory)
    #expect(answer == .held(by: 12) || answer == .held(by: CurrentProcess.number))
    extendLifetime(holder)
  }
}
