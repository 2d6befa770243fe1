import Chronology
import Posix
import Sampling
import StoreFormat
import StoreTestKit
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(20))) struct DamageTests {
  /// A small store of three files and eight commits.
  private func written() async throws -> FaultyDisk {
    let disk = FaultyDisk()
    let clock = TestClock()
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    for round in 0..<8 {
      if round == 3 || round == 6 { clock.advance(.days(1)) }
      store.append(samples(round * 4..<round * 4 + 4))
      await store.flush()
      clock.advance(.seconds(10))
    }
    return disk
  }

  private func flipping(_ disk: FaultyDisk, _ name: String, _ bit: Int) -> FaultyDisk {
    var files = disk.files
    files[name]?[bit / 8] ^= UInt8(1 << (bit % 8))
    return FaultyDisk(files)
  }

  @Test func `every flipped bit in acknowledged data is damage, and no more than its commit`()
    async throws
  {
    let disk = try await written()
    let all = try readAll(disk).records.compactMap(\.sample)
    let names = disk.logNames()
    #expect(names.count == 3 && all.count == 32)
    for name in names.dropLast() {
      let bits = (disk.files[name]?.count ?? 0) * 8
      for bit in stride(from: 0, to: bits, by: 331) {
        // Beyond the fields of the header only its checksum tells; each flip costs the file.
        let (records, damages) = try readAll(flipping(disk, name, bit))
        let found = records.compactMap(\.sample)
        #expect(damages.count == 1, "\(name) bit \(bit)")
        #expect(found.allSatisfy(all.contains), "\(name) bit \(bit)")
        let limit = bit / 8 < LogFileHeader.length ? 12 : 4
        #expect(all.count - found.count <= limit, "\(name) bit \(bit)")
      }
    }
  }

  @Test func `a flipped bit of the newest file gives no wrong record`() async throws {
    let disk = try await written()
    let all = try readAll(disk).records.compactMap(\.sample)
    let name = try #require(disk.logNames().last)
    let bits = (disk.files[name]?.count ?? 0) * 8
    for bit in stride(from: LogFileHeader.length * 8, to: bits, by: 59) {
      let found = try readAll(flipping(disk, name, bit)).records.compactMap(\.sample)
      #expect(found.allSatisfy(all.contains), "bit \(bit)")
      #expect(found.count == all.count - 4, "bit \(bit)")
    }
  }

  @Test func `every truncation of the newest file leaves a beginning`() async throws {
    let disk = try await written()
    let all = try readAll(disk).records.compactMap(\.sample)
    let name = try #require(disk.logNames().last)
    let bytes = try #require(disk.files[name])
    for length in stride(from: LogFileHeader.length, to: bytes.count, by: 23) {
      var files = disk.files
      files[name] = Array(bytes.prefix(length))
      let (records, damages) = try readAll(FaultyDisk(files))
      let found = records.compactMap(\.sample)
      #expect(damages.isEmpty, "length \(length)")
      #expect(found == Array(all.prefix(found.count)), "length \(length)")
      #expect(found.count >= 24, "length \(length)")
    }
  }

  @Test func `damage is put on record once, and the file is kept as it was found`() async throws {
    let disk = try await written()
    let name = try #require(disk.logNames().first)
    let damaged = flipping(disk, name, (LogFileHeader.length + LogFileHeader.alignment + 88) * 8)
    let witness = Witness()
    let clock = TestClock()
    clock.advance(.days(3))
    let store = try Store(on: damaged, clock: clock.storeClock, observer: witness.observer)
    let found = try #require(store.recovery.damages.first)
    #expect(store.recovery.damages.count == 1)
    #expect(found.file == 1 && found.firstCommit == 2 && found.lastCommit == 2)
    #expect(found.interval == Interval(midnight, midnight + .seconds(20)))
    #expect(await store.close())
    #expect(witness.records.compactMap(\.loss) == [found.loss])
    let copies = damaged.files.filter { $0.key.hasSuffix(".damaged") }
    #expect(copies.count == 1)
    #expect(copies.first?.value == damaged.files[name])
    let again = try Store(on: damaged, clock: clock.storeClock, observer: witness.observer)
    #expect(again.recovery.damages.isEmpty)
    let (records, damages) = try readAll(damaged)
    #expect(damages.count == 1)
    #expect(records.compactMap(\.sample).count == 28)
    #expect(records.compactMap(\.loss) == [found.loss])
  }

  @Test func `a missing file is damage`() async throws {
    let disk = try await written()
    var files = disk.files
    files.removeValue(forKey: disk.logNames()[1])
    let (records, damages) = try readAll(FaultyDisk(files))
    #expect(records.compactMap(\.sample).count == 20)
    #expect(damages.map(\.firstCommit) == [4])
    #expect(damages.map(\.lastCommit) == [6])
  }

  @Test func `a group of another file isn't taken`() async throws {
    let disk = try await written()
    let names = disk.logNames()
    var files = disk.files
    let other = try #require(files[names[0]])
    // The second file's groups replaced by the first one's, of the same length and valid there.
    let own = try #require(files[names[1]])
    files[names[1]] = Array(own[..<LogFileHeader.length]) + Array(other[LogFileHeader.length...])
    let (records, damages) = try readAll(FaultyDisk(files))
    #expect(records.compactMap(\.sample).count == 20)
    #expect(damages.count == 1)
  }
}
