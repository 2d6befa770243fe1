import Archive
import Posix
import Storage
import TestKit
import Testing

@testable import Recording

@Suite struct StoreKeyTests {
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  @Test func `there is no credential only where there is none`() throws {
    #expect(StoreKey.credentialPath(in: nil) == nil)
    #expect(StoreKey.credentialPath(in: scratch.path) == nil)
    #expect(StoreKey.credentialPath(in: scratch.file("no-folder")) == nil)
    let path = try scratch.write("x", to: StoreKey.credential)
    #expect(StoreKey.credentialPath(in: scratch.path) == path)
    // It can't be opened, for another reason: whoever reads it says so, and makes no other key.
    let file = try scratch.write("x", to: "file")
    #expect(StoreKey.credentialPath(in: file) == "\(file)/\(StoreKey.credential)")
    #expect(throws: ArchiveError.failed("read the key \(file)/x", .notDirectory)) {
      _ = try SealKeyFile.read("\(file)/x")
    }
  }

  @Test func `a key that others may read, and a store that anybody may write, are warned of`()
    throws
  {
    let store = try scratch.store()
    let disk = try PosixDisk.reading(scratch.file("store"))
    let key = try scratch.write(String(repeating: "0a", count: 32) + "\n", to: "seal.key")
    func warnings() throws -> [String] {
      var told: [String] = []
      _ = try StoreKey.signer(
        of: store.recovery.store,
        at: key,
        beside: scratch.file("store"),
        on: disk,
        warn: { told.append($0) }
      )
      return told
    }
    _ = try Command("chmod 600 '\(key)'")
    #expect(try warnings() == [])
    _ = try Command("chmod 644 '\(key)'; chmod 757 '\(scratch.file("store"))'")
    let told = try warnings()
    #expect(told.count == 2, "\(told)")
    #expect(told.first?.contains("chmod 600") == true && told.first?.contains(key) == true)
    #expect(told.last?.contains("anybody may write into \(scratch.file("store"))") == true)
  }

  @Test func `a key that is configured and isn't there is told with what to do`() throws {
    let store = try scratch.store()
    let disk = try PosixDisk.reading(scratch.file("store"))
    let path = scratch.file("none")
    #expect(throws: ArchiveError.noKey(path)) {
      _ = try StoreKey.signer(
        of: store.recovery.store,
        at: path,
        beside: scratch.file("store"),
        on: disk,
        warn: { _ in }
      )
    }
  }
}
