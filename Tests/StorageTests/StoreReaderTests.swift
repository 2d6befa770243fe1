import Chronology
import Posix
import Sampling
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(30))) struct StoreReaderTests {
  @Test func `a reader follows a live writer through rolls and sees every sample once`()
    async throws
  {
    let scratch = try Scratch()
    let path = scratch.file("store")
    var settings = StoreSettings()
    settings.fileLimit = 20_000
    let store = try Store.open(path, settings, observer: Witness().observer)
    let total = 4_000
    let found = Lock<[Record]>([])
    let damages = Lock(0)
    let failure = Lock<StoreError?>(nil)
    let thread = try Thread(name: "reader") {
      do throws(StoreError) {
        var reader = try StoreReader(try PosixDisk.reading(path))
        while found.withLock({ $0.count }) < total {
          guard let item = try reader.next() else { continue }
          switch item {
          case .group(let group) where !group.flags.contains(.repetition):
            found.withLock { $0 += group.records }
          case .group, .samples: break
          case .damage: damages.withLock { $0 += 1 }
          }
        }
      } catch {
        failure.withLock { $0 = error }
      }
    }
    for start in stride(from: 0, to: total, by: 20) {
      store.append(samples(start..<start + 20))
      await store.flush()
    }
    thread.join()
    #expect(failure.withLock { $0 } == nil)
    #expect(damages.withLock { $0 } == 0)
    #expect(found.withLock { $0 } == samples(0..<total))
    await store.close()
  }

  @Test func `a reader goes on where files expire before it`() async throws {
    let disk = FaultyDisk()
    let clock = TestClock()
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    var reader = try StoreReader(disk)
    store.append(samples(0..<1))
    await store.flush()
    #expect(try reader.next() != nil)
    for number in 1..<8 {
      clock.advance(.days(1))
      store.append(samples(number..<number + 1))
      await store.flush()
      if number > 4 { try disk.remove(disk.logNames()[0].dropFolder, in: .log) }
    }
    var kept: [Sample] = []
    var damages = 0
    while let item = try reader.next() {
      switch item {
      case .group(let group): kept += group.records.compactMap(\.sample)
      case .samples(let samples): kept += samples
      case .damage: damages += 1
      }
    }
    #expect(damages <= 1)
    #expect(kept.last == sample(7))
  }

  @Test func `a reader can begin at the last file before an instant`() async throws {
    let disk = FaultyDisk()
    let clock = TestClock()
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    for number in 0..<5 {
      store.append(samples(number..<number + 1))
      await store.flush()
      clock.advance(.days(1))
    }
    var reader = try StoreReader(disk, from: midnight + .days(3) + .hours(1))
    var found: [Record] = []
    while case .group(let group) = try reader.next() { found += group.records }
    #expect(found.compactMap(\.sample) == [sample(3), sample(4)])
    #expect(found.first == .series(SeriesID(number: 0), definition))
    var early = try StoreReader(disk, from: Instant(seconds: 0))
    guard case .group(let first) = try early.next() else {
      Issue.record("nothing found")
      return
    }
    #expect(first.records.compactMap(\.sample) == [sample(0)] || first.sequence == 0)
  }

  @Test func `later groups of one torn write are no damage`() async throws {
    let disk = FaultyDisk()
    let store = try Store(on: disk, clock: TestClock().storeClock, observer: Witness().observer)
    store.append(samples(0..<10))
    await store.flush()
    store.append(samples(10..<30_000))
    await store.flush()
    let name = try #require(disk.logNames().first)
    var files = disk.files
    // The first group of the second write never reached the disk, those after it did.
    let block = LogFileHeader.alignment
    let first = LogFileHeader.length + block
    files[name]?.replaceSubrange(first..<first + block, with: [UInt8](repeating: 0, count: block))
    let torn = FaultyDisk(files)
    let (records, damages) = try readAll(torn)
    #expect(records == samples(0..<10))
    #expect(damages.isEmpty)
    let witness = Witness()
    let again = try Store(on: torn, clock: TestClock().storeClock, observer: witness.observer)
    again.append(samples(40_000..<40_001))
    await again.close()
    #expect(try readAll(torn).records == samples(0..<10) + samples(40_000..<40_001))
    #expect(try readAll(torn).damages.isEmpty)
  }
}

extension String {
  /// A key of a faulty disk without its folder.
  fileprivate var dropFolder: String { String(split(separator: "/").last ?? "") }
}
