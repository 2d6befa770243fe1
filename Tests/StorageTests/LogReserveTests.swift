import Posix
import StoreFormat
import StoreTestKit
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(30))) struct LogReserveTests {
  let disk = FaultyDisk()

  private func reserve(_ length: Int64 = 3 << 20, _ count: Int = 2) -> LogReserve {
    LogReserve(on: disk, length: length, count: count)
  }

  private func fill(_ reserve: inout LogReserve) throws {
    while reserve.isShort { try reserve.fill() }
  }

  @Test func `a reserve is filled piece by piece, each on the disk, and then named`() throws {
    var reserve = reserve()
    try reserve.fill()
    #expect(disk.files.keys.sorted() == ["log/.tmp-0000000000000001.spare"])
    #expect(disk.files.values.map(\.count) == [1 << 20])
    #expect(disk.state.withLock { $0.synchronizations } == 1)
    try fill(&reserve)
    #expect(
      disk.files.keys.sorted() == ["log/0000000000000001.spare", "log/0000000000000002.spare"]
    )
    #expect(disk.files.values.allSatisfy { $0.count == 3 << 20 && $0.allSatisfy { $0 == 0 } })
    #expect(reserve.bytes == 6 << 20)
    let steps = disk.state.withLock { $0.steps.count }
    try reserve.fill()
    #expect(disk.state.withLock { $0.steps.count } == steps, "a full reserve writes nothing")
  }

  @Test func `the next start finds whole spares, and removes those of another length`() throws {
    var first = reserve()
    try fill(&first)
    #expect(reserve().spares == ["0000000000000001.spare", "0000000000000002.spare"])
    #expect(reserve(3 << 20, 1).spares == ["0000000000000001.spare"])
    #expect(disk.files.count == 1, "one too many is removed")
    #expect(reserve(1 << 20).spares.isEmpty)
    #expect(disk.files.isEmpty)
  }

  @Test func `what is taken has a temporary name, and another is filled`() throws {
    var reserve = reserve()
    #expect(try reserve.take(as: ".tmp-x") == nil)
    try fill(&reserve)
    let taken = try #require(try reserve.take(as: ".tmp-x"))
    #expect(taken.length == 3 << 20)
    #expect(disk.files.keys.sorted() == ["log/.tmp-x", "log/0000000000000002.spare"])
    try fill(&reserve)
    #expect(reserve.spares == ["0000000000000002.spare", "0000000000000003.spare"])
  }

  @Test func `a spare that somebody took away is passed over`() throws {
    var reserve = reserve()
    try fill(&reserve)
    try disk.remove("0000000000000001.spare", in: .log)
    #expect(try reserve.take(as: ".tmp-x") != nil)
    #expect(reserve.spares.isEmpty)
  }

  @Test func `a disk without room leaves no half spare`() throws {
    var reserve = reserve()
    disk.state.withLock { $0.capacity = 3 << 19 }
    #expect(throws: Errno.noSpace) { try fill(&reserve) }
    #expect(disk.files.isEmpty)
    disk.state.withLock { $0.capacity = .max }
    try fill(&reserve)
    #expect(reserve.spares.count == 2)
  }
}
