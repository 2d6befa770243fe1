import Posix
import TestKit
import Testing

@testable import Console

@Suite struct OutputFileTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func names() throws -> [String] { try Directory(opening: scratch.path).names() }

  private func content(_ name: String) throws -> String {
    String(
      decoding: try FileHandle(opening: scratch.file(name), .readOnly).read(99, at: 0),
      as: UTF8.self
    )
  }

  @Test func `a file gets its name when it is whole`() throws {
    let file = try OutputFile.begin(scratch.file("a"))
    try file.write(Array("one".utf8))
    #expect(try !names().contains("a"))
    try file.publish()
    #expect(try names() == ["a"])
    #expect(try content("a") == "one")
  }

  @Test func `what has got the name meanwhile stays, and nothing else is left`() throws {
    let file = try OutputFile.begin(scratch.file("a"))
    try file.write(Array("one".utf8))
    try scratch.write("two", to: "a")
    do throws(Errno) {
      try file.publish()
      Issue.record("published")
    } catch {
      #expect(error == .exists)
    }
    #expect(try names() == ["a"])
    #expect(try content("a") == "two")
  }
}
