import Chronology
import Execution
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

@Suite struct StoreInventoryTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  @Test func `files are counted by folder, and samples by what segments say`() async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    for hour in 0..<3 {
      store.append(samples(hour * 40..<hour * 40 + 40))
      await store.flush()
      clock.advance(.hours(1))
    }
    await store.close()
    let archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { midnight },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
    #expect(await archivist.finish())
    let inventory = try StoreInventory(disk)
    #expect(inventory.samples == 120 && inventory.unreadable == 0)
    #expect(inventory.starts == sample(0).start...sample(119).start)
    for tier in inventory.tiers {
      let own = disk.files.filter { $0.key.hasPrefix("\(tier.folder.rawValue)/") }
      #expect(tier.files == own.count, "\(tier.folder)")
      #expect(tier.bytes == own.values.reduce(0) { $0 + Int64($1.count) }, "\(tier.folder)")
    }
    #expect(inventory.bytes == inventory.tiers.reduce(0) { $0 + $1.bytes })
    let data = disk.files.filter { $0.key.hasPrefix("samples/") }.values.reduce(0) { $0 + $1.count }
    #expect(inventory.dataHundredthsPerSample == Int64(data) * 100 / 120)
    #expect(inventory.hundredthsPerSample == inventory.sealedBytes * 100 / 120)
    disk.state.withLock { $0.files["samples/0000000000000002.seg"]?.removeLast(1) }
    let damaged = try StoreInventory(disk)
    #expect(damaged.samples == 80 && damaged.unreadable == 1)
  }
}
