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

  /// What is warned of, and whether anybody signs.
  private func signing(_ path: String?) throws -> (isSigned: Bool, warnings: [String]) {
    let disk = try PosixDisk.reading(scratch.file("store"))
    var told: [String] = []
    let signer = try StoreKey.signer(
      of: try disk.identity(),
      at: path,
      beside: scratch.file("store"),
      on: disk,
      warn: { told.append($0) }
    )
    return (signer != nil, told)
  }

  @Test(arguments: [
    "mkfifo", "mkdir", "ln -s /dev/zero", "printf zz >", "true", "ln -s /none/none",
  ])
  func `a key that can't be used keeps nobody from recording, and is told with what to do`(
    make: String
  ) throws {
    _ = try scratch.store()
    let path = scratch.file("seal.key")
    #expect(try Command("\(make) '\(path)'").status == 0)
    let (isSigned, warnings) = try signing(path)
    #expect(!isSigned)
    let unsigned = warnings.filter { $0.hasPrefix("checkpoints are not signed: ") }
    #expect(unsigned.count == 1 && unsigned[0].contains(path), "\(warnings)")
    // Beside the store it is no other.
    let beside = StoreKey.besidePath(scratch.file("store"))
    _ = try Command("mkdir -p '\(scratch.file("store"))-keys'; printf zz > '\(beside)'")
    let (isBesideSigned, told) = try signing(nil)
    #expect(!isBesideSigned && told.contains { $0.contains(beside) }, "\(told)")
    #expect(try Command("cat '\(beside)'").output == "zz", "no other key is made")
  }

  @Test func `a key may be written in upper case`() throws {
    _ = try scratch.store()
    let path = try scratch.write(String(repeating: "aB", count: 32) + "\n", to: "seal.key")
    _ = try Command("chmod 600 '\(path)'")
    let (isSigned, warnings) = try signing(path)
    #expect(isSigned && warnings == [])
  }
}
