import Chronology
import Posix
import Sampling
import StoreFormat
import StoreTestKit
import Testing

@testable import Storage

/// Files that are filled with zeros ahead of what is written into them.
@Suite(.timeLimit(.minutes(30))) struct BlankTests {
  let disk = FaultyDisk()
  let clock = TestClock()
  let witness = Witness()

  private func settings() -> StoreSettings {
    var settings = StoreSettings()
    settings.steadyInterval = .milliseconds(1)
    settings.fileLimit = 64 << 10
    settings.reserveCount = 2
    return settings
  }

  /// A store whose reserve is full.
  private func filled() async throws -> Store {
    let store = try Store(
      on: disk,
      settings(),
      clock: clock.storeClock,
      observer: witness.observer
    )
    store.append(samples(0..<1))
    await store.flush()
    while await store.writer.isReserveShort { await Task.yield() }
    return store
  }

  private var block: Int { LogFileHeader.alignment }

  @Test func `a file is written into a spare, and what it did not need is cut off`() async throws {
    let store = try await filled()
    clock.advance(.hours(1))
    store.append(samples(1..<2))
    await store.flush()
    let name = try #require(disk.logNames().last)
    #expect(disk.files[name]?.count == 64 << 10)
    #expect(try readAll(disk).records == samples(0..<2))
    clock.advance(.hours(1))
    store.append(samples(2..<3))
    await store.flush()
    #expect(disk.files[name]?.count == 2 * block)
    await store.close()
    #expect(disk.files.filter { $0.key.hasSuffix(".log") }.allSatisfy { $0.value.count < 16_384 })
    let (records, damages) = try readAll(disk)
    #expect(records == samples(0..<3) && damages.isEmpty)
  }

  @Test func `a full disk takes samples as long as the reserve lasts, and keeps them`()
    async throws
  {
    let store = try await filled()
    disk.state.withLock { $0.capacity = 0 }
    clock.advance(.hours(1))
    // Two spares of fifteen commits each, beside their headers.
    for number in 1..<31 {
      store.append(samples(number..<number + 1))
      #expect(await store.flush(), "commit \(number)")
    }
    #expect(store.currentStatus.condition == .normal)
    store.append(samples(31..<32))
    #expect(await store.flush() == false)
    #expect(store.currentStatus.condition == .full)
    #expect(try readAll(disk).records == samples(0..<31))
    disk.state.withLock { $0.capacity = .max }
    while witness.records.count < 32 { await Task.yield() }
    #expect(try readAll(disk).records == samples(0..<32))
    #expect(witness.records == samples(0..<32))
    while await store.writer.isReserveShort { await Task.yield() }
    await store.close()
  }

  @Test func `a block of zeros inside what was acknowledged is damage, and no more`() async throws {
    let store = try await filled()
    clock.advance(.hours(1))
    for number in 1..<6 {
      store.append(samples(number..<number + 1))
      await store.flush()
      clock.advance(.seconds(1))
    }
    let name = try #require(disk.logNames().last)
    var files = disk.files
    // The third commit of the file, of five; the file is still full length, as after a kill.
    let start = LogFileHeader.length + 2 * block
    let zeros = [UInt8](repeating: 0, count: block)
    files[name]?.replaceSubrange(start..<start + block, with: zeros)
    let damaged = FaultyDisk(files)
    let after = try Store(
      on: damaged,
      settings(),
      clock: clock.storeClock,
      observer: Witness().observer
    )
    #expect(after.recovery.damages.map(\.firstCommit) == [4])
    #expect(after.recovery.damages.map(\.lastCommit) == [4])
    after.append(samples(6..<7))
    await after.close()
    let (records, damages) = try readAll(damaged)
    #expect(records.compactMap(\.sample) == [0, 1, 2, 4, 5, 6].map(sample))
    #expect(damages.count == 1)
  }

  @Test func `files of the first version, aligned to a sector, are read`() async throws {
    let identity = [UInt8](0x20...0x2F)
    var header = LogFileHeader(
      store: try await identityOfNewStore(),
      file: identity,
      number: 1,
      firstCommit: 1,
      nextSeries: 0,
      boot: identity,
      created: midnight,
      bootTime: 0,
      previous: [UInt8](repeating: 0, count: 16)
    )
    header.alignment = 512
    var groups = GroupEncoder(file: identity, alignment: 512)
    for number in 0..<5 {
      _ = groups.append(
        samples(number..<number + 1),
        0..<1,
        sequence: UInt64(number + 1),
        time: midnight
      )
    }
    #expect(groups.bytes.count == 5 * 512)
    disk.state.withLock {
      $0.files["log/0000000000000001.log"] = header.encoded() + groups.bytes
    }
    #expect(try readAll(disk).records == samples(0..<5))
    let store = try Store(on: disk, settings(), clock: clock.storeClock, observer: witness.observer)
    #expect(store.recovery.lastCommit == 5 && store.recovery.damages.isEmpty)
    store.append(samples(5..<6))
    await store.close()
    #expect(try readAll(disk).records == samples(0..<6))
  }

  private func identityOfNewStore() async throws -> [UInt8] {
    try Store(on: disk, settings(), clock: clock.storeClock, observer: Witness().observer)
      .recovery.store
  }
}
