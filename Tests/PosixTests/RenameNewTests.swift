import TestKit
import Testing

@testable import Posix

/// A name is given to a file only if nothing has it.
@Suite struct RenameNewTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func names() throws -> [String] { try Directory(opening: scratch.path).names() }

  private func refusal(_ name: String, to other: String) throws -> Errno? {
    let folder = try Directory(opening: scratch.path)
    do throws(Errno) {
      try folder.renameNew(name, to: other)
      return nil
    } catch {
      return error
    }
  }

  private func content(_ name: String) throws -> String {
    let file = try FileHandle(opening: scratch.file(name), .readOnly)
    return String(decoding: try file.read(99, at: 0), as: UTF8.self)
  }

  @Test func `a file gets a name that is free`() throws {
    try scratch.write("one", to: "draft")
    #expect(try refusal("draft", to: "a") == nil)
    #expect(try names() == ["a"])
    #expect(try content("a") == "one")
  }

  @Test func `a name that is taken stays with who has it`() throws {
    try scratch.write("one", to: "draft")
    try scratch.write("two", to: "a")
    #expect(try refusal("draft", to: "a") == .exists)
    #expect(try refusal("none", to: "b") == .noSuchFile)
    #expect(try names() == ["a", "draft"])
    #expect(try content("a") == "two")
  }

  @Test func `the name of a folder that was made can be waited for`() throws {
    try Directory.make(scratch.file("made"))
    try Directory.synchronizeName(of: scratch.file("made"))
    #expect(throws: Errno.noSuchFile) {
      try Directory.synchronizeName(of: scratch.file("none"))
    }
  }
}
