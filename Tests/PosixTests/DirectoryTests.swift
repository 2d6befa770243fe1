import Posix
import TestKit
import Testing

@Suite struct DirectoryTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test func `names are listed in order`() throws {
    try scratch.write("b", to: "b")
    try scratch.write("a", to: "a")
    let directory = try Directory(opening: scratch.path)
    try directory.makeDirectory("Z")
    let names = try directory.names()
    #expect(names == ["Z", "a", "b"])
    let again = try directory.names()
    #expect(again == ["Z", "a", "b"])
    let kind = try directory.status(of: "Z").kind
    #expect(kind == .directory)
    let size = try directory.status(of: "a").size
    #expect(size == 1)
  }

  @Test func `a rename replaces, a removal removes`() throws {
    try scratch.write("old", to: "a")
    try scratch.write("new", to: "b")
    let directory = try Directory(opening: scratch.path)
    try directory.rename("b", to: "a")
    try directory.synchronize()
    let isThere = directory.contains("b")
    #expect(!isThere)
    #expect(try scratch.read("a") == Array("new".utf8))
    try directory.remove("a")
    let isLeft = directory.contains("a")
    #expect(!isLeft)
    do throws(Errno) {
      try directory.remove("a")
      Issue.record("removed twice")
    } catch {
      #expect(error == .noSuchFile)
    }
  }

  @Test func `an entry moves into another directory`() throws {
    try scratch.write("x", to: "x")
    let directory = try Directory(opening: scratch.path)
    try directory.makeDirectory("sub")
    let sub = try Directory(opening: "sub", in: directory)
    try directory.move("x", to: "y", in: sub)
    let names = try sub.names()
    #expect(names == ["y"])
  }

  @Test func `there is space where the tests run`() throws {
    let space = try Directory(opening: scratch.path).freeSpace()
    #expect(space > 0)
  }
}
