import Chronology
import Crypto
import Execution
import Posix
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// A store whose ledger can't be read where it ends: nobody who measures has to wait for that.
@Suite(.timeLimit(.minutes(30))) struct UnreadableLedgerTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()
  private let failures = Lock<[String]>([])

  private func signer(_ store: [UInt8]) throws -> CheckpointSigner {
    try CheckpointSigner(
      try SigningKey(seed: [UInt8](1...32)),
      origin: CheckpointSigner.origin(of: store)
    )
  }

  private func archivist(_ store: [UInt8]) throws -> Archivist {
    try Archivist(
      of: store,
      on: disk,
      signer: try signer(store),
      now: { [clock] in clock.now },
      observer: Archivist.Observer(
        record: { _ in true },
        told: { [failures] outcome in
          if case .failure(let error) = outcome { failures.withLock { $0.append("\(error)") } }
        }
      )
    )
  }

  private func writeHour(_ hour: Int) async throws -> [UInt8] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    store.append(samples(hour * 10..<hour * 10 + 10))
    await store.close()
    clock.advance(.hours(1))
    return store.recovery.store
  }

  @Test(arguments: ["ledger/0000000000000002.led", "./keys"])
  func `measuring begins, it is told, and sealing goes on when the file is back`(
    _ name: String
  ) async throws {
    var store: [UInt8] = []
    for hour in 0..<2 {
      store = try await writeHour(hour)
      #expect(await (try archivist(store)).finish())
    }
    let whole = try #require(disk.files[name])
    disk.state.withLock { $0.files[name]?[whole.count / 2] ^= 0x80 }
    _ = try await writeHour(2)
    let archivist = try archivist(store)
    await archivist.sealEnded()
    #expect(await !archivist.finish())
    let path = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    let said = failures.withLock { $0 }
    #expect(!said.isEmpty && said.allSatisfy { $0.contains("\(path) is damaged") }, "\(said)")
    #expect(try ArchiveListing(disk).logs == [3], "it waits in the log")
    disk.state.withLock { $0.files[name] = whole }
    #expect(await archivist.finish())
    let result = try StoreVerifier.run(on: disk, of: store)
    #expect(result.isProved && result.samples == 30, "\(result)")
  }
}
