import Chronology
import Crypto
import Execution
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// Sealing what is left of a damaged log: what is lost is on record, once.
@Suite(.timeLimit(.minutes(30))) struct DamagedLogTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()
  private let losses = Lock<[Loss]>([])

  private func open() throws -> Store {
    try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
  }

  private func archivist(_ store: Store) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store.recovery.store)
      ),
      now: { [clock] in clock.now },
      observer: Archivist.Observer(
        record: { [losses] records in
          losses.withLock { $0 += records.compactMap(\.loss) }
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { if case .failure(let error) = $0 { Issue.record("\(error)") } }
      )
    )
  }

  /// Hours of two commits each, a file an hour.
  private func write(_ hours: Range<Int>, into store: Store) async {
    for hour in hours {
      for part in 0..<2 {
        store.append(samples(hour * 10 + part * 5..<hour * 10 + part * 5 + 5))
        await store.flush()
      }
      clock.advance(.hours(1))
    }
  }

  private func verify(_ store: Store) throws -> Verification {
    try StoreVerifier.run(on: disk, of: store.recovery.store)
  }

  @Test func `commits that are missing at the end of a file are a loss`() async throws {
    let store = try open()
    _ = try await store.define([definition])
    await write(0..<3, into: store)
    disk.state.withLock { $0.files["log/0000000000000002.log"]?.removeLast(4_096) }
    let archivist = try archivist(store)
    await archivist.sealEnded()
    #expect(losses.withLock { $0 }.map(\.firstCommit) == [4])
    #expect(losses.withLock { $0 }.map(\.lastCommit) == [4])
    #expect(disk.files.keys.contains { $0.hasPrefix("quarantine/0000000000000002-") })
    await write(3..<5, into: store)
    // Another one begins: what is on record is not told again.
    let next = try self.archivist(store)
    await next.sealEnded()
    await store.close()
    #expect(await next.finish())
    #expect(losses.withLock { $0 }.count == 1)
    let result = try verify(store)
    #expect(result.isProved, "\(result)")
  }

  @Test(arguments: [false, true])
  func `files that are missing behind what is sealed are a loss`(_ isAnew: Bool) async throws {
    let store = try open()
    _ = try await store.define([definition])
    let first = try archivist(store)
    await write(0..<2, into: store)
    await first.sealEnded()
    // The newest file is taken away under the writer's hands, as who clears a folder does.
    await write(2..<4, into: store)
    try disk.remove("0000000000000002.log", in: .log)
    try disk.remove("0000000000000003.log", in: .log)
    let archivist = isAnew ? try self.archivist(store) : first
    await write(4..<5, into: store)
    await archivist.sealEnded()
    let found = losses.withLock { $0 }
    #expect(found.map(\.firstCommit) == [3] && found.map(\.lastCommit) == [6], "\(found)")
    await write(5..<6, into: store)
    await (try self.archivist(store)).sealEnded()
    #expect(losses.withLock { $0 }.count == 1)
  }

  @Test func `definitions that can't be read in a file are those of the ledger`() async throws {
    let store = try open()
    _ = try await store.define([definition])
    let archivist = try archivist(store)
    await write(0..<2, into: store)
    await archivist.sealEnded()
    // The repetition at the beginning of the second file; its samples stay readable.
    disk.state.withLock { $0.files["log/0000000000000002.log"]?[LogFileHeader.length + 60] ^= 1 }
    await write(2..<3, into: store)
    await archivist.sealEnded()
    await store.close()
    #expect(await archivist.finish())
    let result = try verify(store)
    #expect(result.findings.allSatisfy { $0.kind != .damaged }, "\(result)")
    #expect(result.samples == 30)
  }

  @Test func `a store that is closed records nothing`() async throws {
    let store = try open()
    _ = try await store.define([definition])
    await write(0..<2, into: store)
    disk.state.withLock { $0.files["log/0000000000000001.log"]?.removeLast(4_096) }
    await store.close()
    store.append([.vantage("too late")])
    #expect(await !store.flush())
    let failed = Lock<[ArchiveError]>([])
    let archivist = try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { midnight },
      observer: Archivist.Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: { if case .failure(let error) = $0 { failed.withLock { $0.append(error) } } }
      )
    )
    #expect(await !archivist.finish(), "what is lost must be on record first")
    #expect(failed.withLock { $0 }.count == 1)
    #expect(!disk.files.keys.contains { $0.hasPrefix("quarantine/") || $0.hasPrefix("ledger/") })
  }
}
