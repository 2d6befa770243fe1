import Chronology
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

/// One file of the log that is never written again.
@Suite struct ClosedLogFileTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  /// Three hours of two commits each, a file an hour.
  private func write() async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    for hour in 0..<3 {
      for part in 0..<2 {
        store.append(samples(hour * 10 + part * 5..<hour * 10 + part * 5 + 5))
        await store.flush()
      }
      clock.advance(.hours(1))
    }
    await store.close()
  }

  private func read(_ number: UInt64) throws -> (records: [Record], damages: [Damage]) {
    var file = ClosedLogFile(number, on: disk)
    let found = try gather { try file.next() }
    #expect(try file.next() == nil, "it stays at its end")
    return found
  }

  @Test func `each file gives its own records`() async throws {
    try await write()
    for number in 1...3 as ClosedRange<UInt64> {
      let (records, damages) = try read(number)
      let first = Int(number - 1) * 10
      #expect(records == samples(first..<first + 10) && damages.isEmpty)
    }
    #expect(try read(9).records.isEmpty)
  }

  @Test(arguments: ["cut", "overwritten"])
  func `a lost end is damage of the file`(_ how: String) async throws {
    try await write()
    let name = "log/0000000000000002.log"
    disk.state.withLock { state in
      let length = state.files[name]?.count ?? 0
      if how == "cut" {
        state.files[name]?.removeLast(4_096)
      } else {
        state.files[name]?[length - 4_000] ^= 1
      }
    }
    let (records, damages) = try read(2)
    #expect(records == samples(10..<15))
    #expect(damages.count == 1)
    let damage = try #require(damages.first)
    #expect(damage.file == 2 && damage.firstCommit == 4 && damage.lastCommit == 4)
    #expect(try read(1).damages.isEmpty)
    #expect(try read(3).damages.isEmpty)
  }

  @Test func `a file that is missing is damage at the end of the one before`() async throws {
    try await write()
    try disk.remove("0000000000000002.log", in: .log)
    let (records, damages) = try read(1)
    #expect(records == samples(0..<10))
    #expect(damages.map(\.firstCommit) == [3] && damages.map(\.lastCommit) == [4])
    #expect(damages.first?.file == 1)
  }
}
