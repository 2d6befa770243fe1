import Importing
import Posix
import Sampling
import TestKit
import Testing

@testable import Recording

@Suite struct ImportSourceTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test func `the hash is that of the file's bytes, from where the lines begin`() throws {
    let body = text([0, 30])
    let sum = try Command("printf %s " + Command.quoted(body) + " | sha256sum").output
    let whole = try scratch.source(body)
    #expect(whole.reading.count == 2)
    #expect(hexadecimal(whole.hash) == String(sum.prefix(64)))
    let header = "import 1 web x y\n"
    let handle = try FileHandle(
      opening: scratch.write(header + body, to: "request"),
      .readOnly
    )
    let part = try ImportSource(
      handle,
      of: definition("web").id,
      from: Int64(header.utf8.count),
      now: later
    )
    #expect(part.hash == whole.hash)
  }

  @Test func `faults are those of the file`() throws {
    #expect(throws: ImportObstacle.self) { try scratch.source("") }
    let obstacle = #expect(throws: ImportObstacle.self) { try scratch.source(text([0]) + "x\n") }
    let lines = obstacle?.lines(file: "f") ?? []
    #expect(lines.count == 1 && lines[0].hasPrefix("f:2:1: "), "\(lines)")
    #expect(obstacle?.status == .data)
  }

  @Test func `who reads may be told to stop`() throws {
    try scratch.write(text([0]), to: "file")
    let handle = try FileHandle(opening: scratch.file("file"), .readOnly)
    #expect(throws: ImportObstacle.interrupted) {
      try ImportSource(handle, of: definition("web").id, now: later) { _ in false }
    }
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    ImportRequest(check: definition("web").id, path: "f", hash: bytes).hexadecimalHash
  }
}
