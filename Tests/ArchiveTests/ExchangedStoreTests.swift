import Chronology
import Crypto
import Posix
import Proving
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

/// Another record in a store's place, consistent in itself and signed by another key.
@Suite(.timeLimit(.minutes(30))) struct ExchangedStoreTests {
  private let clock = TestClock()
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  private func mark(_ store: [UInt8]) -> SignedMark {
    SignedMark(of: store, in: scratch.file("keys"))
  }

  private func signer(_ store: [UInt8], _ seed: UInt8) throws -> CheckpointSigner {
    try CheckpointSigner(
      try SigningKey(seed: [UInt8](repeating: seed, count: 32)),
      origin: CheckpointSigner.origin(of: store)
    )
  }

  /// Writes hours, and seals each; answers the store's identity.
  private func write(
    _ hours: Range<Int>,
    on disk: FaultyDisk,
    key: UInt8,
    isMarked: Bool
  ) async throws -> [UInt8] {
    var id: [UInt8] = []
    for hour in hours {
      let store = try Store(
        on: disk,
        clock: clock.storeClock,
        sealed: .ledger,
        observer: Witness().observer
      )
      store.append(samples(hour * 20..<hour * 20 + 20))
      await store.close()
      clock.advance(.hours(1))
      id = store.recovery.store
      var sealer = try Sealer(
        of: id,
        on: disk,
        signer: try signer(id, key),
        mark: isMarked ? mark(id) : nil
      )
      for number in try ArchiveListing(disk).logs { _ = try sealer.seal(number) }
    }
    return id
  }

  private func findings(
    _ disk: FaultyDisk,
    _ store: [UInt8],
    _ known: (inout StoreVerifier.Witness) throws -> Void
  ) throws -> [Verification.Finding.Kind] {
    var witness = StoreVerifier.Witness()
    try known(&witness)
    return try StoreVerifier.run(on: disk, of: store, witness: witness).findings.map(\.kind)
  }

  @Test func `is refused, and told by the mark, by the key of this machine and by a known one`()
    async throws
  {
    let disk = FaultyDisk()
    let store = try await write(0..<2, on: disk, key: 1, isMarked: true)
    let other = FaultyDisk(["./STORE": try #require(disk.files["./STORE"])])
    #expect(try await write(10..<13, on: other, key: 2, isMarked: false) == store)
    let (own, foreign) = (try signer(store, 1).verifier, try signer(store, 2).verifier)
    #expect(try findings(other, store) { _ in } == [], "by itself it is whole")
    #expect(try findings(other, store) { $0.mark = mark(store) } == [.damaged])
    #expect(try findings(other, store) { $0.own = (own, "seal.key") } == [.damaged])
    #expect(try findings(other, store) { $0.trusted = own } == [.damaged])
    #expect(try findings(other, store) { $0.trusted = foreign } == [])
    let honest = try findings(disk, store) {
      $0.mark = mark(store)
      $0.own = (own, "seal.key")
      $0.trusted = own
    }
    #expect(honest == [])
    let error = #expect(throws: ArchiveError.self) {
      _ = try Sealer(of: store, on: other, signer: try signer(store, 2), mark: mark(store))
    }
    #expect(error.map { "\($0)".contains("another record") } == true)
    #expect(throws: ArchiveError.self) { try Sealer.refuse(store, on: other, unlike: mark(store)) }
    try Sealer.refuse(store, on: disk, unlike: mark(store))
    // Whoever says so goes on with it.
    let found = try #require(try Sealer.older(store, on: other, than: mark(store)))
    mark(store).write(found.end)
    _ = try Sealer(of: store, on: other, signer: try signer(store, 2), mark: mark(store))
  }

  @Test func `a ledger that goes on behind the mark is the store's own`() async throws {
    let disk = FaultyDisk()
    let store = try await write(0..<2, on: disk, key: 1, isMarked: true)
    let signed = mark(store).read()
    #expect(try await write(2..<5, on: disk, key: 1, isMarked: false) == store)
    #expect(mark(store).read() == signed)
    _ = try Sealer(of: store, on: disk, signer: try signer(store, 1), mark: mark(store))
    #expect(try Sealer.older(store, on: disk, than: mark(store)) == nil)
    #expect(try findings(disk, store) { $0.mark = mark(store) } == [])
  }

  @Test func `what is signed while a store is verified is not missed`() async throws {
    let disk = FaultyDisk()
    let store = try await write(0..<2, on: disk, key: 1, isMarked: true)
    let end = try #require(mark(store).read())
    let later = Checkpoint(origin: end.origin, size: end.size + 3, root: end.root)
    var witness = StoreVerifier.Witness()
    witness.mark = mark(store)
    var isSigned = false
    let result = try StoreVerifier.run(on: disk, of: store, witness: witness) { _ in
      isSigned = mark(store).write(later)
    }
    #expect(isSigned && result.isProved, "\(result)")
    #expect(try findings(disk, store) { $0.mark = mark(store) } == [.missing])
  }

  @Test func `a store from an older backup is not proved, and takes nothing`() async throws {
    let disk = FaultyDisk()
    _ = try await write(0..<1, on: disk, key: 1, isMarked: true)
    let restored = FaultyDisk(disk.files)
    let store = try await write(1..<2, on: disk, key: 1, isMarked: true)
    #expect(try findings(restored, store) { $0.mark = mark(store) } == [.missing])
    #expect(throws: ArchiveError.self) {
      try Sealer.refuse(store, on: restored, unlike: mark(store))
    }
  }

  @Test func `a key that was announced and signs nothing is not trusted for it`() async throws {
    let disk = FaultyDisk()
    let store = try await write(0..<1, on: disk, key: 2, isMarked: false)
    var ledger = StoreVerifier.Witness()
    ledger.trusted = try signer(store, 3).verifier
    let found = try StoreVerifier.run(on: disk, of: store, witness: ledger).findings
    #expect(found.map(\.kind) == [.damaged], "\(found)")
  }
}
