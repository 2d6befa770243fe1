import Chronology
import Crypto
import Execution
import Posix
import Proving
import Storage
import StoreFormat
import StoreTestKit
import Testing

@testable import Archive

/// What `verify` says of files that are none, or that have names like ours and that nobody reads.
@Suite(.timeLimit(.minutes(30))) struct OddFileTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()

  /// A sealed store of three hours, with a key, whose log files are all still there.
  private func write() async throws -> [UInt8] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    for hour in 0..<3 {
      store.append(samples(hour * 20..<hour * 20 + 20))
      await store.flush()
      clock.advance(.hours(1))
    }
    await store.close()
    let logs = disk.files.filter { $0.key.hasPrefix("log/") }
    let id = store.recovery.store
    let archivist = try Archivist.signing(id, on: disk)
    #expect(await archivist.finish())
    // As a kill leaves them before they are cleared away.
    disk.state.withLock { $0.files.merge(logs) { $1 } }
    return id
  }

  private func findings(
    _ changes: [String: [UInt8]] = [:],
    failing errors: [String: Errno] = [:],
    _ store: [UInt8]
  ) throws -> [Verification.Finding] {
    let changed = FaultyDisk(disk.files.merging(changes) { $1 })
    changed.state.withLock { $0.openErrors = errors }
    return try StoreVerifier.run(on: changed, of: store).findings
  }

  @Test(arguments: [Errno.noSuchDevice, .isLink, .fileTooLarge, .inputOutput])
  func `what is no file, or can't be read, is a finding, and all others are looked at`(
    error: Errno
  ) async throws {
    let store = try await write()
    #expect(try findings([:], store) == [])
    for name in disk.files.keys.sorted() where name != "./lock" && name != "./STORE" {
      let found = try findings(failing: [name: error], store)
      let path = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
      #expect(
        found.contains { $0.kind == .damaged && $0.text.contains("\(path): ") },
        "\(name): \(found)"
      )
      #expect(Set(found).count == found.count, "each once: \(found)")
      // What only lacks what vouches for it is not to be thrown away.
      if name.hasPrefix("ledger/") {
        #expect(!found.contains { $0.text.contains("nothing was sealed") }, "\(found)")
      }
      // What is wrong beside it is found as well.
      let other = name == "log/0000000000000003.log" ? "samples/0000000000000002.seg" : nil
      if let other, var bytes = disk.files[other] {
        bytes[bytes.count / 2] ^= 1
        let both = try findings([other: bytes], failing: [name: error], store)
        #expect(both.contains { $0.text.hasPrefix(other) }, "\(both)")
      }
    }
  }

  @Test func `what this process may not open at all ends the verifying`() async throws {
    let store = try await write()
    for error in [Errno.noAccess, .processDescriptors] {
      #expect(throws: ArchiveError.self) {
        try findings(failing: ["ledger/0000000000000001.led": error], store)
      }
    }
  }

  @Test func `a file of the log that is sealed must say what was sealed of it`() async throws {
    let store = try await write()
    let name = "log/0000000000000001.log"
    let noise = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ 11) }
    let other = try #require(disk.files["log/0000000000000002.log"])
    for bytes in [noise, other, []] {
      let found = try findings([name: bytes], store)
      #expect(found.contains { $0.kind == .damaged }, "\(bytes.count): \(found)")
      #expect(found.allSatisfy { $0.text.contains(name) }, "\(bytes.count): \(found)")
    }
  }

  @Test(
    arguments: [
      "samples/00000000000000ff.seg", "samples/0000000000000001-00000000000000ff.seg",
      "days/2031-01-01.roll", "hours/2031-01-01.roll", "./lost+found", "./inbox",
    ]
  )
  func `a file that nobody reads, under a name like ours, is named`(name: String) async throws {
    let store = try await write()
    let found = try findings([name: [1, 2, 3]], store)
    let path = name.hasPrefix("./") ? String(name.dropFirst(2)) : name
    #expect(found.map(\.kind) == [.unproved], "\(found)")
    #expect(found.first?.text.hasPrefix("\(path) ") == true, "\(found)")
  }

  @Test func `a ledger file that was merged must be what the larger one has of it`() async throws {
    let store = try await write()
    let small = "ledger/0000000000000002.led"
    let own = try #require(disk.files[small])
    var hasher = LibraryHasher(try LibraryDigest())
    let parts = try (1...2).map {
      try LedgerEnd.read("000000000000000\($0).led", on: disk, using: &hasher).0
    }
    let larger = [
      "ledger/0000000000000001-0000000000000002.led": LedgerFile.merging(parts, using: &hasher)
    ]
    #expect(try findings(larger.merging([small: own]) { $1 }, store) == [])
    let other = try #require(disk.files["ledger/0000000000000003.led"])
    for bytes in [[1, 2, 3], other] {
      let found = try findings(larger.merging([small: bytes]) { $1 }, store)
      #expect(found.map(\.kind) == [.damaged] && found[0].text.contains(small), "\(found)")
    }
  }
}
