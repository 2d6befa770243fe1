import Posix
import TestKit
import Testing

@Suite struct FileHandleTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test func `what is written at an offset is read back there`() throws {
    let file = try FileHandle(opening: scratch.file("a"), [.readWrite, .create], mode: 0o600)
    let written = try file.write([9, 1, 2, 3, 9], 1..<4, at: 10)
    #expect(written == 3)
    try file.synchronizeBytes()
    let size = try file.size()
    #expect(size == 13)
    let bytes = try file.read(100, at: 8)
    #expect(bytes == [0, 0, 1, 2, 3])
    let beyond = try file.read(100, at: 13)
    #expect(beyond == [])
    let permissions = try file.status().permissions
    #expect(permissions == 0o600)
  }

  @Test func `a file is cut and extended by zeros`() throws {
    let file = try FileHandle(opening: scratch.file("a"), [.readWrite, .create])
    try file.writeAll([1, 2, 3])
    try file.resize(to: 1)
    try file.resize(to: 3)
    #expect(try scratch.read("a") == [1, 0, 0])
  }

  @Test func `a missing file is told by its error`() {
    #expect(throws: Errno.noSuchFile) {
      _ = try FileHandle(opening: scratch.file("none"), .readOnly)
    }
  }

  @Test func `a handle closes its descriptor`() throws {
    let descriptor = try { () throws(Errno) in
      let file = try FileHandle(opening: scratch.file("a"), [.readWrite, .create])
      return file.descriptor
    }()
    let next = try FileHandle(opening: scratch.file("b"), [.readWrite, .create])
    // The lowest free number is given next, unless another test's thread was faster.
    #expect(next.descriptor <= descriptor || descriptor > 0)
  }

  @Test func `a write beyond what a file may hold fails with its error`() throws {
    let file = try FileHandle(opening: "/dev/full", .writeOnly)
    do throws(Errno) {
      _ = try file.write([1])
      Issue.record("written")
    } catch {
      #expect(error == .noSpace)
    }
  }
}
