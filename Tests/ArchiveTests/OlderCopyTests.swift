import Chronology
import Crypto
import Posix
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// A store that was restored from a backup, in part or whole.
@Suite(.timeLimit(.minutes(20))) struct OlderCopyTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  private func signer(_ store: [UInt8]) throws -> CheckpointSigner {
    try CheckpointSigner(
      try SigningKey(seed: [UInt8](1...32)),
      origin: CheckpointSigner.origin(of: store)
    )
  }

  /// Writes an hour, and seals it.
  private func writeHour(_ number: Int) async throws -> [UInt8] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    store.append(samples(number * 20..<number * 20 + 20))
    await store.close()
    clock.advance(.hours(1))
    let archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: try signer(store.recovery.store),
      now: { midnight },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
    #expect(await archivist.finish())
    return store.recovery.store
  }

  @Test func `what is older than its checkpoint is not signed again, and it says what to do`()
    async throws
  {
    _ = try await writeHour(0)
    let backup = disk.files
    let store = try await writeHour(1)
    var files = backup
    files["./checkpoint"] = disk.files["./checkpoint"]
    let error = #expect(throws: ArchiveError.self) {
      _ = try Sealer(of: store, on: FaultyDisk(files), signer: try signer(store))
    }
    #expect(
      error.map { "\($0)".contains("older copy") && "\($0)".contains("newer backup") } == true
    )
    _ = try Sealer(of: store, on: FaultyDisk(disk.files), signer: try signer(store))
  }

  @Test func `a ledger that was not signed is not gone on with`() async throws {
    let store = try await writeHour(0)
    var files = disk.files
    // Another history of the same store, as long as this one.
    let other = FaultyDisk(["./STORE": try #require(disk.files["./STORE"])])
    let second = try Store(on: other, clock: clock.storeClock, observer: Witness().observer)
    second.append(samples(500..<520))
    await second.close()
    let archivist = try Archivist(
      of: store,
      on: other,
      signer: try signer(store),
      now: { midnight },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
    #expect(await archivist.finish())
    files["./checkpoint"] = other.files["./checkpoint"]
    let error = #expect(throws: ArchiveError.self) {
      _ = try Sealer(of: store, on: FaultyDisk(files), signer: try signer(store))
    }
    #expect(error.map { "\($0)".contains("not those that were signed") } == true)
  }

  @Test func `a crash between the ledger and its checkpoint is no older copy`() async throws {
    _ = try await writeHour(0)
    let before = disk.files["./checkpoint"]
    let store = try await writeHour(1)
    var files = disk.files
    files["./checkpoint"] = before
    _ = try Sealer(of: store, on: FaultyDisk(files), signer: try signer(store))
  }
}
