import Chronology
import Crypto
import Execution
import Posix
import Sampling
import SegmentFormat
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// What `verify` says of files beside the sealed ones.
@Suite(.timeLimit(.minutes(30))) struct VerifierBystanderTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  private func write(
    _ records: [Record],
    on disk: FaultyDisk,
    sealed: Bool = true
  ) async throws -> [UInt8] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    store.append(records)
    await store.close()
    let id = store.recovery.store
    guard sealed else { return id }
    let archivist = try Archivist.signing(id, on: disk)
    #expect(await archivist.finish())
    return id
  }

  private func findings(
    _ changes: [String: [UInt8]],
    _ store: [UInt8]
  ) throws -> [Verification.Finding] {
    let files = disk.files.merging(changes) { $1 }
    return try StoreVerifier.run(on: FaultyDisk(files), of: store).findings
  }

  private let newest = "log/0000000000000001.log"

  @Test(
    arguments: [
      "samples/notes.txt", "ledger/1.led", "hours/2026-02-30.roll", "days/x.roll", "log/1.log",
      "checkpoints/notes.txt", "./notes.txt",
    ]
  )
  func `a file that is none of ours is named`(name: String) async throws {
    let store = try await write(samples(0..<20), on: disk)
    #expect(try findings([:], store) == [])
    let found = try findings([name: [1, 2, 3]], store)
    let path = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    #expect(found.map(\.kind) == [.unproved] && found[0].text.hasPrefix("\(path) "), "\(found)")
  }

  @Test func `STORE must be what was written, to the byte`() async throws {
    let store = try await write(samples(0..<5), on: disk)
    let whole = try #require(disk.files["./STORE"])
    #expect(String(decoding: whole, as: UTF8.self).contains(" crc32c="))
    for bit in 0..<whole.count * 8 {
      var bytes = whole
      bytes[bit / 8] ^= 1 << UInt8(bit % 8)
      let files = disk.files.merging(["./STORE": bytes]) { $1 }
      let found = try? StoreVerifier.run(on: FaultyDisk(files), of: store)
      #expect(found?.isProved != true, "bit \(bit)")
    }
    for length in 0..<whole.count {
      let files = disk.files.merging(["./STORE": Array(whole.prefix(length))]) { $1 }
      let found = try? StoreVerifier.run(on: FaultyDisk(files), of: store)
      #expect(found?.isProved != true, "\(length) bytes")
    }
    // The first stores' has no checksum.
    let text = String(decoding: whole, as: UTF8.self)
    let old = text.prefix { $0 != " " } + "\n"
    #expect(try findings(["./STORE": Array(old.utf8)], store) == [])
    #expect(try findings(["./STORE": Array((old + "\n").utf8)], store).map(\.kind) == [.damaged])
  }

  @Test func `behind the last commit of a log that was closed stands nothing`() async throws {
    let store = try await write(samples(0..<20), on: disk)
    let whole = try #require(disk.files[newest])
    #expect(try findings([newest: whole + [UInt8](repeating: 0, count: 9_000)], store) == [])
    for place in [0, 1, 4_095, 4_096, 8_999] {
      var tail = [UInt8](repeating: 0, count: 9_000)
      tail[place] = 1
      #expect(try findings([newest: whole + tail], store).map(\.kind) == [.damaged], "\(place)")
    }
  }

  @Test func `a checkpoint that was to be stamped and is not is named`() async throws {
    let store = try await write(samples(0..<5), on: disk)
    let note = try #require(disk.files["./checkpoint"])
    let found = try findings(["checkpoints/0000000000000003.note": note], store)
    #expect(found.map(\.kind) == [.unproved] && found[0].text.contains("remove it"), "\(found)")
  }

  @Test func `the newest file of the log must say what was sealed of it`() async throws {
    // Two stores of one identity, and two histories.
    let seed = FaultyDisk()
    _ = try Store(on: seed, clock: clock.storeClock, observer: Witness().observer)
    let other = FaultyDisk(seed.files)
    disk.state.withLock { $0.files = seed.files }
    let store = try await write(samples(0..<20), on: disk)
    #expect(try await write(samples(1..<21), on: other, sealed: false) == store)
    #expect(try findings([:], store).isEmpty)
    let forged = try #require(other.files[newest])
    #expect(try findings([newest: forged], store).map(\.kind) == [.damaged])
    // Cut, or with a bit changed, it is noticed as well.
    let whole = try #require(disk.files[newest])
    let cut = Array(whole.prefix(LogFileHeader.length))
    #expect(try findings([newest: cut], store).map(\.kind) == [.damaged])
  }

  @Test func `a file of another store is damage, also to the next writer`() async throws {
    let store = try await write(samples(0..<5), on: disk)
    let stranger = FaultyDisk()
    for hour in 0..<3 { _ = try await write(samples(hour..<hour + 1), on: stranger, sealed: false) }
    let name = "log/0000000000000003.log"
    let foreign = try #require(stranger.files[name])
    let found = try findings([name: foreign], store)
    #expect(found.contains { $0.kind == .damaged }, "\(found)")
    disk.state.withLock { $0.files[name] = foreign }
    let next = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    #expect(next.recovery.damages.map(\.file) == [3])
  }

  @Test func `spares are zeros, and the quarantine is of losses on record`() async throws {
    let loss = Loss(
      cause: .damaged,
      interval: Interval(midnight, midnight + .seconds(1)),
      file: 7,
      firstCommit: 3,
      lastCommit: 4
    )
    let store = try await write(samples(0..<5) + [.loss(loss)], on: disk)
    let spare = "log/0000000000000001.spare"
    let copy = "quarantine/0000000000000007-0000000000001000.damaged"
    let good = [spare: [UInt8](repeating: 0, count: 3 << 20), copy: [1, 2, 3]]
    #expect(try findings(good, store).isEmpty)
    let files = disk.files.merging(good) { $1 }
    let result = try StoreVerifier.run(on: FaultyDisk(files), of: store)
    #expect(result.quarantined == 1)
    var dirty = [UInt8](repeating: 0, count: 3 << 20)
    dirty[dirty.count - 1] = 1
    #expect(try findings([spare: dirty], store).map(\.kind) == [.damaged])
    for name in ["0000000000000008-0000000000001000.damaged", "notes.txt"] {
      let found = try findings(["quarantine/\(name)": [1]], store)
      #expect(found.map(\.kind) == [.unproved], "\(name)")
    }
  }

  @Test func `a day with a segment that must not be rewritten is left alone`() async throws {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    let archivist = try Archivist.recording(into: store, on: disk, clock) { outcome in
      if case .failure(let error) = outcome { Issue.record("\(error)") }
    }
    for hour in 0..<52 {
      store.append(samples(hour * 3..<hour * 3 + 3))
      await store.flush()
      clock.advance(.hours(1))
      if hour == 20 {
        await archivist.sealEnded()
        disk.state.withLock { makeReadOnly(&$0.files["samples/0000000000000002.seg"]) }
      }
    }
    for _ in 0..<3 { await archivist.sealEnded() }
    let spans = try ArchiveListing(disk).segments
    #expect(spans.filter { $0.last <= 24 }.count == 24, "the first day is as it was")
    #expect(spans.contains(LogSpan(25, through: 48)), "and the second is merged: \(spans)")
  }

  /// Gives a segment a feature that only readers may pass over.
  private func makeReadOnly(_ file: inout [UInt8]?) {
    guard var bytes = file else { return }
    let start = bytes.count - SegmentFooter.length
    bytes[start + 104] = 2
    let sum = CRC32C.of(Array(bytes[start..<start + 116]))
    for byte in 0..<4 {
      bytes[start + 116 + byte] = UInt8(truncatingIfNeeded: sum >> (8 * UInt32(byte)))
    }
    file = bytes
  }
}
