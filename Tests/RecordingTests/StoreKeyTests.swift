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
