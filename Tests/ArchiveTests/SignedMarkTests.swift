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

/// A store that was restored whole from an older backup: what was signed last is kept outside of it.
@Suite(.timeLimit(.minutes(20))) struct SignedMarkTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()
  private let scratch: Scratch
  private let warnings = Lock<[String]>([])

  init() throws { scratch = try Scratch() }

  private func mark(_ store: [UInt8]) -> SignedMark {
    SignedMark(of: store, in: scratch.file("keys")) { [warnings] warning in
      warnings.withLock { $0.append(warning) }
    }
  }

  private func sealer(_ store: [UInt8], on disk: FaultyDisk) throws -> Sealer {
    try Sealer(
      of: store,
      on: disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store)
      ),
      mark: mark(store)
    )
  }

  /// Writes an hour, and seals it.
  private func writeHour(_ number: Int, on disk: FaultyDisk) async throws -> [UInt8] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    store.append(samples(number * 20..<number * 20 + 20))
    await store.close()
    clock.advance(.hours(1))
    let id = store.recovery.store
    var sealer = try sealer(id, on: disk)
    for number in try ArchiveListing(disk).logs { _ = try sealer.seal(number) }
    return id
  }

  @Test func `the mark says what was signed last, and one folder holds those of many stores`()
    async throws
  {
    let other = FaultyDisk()
    let second = try await writeHour(0, on: other)
    for hour in 0..<3 {
      let store = try await writeHour(hour, on: disk)
      let note = try SignedNote(try #require(disk.files["./checkpoint"]))
      let newest = try Checkpoint(note.text)
      #expect(mark(store).read() == newest)
      #expect(mark(store).path != mark(second).path)
    }
    #expect(mark(second).read()?.origin == CheckpointSigner.origin(of: second))
    #expect(warnings.withLock { $0 } == [])
  }

  @Test func `a store from an older backup is refused, with the ways out`() async throws {
    _ = try await writeHour(0, on: disk)
    let backup = disk.files
    let store = try await writeHour(1, on: disk)
    _ = try sealer(store, on: disk)
    let restored = FaultyDisk(backup)
    #expect(try StoreVerifier.run(on: restored, of: store).isProved, "by itself it is whole")
    let error = #expect(throws: ArchiveError.self) { _ = try sealer(store, on: restored) }
    let words = error.map { "\($0)" } ?? ""
    #expect(
      words.contains("newer backup") && words.contains("constat key accept-older"),
      "\(words)"
    )
    #expect(restored.files == backup)
    // Neither is one that went on without the mark, and is as long as the one that was signed.
    let forked = FaultyDisk(backup)
    let away = try Store(on: forked, clock: clock.storeClock, observer: Witness().observer)
    away.append(samples(500..<520))
    await away.close()
    var blind = try Sealer(
      of: store,
      on: forked,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store)
      )
    )
    for number in try ArchiveListing(forked).logs { _ = try blind.seal(number) }
    #expect(throws: ArchiveError.self) { _ = try sealer(store, on: forked) }
  }

  @Test func `what is accepted is gone on with, and marked anew`() async throws {
    _ = try await writeHour(0, on: disk)
    let restored = FaultyDisk(disk.files)
    let store = try await writeHour(1, on: disk)
    #expect(try Sealer.older(store, on: disk, than: mark(store)) == nil)
    let found = try #require(try Sealer.older(store, on: restored, than: mark(store)))
    #expect(found.end.size < found.signed.size)
    #expect(found.signed == mark(store).read())
    mark(store).write(found.end)
    #expect(try Sealer.older(store, on: restored, than: mark(store)) == nil)
    _ = try await writeHour(2, on: restored)
    #expect(try StoreVerifier.run(on: restored, of: store).isProved)
    let end = try LedgerEnd(of: try ArchiveListing(restored), on: restored)
    #expect(mark(store).read()?.size == end.tree.size)
  }

  @Test func `a mark that can't be kept or read is warned of, and sealing goes on`() async throws {
    let store = try await writeHour(0, on: disk)
    let folder = try Directory(opening: scratch.file("keys"))
    let name = try #require(mark(store).path.split(separator: "/").last.map(String.init))
    for bytes in [[], Array("constat/00\n01\nx\n".utf8), [UInt8](repeating: 255, count: 5_000)] {
      let file = try FileHandle(
        opening: name,
        in: folder,
        [.writeOnly, .create, .truncate],
        mode: 0o600
      )
      try file.writeAll(bytes)
      #expect(mark(store).read() == nil)
    }
    #expect(warnings.withLock { $0.count } == 3)
    try folder.remove(name)
    try folder.makeDirectory(name)
    try Directory(opening: "\(scratch.file("keys"))/\(name)").makeDirectory("full")
    _ = try await writeHour(1, on: disk)
    #expect(try StoreVerifier.run(on: disk, of: store).isProved)
    #expect(warnings.withLock { $0.allSatisfy { $0.contains(name) } && $0.count > 3 })
    try Directory(opening: "\(scratch.file("keys"))/\(name)").removeDirectory("full")
    try folder.removeDirectory(name)
  }
}
