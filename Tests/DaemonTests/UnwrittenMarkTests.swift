import Chronology
import Posix
import TestKit
import Testing

@testable import Daemon

@Suite struct UnwrittenMarkTests {
  private let scratch: Scratch
  private let mark: UnwrittenMark
  private let end = Instant(seconds: 1_795_168_800)

  init() throws {
    scratch = try Scratch()
    mark = UnwrittenMark(of: [UInt8](repeating: 7, count: 16), in: scratch.file("store-keys"))
  }

  @Test func `what could not be written is told to the next one, in the room that it has`() throws {
    #expect(!mark.write(.init(count: 1, end: end)), "there is no file to write over")
    mark.prepare()
    #expect(throws: Errno.noSuchFile) {
      _ = try Directory(opening: scratch.file("store-keys"))
    }
    try Directory.make(scratch.file("store-keys"))
    mark.prepare()
    #expect(mark.read() == nil)
    let length = try FileHandle(opening: mark.path, [.readOnly]).size()
    #expect(length == Int64(UnwrittenMark.length))
    for loss in [UnwrittenMark.Loss(count: .max, end: end), .init(count: 3, end: end + .days(9))] {
      #expect(mark.write(loss))
      #expect(mark.read() == loss)
      mark.prepare()
      #expect(mark.read() == loss, "a start leaves it")
      let after = try FileHandle(opening: mark.path, [.readOnly]).size()
      #expect(after == length)
    }
  }

  @Test(
    arguments: [
      "", "unwritten", "unwritten 1", "unwritten 0 1795168800000000000", "unwritten 1 7",
      "unwritten -1 1795168800000000000", "written 1 1795168800000000000",
      "unwritten 1 1795168800000000000 2", "unwritten 1 9223372036854775807",
    ]
  )
  func `what is no mark says nothing`(text: String) {
    let blanks = String(repeating: " ", count: UnwrittenMark.length - 1 - text.utf8.count)
    #expect(UnwrittenMark.loss(in: Array((text + blanks + "\n").utf8)) == nil)
    #expect(UnwrittenMark.loss(in: Array(text.utf8)) == nil)
  }

  @Test func `only time that the record has not reached is lost`() {
    let loss = UnwrittenMark.Loss(count: 3, end: end)
    let now = end + .hours(1)
    #expect(
      loss.interval(since: end - .seconds(9), until: now) == Interval(end - .seconds(9), end)
    )
    #expect(loss.interval(since: end, until: now) == nil)
    #expect(loss.interval(since: end + .seconds(1), until: now) == nil)
    #expect(loss.interval(since: nil, until: now) == nil)
    // The clock was set back meanwhile.
    let early = end - .seconds(4)
    #expect(
      loss.interval(since: end - .seconds(9), until: early) == Interval(end - .seconds(9), early)
    )
  }
}
