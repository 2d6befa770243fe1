import Chronology
import Crypto
import Posix
import Proving
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Archive

/// A key that follows another: announced in the ledger, signed by the one before.
@Suite(.timeLimit(.minutes(30))) struct SealKeysTests {
  private let disk = FaultyDisk()
  private let clock = TestClock()
  private let scratch: Scratch
  private let path: String

  init() throws {
    scratch = try Scratch()
    path = scratch.file("keys/seal.key")
    try SealKeyFile.make(path)
  }

  private func signer(_ store: [UInt8], at path: String? = nil) throws -> CheckpointSigner {
    let place = path ?? self.path
    guard let key = try SealKeyFile.read(place) else { throw ArchiveError.noKey(place) }
    return try CheckpointSigner(key, origin: CheckpointSigner.origin(of: store))
  }

  private func verifier(_ store: [UInt8]) throws -> VerifierKey { try signer(store).verifier }

  /// Writes some samples into a log file of their own.
  private func write(_ range: Range<Int>) async throws -> [UInt8] {
    let store = try Store(on: disk, clock: clock.storeClock, observer: Witness().observer)
    _ = try await store.define([definition])
    store.append(samples(range))
    await store.close()
    clock.advance(.hours(1))
    return store.recovery.store
  }

  /// Seals what there is, as a daemon that starts now would.
  private func seal(_ store: [UInt8], on disk: FaultyDisk) throws {
    var sealer = try Sealer(
      of: store,
      on: disk,
      signer: try signer(store),
      source: SealKeySource(path)
    )
    for number in try ArchiveListing(disk).logs { _ = try sealer.seal(number) }
  }

  private func exists(_ path: String) -> Bool {
    (try? FileHandle(opening: path, .readOnly)) != nil
  }

  @Test func `the old key signs its successor, whose file takes its place`() async throws {
    let store = try await write(0..<10)
    try seal(store, on: disk)
    let first = try verifier(store)
    let source = SealKeySource(path)
    let next = try source.prepareSuccessor(
      signing: first,
      origin: first.name,
      storeOwner: CurrentProcess.user
    )
    #expect(try verifier(store) == first, "nothing has changed yet")
    #expect(throws: ArchiveError.failed("make the key \(source.successorPath)", .exists)) {
      _ = try source.prepareSuccessor(
        signing: first,
        origin: first.name,
        storeOwner: CurrentProcess.user
      )
    }
    _ = try await write(10..<20)
    try seal(store, on: disk)
    #expect(try verifier(store) == next)
    #expect(!exists(source.successorPath))
    #expect(try KeyFile.read(disk) == [first, next])
    _ = try await write(20..<30)
    try seal(store, on: disk)
    let result = try StoreVerifier.run(on: disk, of: store)
    #expect(result.isProved, "\(result)")
    #expect(result.keys.map(\.text) == [first.description, next.description])
    #expect(result.signer?.key == next.description)
    #expect("\(result)".contains("\nkey 1, which key 0 signed, since entry "))
  }

  @Test func `keys that are lost or older than the ledger are written anew from it`() async throws {
    let store = try await write(0..<5)
    try seal(store, on: disk)
    let first = try verifier(store)
    let old = try #require(disk.files["./keys"])
    let source = SealKeySource(path)
    let second = try source.prepareSuccessor(
      signing: first,
      origin: first.name,
      storeOwner: CurrentProcess.user
    )
    _ = try await write(5..<10)
    try seal(store, on: disk)
    for (number, left) in [nil, old].enumerated() {
      disk.state.withLock { $0.files["./keys"] = left }
      _ = try await write(10 + number * 10..<15 + number * 10)
      try seal(store, on: disk)
      #expect(try KeyFile.read(disk) == [first, second])
    }
    disk.state.withLock { $0.files["./keys"] = nil }
    let third = try source.prepareSuccessor(
      signing: second,
      origin: first.name,
      storeOwner: CurrentProcess.user
    )
    _ = try await write(40..<45)
    try seal(store, on: disk)
    #expect(try KeyFile.read(disk) == [first, second, third])
    let result = try StoreVerifier.run(on: disk, of: store)
    #expect(result.isProved, "\(result)")
    #expect(result.keys.count == 3)
  }

  @Test func `a crash at any step of it is mended by the next start`() async throws {
    let store = try await write(0..<5)
    try seal(store, on: disk)
    let first = try verifier(store)
    let oldKey = try FileHandle(opening: path, .readOnly).read(200, at: 0)
    let source = SealKeySource(path)
    let next = try source.prepareSuccessor(
      signing: first,
      origin: first.name,
      storeOwner: CurrentProcess.user
    )
    let newKey = try FileHandle(opening: source.successorPath, .readOnly).read(200, at: 0)
    _ = try await write(5..<10)
    let start = disk.state.withLock { $0.steps.count }
    try seal(store, on: disk)
    let steps = disk.state.withLock { $0.steps }
    for count in start...steps.count {
      let crashed = FaultyDisk(CrashStates.files(after: steps[..<count]))
      // The key's file is replaced after the ledger and `keys` name the new one: at the earliest then.
      let isNamed = try KeyFile.read(crashed).contains(next)
      for isReplaced in [false, true] where isNamed || !isReplaced {
        try put(isReplaced ? newKey : oldKey, at: path)
        try? Directory(opening: scratch.file("keys")).remove("seal.key.next")
        if !isReplaced { try put(newKey, at: source.successorPath) }
        try seal(store, on: crashed)
        var sealer = try Sealer(
          of: store,
          on: crashed,
          signer: try signer(store),
          source: source
        )
        _ = try sealer.sign()
        let result = try StoreVerifier.run(on: crashed, of: store)
        #expect(result.isProved, "step \(count), \(isReplaced): \(result)")
        #expect(try KeyFile.read(crashed) == [first, next], "step \(count), \(isReplaced)")
        #expect(try verifier(store) == next, "step \(count), \(isReplaced)")
      }
    }
  }

  private func put(_ bytes: [UInt8], at path: String) throws {
    let file = try FileHandle(opening: path, [.writeOnly, .create, .truncate], mode: 0o600)
    try file.writeAll(bytes)
  }

  @Test func `a successor that can't take the key's place is used from where it is`() async throws {
    let store = try await write(0..<5)
    try seal(store, on: disk)
    let first = try verifier(store)
    let warnings = Lock<[String]>([])
    let source = SealKeySource(path) { warning in warnings.withLock { $0.append(warning) } }
    let next = try source.prepareSuccessor(
      signing: first,
      origin: first.name,
      storeOwner: CurrentProcess.user
    )
    // A folder in the key's place is not replaced by a file; the key was read before.
    let old = try signer(store)
    let folder = try Directory(opening: scratch.file("keys"))
    try folder.remove("seal.key")
    try folder.makeDirectory("seal.key")
    _ = try await write(5..<10)
    var sealer = try Sealer(of: store, on: disk, signer: old, source: source)
    for number in try ArchiveListing(disk).logs { _ = try sealer.seal(number) }
    #expect(warnings.withLock { $0 }.count == 1)
    #expect(warnings.withLock { $0.first }?.contains(source.successorPath) == true)
    _ = try await write(10..<15)
    let again = try signer(store, at: source.successorPath)
    #expect(again.verifier == next)
    let result = try StoreVerifier.run(on: disk, of: store)
    #expect(result.signer?.key == next.description, "\(result)")
  }

  @Test func `a key that is not the store's prepares nothing`() throws {
    let other = try CheckpointSigner(try SigningKey(seed: [UInt8](1...32)), origin: "constat/00")
    let source = SealKeySource(path)
    #expect(throws: ArchiveError.foreignKey(other.verifier.description)) {
      _ = try source.prepareSuccessor(
        signing: other.verifier,
        origin: "constat/00",
        storeOwner: CurrentProcess.user
      )
    }
    let nowhere = SealKeySource(scratch.file("keys/none"))
    #expect(throws: ArchiveError.noKey(nowhere.path)) {
      _ = try nowhere.prepareSuccessor(
        signing: nil,
        origin: "constat/00",
        storeOwner: CurrentProcess.user
      )
    }
    #expect(!exists(source.successorPath))
  }

  @Test func `a successor that constatd could not read is not made`() throws {
    let source = SealKeySource(path)
    let owner = CurrentProcess.user + 1
    let error = #expect(throws: ArchiveError.foreignUser(owner: owner, user: owner - 1)) {
      _ = try source.prepareSuccessor(signing: nil, origin: "constat/00", storeOwner: owner)
    }
    #expect(!exists(source.successorPath))
    #expect(error.map { "\($0)".contains("as user \(owner)") } == true)
  }

  @Test(arguments: ["malformed", "no file"])
  func `a successor that can't be read is told of once, and the present key signs`(
    _ kind: String
  ) async throws {
    let store = try await write(0..<5)
    try seal(store, on: disk)
    let warnings = Lock<[String]>([])
    let source = SealKeySource(path) { warning in warnings.withLock { $0.append(warning) } }
    if kind == "malformed" {
      try put(Array("not a key\n".utf8), at: source.successorPath)
    } else {
      try Directory(opening: scratch.file("keys")).makeDirectory("seal.key.next")
    }
    _ = try await write(5..<10)
    var sealer = try Sealer(of: store, on: disk, signer: try signer(store), source: source)
    for number in try ArchiveListing(disk).logs {
      #expect(try sealer.seal(number)?.checkpoint != nil)
    }
    #expect(try StoreVerifier.run(on: disk, of: store).isProved)
    let said = warnings.withLock { $0 }
    #expect(said.count == 1 && said[0].contains(source.successorPath), "\(said)")
  }

  @Test func `a file of keys that is missing, damaged or not the ledger's is told`() async throws {
    let store = try await write(0..<5)
    try seal(store, on: disk)
    let files = disk.files
    let key = try #require(files["./keys"])
    let cases: [([UInt8]?, Verification.Finding.Kind)] = [
      (nil, .missing), (key + key, .damaged), (Array("x\n".utf8), .damaged),
      (Array(key.dropLast()), .damaged), (key + [10], .damaged),
    ]
    for (bytes, kind) in cases {
      var changed = files
      changed["./keys"] = bytes
      let result = try StoreVerifier.run(on: FaultyDisk(changed), of: store)
      #expect(result.findings.map(\.kind) == [kind], "\(result)")
    }
  }
}
