import Chronology
import Crypto
import Posix
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(30))) struct StoreVerifierTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  /// A sealed store of three hours, with a key.
  private func write() async throws -> [UInt8] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    for hour in 0..<3 {
      store.append(samples(hour * 20..<hour * 20 + 20))
      await store.flush()
      clock.advance(.hours(1))
    }
    await store.close()
    try await seal(store.recovery.store)
    return store.recovery.store
  }

  private func seal(_ store: [UInt8]) async throws {
    let archivist = try Archivist.signing(store, on: disk)
    #expect(await archivist.finish())
  }

  private func kinds(_ disk: FaultyDisk, _ store: [UInt8]) throws -> [Verification.Finding.Kind] {
    try StoreVerifier.run(on: disk, of: store).findings.map(\.kind)
  }

  @Test func `a store that was stopped is proved to its last byte`() async throws {
    let store = try await write()
    let result = try StoreVerifier.run(on: disk, of: store)
    #expect(result.isProved, "\(result)")
    #expect(result.samples == 60 && result.segments == 3)
    #expect(result.signer?.size == result.entries)
    #expect("\(result)".hasSuffix("all is proved"))
  }

  @Test func `every flipped bit of what is sealed is found`() async throws {
    let store = try await write()
    let files = disk.files
    for (name, bytes) in files where !name.hasPrefix("log/") && name != "./STORE" {
      if name == "./lock" { continue }
      for bit in stride(from: 0, to: bytes.count * 8, by: 67) {
        var flipped = files
        flipped[name]?[bit / 8] ^= UInt8(1 << (bit % 8))
        let found = try? kinds(FaultyDisk(flipped), store)
        #expect(found?.isEmpty != true, "\(name), bit \(bit)")
      }
    }
  }

  @Test func `a file that is missing is missed`() async throws {
    let store = try await write()
    for name in disk.files.keys.sorted() where name.hasSuffix(".seg") || name.hasSuffix(".led") {
      var files = disk.files
      files.removeValue(forKey: name)
      let found = try kinds(FaultyDisk(files), store)
      // The last ledger file takes entries away that were signed.
      #expect(found.contains(.missing), "\(name): \(found)")
    }
  }

  @Test func `a store that was emptied is not proved, by what was signed of it`() async throws {
    let store = try await write()
    var files = disk.files.filter { name, _ in
      !["ledger/", "samples/", "log/", "./keys"].contains { name.hasPrefix($0) }
    }
    #expect(files.keys.contains("./checkpoint"))
    let result = try StoreVerifier.run(on: FaultyDisk(files), of: store)
    #expect(result.findings.map(\.kind) == [.missing], "\(result)")
    #expect(result.findings.first?.text.contains("entries that were signed") == true)
    files["./checkpoint"] = nil
    #expect(try kinds(FaultyDisk(files), store) == [.missing])
    var unsigned = disk.files
    unsigned["./checkpoint"] = nil
    #expect(try kinds(FaultyDisk(unsigned), store) == [.missing])
  }

  @Test func `what runs is not proved yet, and without a key nothing is signed`() async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    store.append(samples(0..<5))
    await store.flush()
    #expect(try kinds(disk, store.recovery.store) == [.unproved])
    await store.close()
    let archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { midnight },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
    #expect(await archivist.finish())
    #expect(try kinds(disk, store.recovery.store) == [.unproved])
  }

  @Test func `segments of another store, and of another hour, are refused`() async throws {
    let store = try await write()
    var files = disk.files
    files["samples/0000000000000002.seg"] = files["samples/0000000000000001.seg"]
    #expect(try kinds(FaultyDisk(files), store) == [.damaged])
  }

  @Test func `an older backup is not taken for the newest record`() async throws {
    let store = try await write()
    let backup = disk.files
    let again = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    again.append(samples(60..<80))
    await again.close()
    try await seal(store)
    var files = backup
    files["./checkpoint"] = disk.files["./checkpoint"]
    let found = try kinds(FaultyDisk(files), store)
    #expect(found == [.missing])
  }
}
