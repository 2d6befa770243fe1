import Chronology
import Crypto
import Proving
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

@Suite(.timeLimit(.minutes(20))) struct TimeStampFilesTests {
  private let disk = FaultyDisk()

  /// A store that is sealed and signed when a clock says `clock`, and the newest checkpoint.
  private func write(_ clock: TestClock) async throws -> (id: [UInt8], note: SignedNote) {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    store.append(samples(0..<5))
    await store.close()
    let id = store.recovery.store
    var sealer = try Sealer(
      of: id,
      on: disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: id)
      )
    )
    var notes: [SignedNote] = []
    for number in try ArchiveListing(disk).logs {
      if let note = try sealer.seal(number)?.checkpoint { notes.append(note) }
    }
    return (id, try #require(notes.last))
  }

  @Test func `a stamp that is older than what it stamps proves no time`() async throws {
    let clock = TestClock()
    clock.advance(.days(9_000))
    let (id, note) = try await write(clock)
    let request = try TimeStampFiles.request(for: note, nonce: [UInt8](1...8))
    let authority = try #require(TimeStampAuthority())
    let reply = try #require(authority.answer(request.encoded))
    try TimeStampFiles.keep(note, size: try Checkpoint(note.text).size, reply, on: disk)
    let result = try StoreVerifier.run(on: disk, of: id)
    #expect(result.findings.map(\.kind) == [.unproved], "\(result)")
    #expect(result.findings.first?.text.contains("the stamp proves no time") == true)
    #expect(result.stamps.isEmpty)
  }

  @Test func `verify holds a stamp against its checkpoint, and that against the ledger`()
    async throws
  {
    let (id, note) = try await write(TestClock())
    let size = try Checkpoint(note.text).size
    let request = try TimeStampFiles.request(for: note, nonce: [UInt8](1...8))
    let authority = try #require(TimeStampAuthority())
    let reply = try #require(authority.answer(request.encoded))
    try TimeStampFiles.keep(note, size: size, reply, on: disk)
    let result = try StoreVerifier.run(on: disk, of: id)
    #expect(result.isProved, "\(result)")
    #expect(result.stamps.map(\.size) == [size])
    #expect("\(result)".contains("signature is not checked: openssl ts -verify"))
    #expect(authority.isValid(reply, of: note.bytes), "as the page says")

    let name = LogName.hexadecimal(size)
    let files = disk.files
    let other = try #require(
      authority.answer(TimeStampRequest(.zero, nonce: [UInt8](1...8)).encoded)
    )
    let changes: [(String, [UInt8]?, Verification.Finding.Kind)] = [
      (".note", nil, .missing), (".note", note.bytes + [10], .damaged), (".tsr", [1, 2], .damaged),
      (".tsr", other, .damaged), (".sha256", nil, .unproved), (".sha256", [], .damaged),
    ]
    for (ending, bytes, kind) in changes {
      var changed = files
      changed["checkpoints/\(name)\(ending)"] = bytes
      let found = try StoreVerifier.run(on: FaultyDisk(changed), of: id).findings
      #expect(found.map(\.kind) == [kind], "\(ending): \(found)")
    }
    // A stamp of a checkpoint that this ledger never had.
    var foreign = files
    foreign["checkpoints/\(LogName.hexadecimal(size + 1)).sha256"] = TimeStampFiles.sum(
      of: try #require(Hash(bytes: SHA256.hash(reply))),
      LogName.hexadecimal(size + 1)
    )
    foreign["checkpoints/\(LogName.hexadecimal(size + 1)).note"] = note.bytes
    foreign["checkpoints/\(LogName.hexadecimal(size + 1)).tsr"] = reply
    let found = try StoreVerifier.run(on: FaultyDisk(foreign), of: id).findings
    #expect(found.map(\.kind) == [.damaged])
  }

  @Test func `a flipped bit in any byte of a stamp, a truncation and a byte behind it is found`()
    async throws
  {
    let (id, note) = try await write(TestClock())
    let size = try Checkpoint(note.text).size
    let request = try TimeStampFiles.request(for: note, nonce: [UInt8](1...8))
    let authority = try #require(TimeStampAuthority())
    let reply = try #require(authority.answer(request.encoded))
    try TimeStampFiles.keep(note, size: size, reply, on: disk)
    let files = disk.files
    #expect(try StoreVerifier.run(on: FaultyDisk(files), of: id).isProved)
    let name = LogName.hexadecimal(size)
    for ending in [".tsr", ".sha256"] {
      let path = "checkpoints/\(name)\(ending)"
      let bytes = try #require(files[path])
      // Each byte in one of its bits; all bits of a whole store are flipped by `make torture`.
      var changes = [Array(bytes.dropLast()), Array(bytes.prefix(9)), bytes + [0]]
      for place in bytes.indices {
        changes.append(bytes)
        changes[changes.count - 1][place] ^= 1 << UInt8(place % 8)
      }
      for (number, change) in changes.enumerated() {
        let found = try StoreVerifier.run(
          on: FaultyDisk(files.merging([path: change]) { $1 }),
          of: id
        )
        #expect(found.findings.map(\.kind) == [.damaged], "\(ending), change \(number)")
        #expect(found.stamps.isEmpty)
      }
    }
  }

  @Test func `the hash of a stamp is what sha256sum writes`() async throws {
    let (_, note) = try await write(TestClock())
    try TimeStampFiles.keep(note, size: 7, [1, 2, 3], on: disk)
    #expect(
      String(decoding: disk.files["checkpoints/0000000000000007.sha256"] ?? [], as: UTF8.self)
        == "039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"
        + "  0000000000000007.tsr\n"
    )
  }

  @Test(arguments: [[".note"], [".note", ".sha256"]])
  func `what a kill left of a stamp is named`(endings: [String]) async throws {
    let (id, note) = try await write(TestClock())
    let size = try Checkpoint(note.text).size
    try TimeStampFiles.keep(note, size: size, [], on: disk)
    let name = "checkpoints/\(LogName.hexadecimal(size))"
    let files = disk.files.filter { file in
      !file.key.hasPrefix(name) || endings.contains { file.key == name + $0 }
    }
    let found = try StoreVerifier.run(on: FaultyDisk(files), of: id).findings
    #expect(found.map(\.kind) == endings.map { _ in .unproved }, "\(found)")
    #expect(found.allSatisfy { $0.text.contains("has no time-stamp") }, "\(found)")
  }
}
