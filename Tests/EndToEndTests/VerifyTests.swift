import Foundation
import Glibc
import Testing

/// `constat verify` on what the real daemon has sealed.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct VerifyTests {
  @Test func `a record is proved after a clean stop, and no more when a bit of it is changed`()
    throws
  {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    let running = try stage.constat("verify")
    #expect(running.ending == .exit(1), "its current hour is not sealed: \(running.output)")
    #expect(running.output.contains("is not sealed yet"))
    stage.stop(daemon)

    let stopped = try stage.constat("verify")
    #expect(stopped.ending == .exit(0), "\(stopped.output)\(stopped.errors)")
    #expect(stopped.output.hasSuffix("all is proved\n"))
    #expect(stopped.output.contains("\nsigned: "))

    let keys = FileManager.default.contents(atPath: stage.scratch.file("store/keys"))
    let key = String(decoding: try #require(keys), as: UTF8.self).dropLast()
    #expect(try stage.constat("verify", ["--key", String(key)]).ending == .exit(0))
    let zeros = String(repeating: "0", count: 32)
    let other = "constat/\(zeros)+5fbd5356+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
    let foreign = try stage.constat("verify", ["--key", other])
    #expect(foreign.ending != .exit(0), "\(foreign.output)")

    // The next daemon goes on with the key and the ledger of the first.
    let second = try stage.start()
    try #require(target.waitForConnections(3), "\(second.errors)")
    stage.stop(second)
    let again = try stage.constat("verify")
    #expect(again.ending == .exit(0), "\(again.output)\(again.errors)")
    #expect(try stage.samples() == Int64(target.accepted))

    let folder = stage.scratch.file("store/samples")
    let name = try #require(try FileManager.default.contentsOfDirectory(atPath: folder).first)
    var bytes = [UInt8](try #require(FileManager.default.contents(atPath: "\(folder)/\(name)")))
    bytes[bytes.count / 2] ^= 1
    _ = FileManager.default.createFile(atPath: "\(folder)/\(name)", contents: Data(bytes))
    let changed = try stage.constat("verify")
    #expect(changed.ending == .exit(1))
    #expect(changed.output.contains("damaged: samples/\(name)"), "\(changed.output)")
  }

  @Test func `a key is changed while the daemon runs, and the record is proved by both`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    stage.stop(daemon)
    let before = try stage.constat("key", ["show"])
    #expect(before.output.hasSuffix("  signs now\n"), "\(before.output)\(before.errors)")
    let second = try stage.start()
    try #require(target.waitForConnections(2), "\(second.errors)")
    let rotated = try stage.constat("key", ["rotate"])
    #expect(rotated.ending == .exit(0), "\(rotated.errors)")
    stage.stop(second)
    #expect(!second.errors.contains("successor"), "\(second.errors)")
    let shown = try stage.constat("key", ["show"])
    let lines = shown.output.split(separator: "\n")
    #expect(lines.count == 2 && lines[1].hasSuffix("  signs now"), "\(shown.output)")
    #expect(before.output.hasPrefix(lines[0] + "  "))
    let verified = try stage.constat("verify")
    #expect(verified.ending == .exit(0), "\(verified.output)\(verified.errors)")
    #expect(verified.output.contains("\nkey 1, which key 0 signed, since entry "))
    // The next daemon goes on with the new key.
    let third = try stage.start()
    try #require(target.waitForConnections(2), "\(third.errors)")
    stage.stop(third)
    #expect(try stage.constat("verify").ending == .exit(0))
  }

  @Test func `what a kill left unsealed is sealed by the next daemon`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let killed = try stage.start()
    try #require(target.waitForConnections(3), "\(killed.errors)")
    killed.signal(SIGKILL)
    _ = killed.end()
    let before = try stage.samples()
    let next = try stage.start()
    try #require(target.waitForConnections(2), "\(next.errors)")
    stage.stop(next)
    let verified = try stage.constat("verify")
    #expect(verified.ending == .exit(0), "\(verified.output)\(verified.errors)")
    #expect(try stage.samples() > before)
  }

  @Test func `a store from an older backup is refused until somebody accepts it`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let first = try stage.start()
    try #require(target.waitForConnections(2), "\(first.errors)")
    stage.stop(first)
    let backup = stage.scratch.file("backup")
    try FileManager.default.copyItem(atPath: stage.store, toPath: backup)
    let none = try stage.constat("key", ["accept-older"])
    #expect(none.ending == .exit(0) && none.output.contains("nothing is changed"), "\(none.errors)")
    let second = try stage.start()
    try #require(target.waitForConnections(2), "\(second.errors)")
    stage.stop(second)
    try FileManager.default.removeItem(atPath: stage.store)
    try FileManager.default.copyItem(atPath: backup, toPath: stage.store)

    let refused = try stage.start()
    #expect(refused.end() == .exit(73), "\(refused.errors)")
    #expect(refused.errors.contains("constat key accept-older"), "\(refused.errors)")
    let told = try stage.constat("verify")
    #expect(told.ending == .exit(1) && told.output.contains("older backup"), "\(told.output)")
    let words = ["note", "--service", "storefront", "--author", "provider", "--reason", "r"]
    let declared = try stage.constat("annotate", words + ["--from", "2026-03-14T00:00:00Z"])
    #expect(declared.ending == .exit(73), "\(declared.output)")
    #expect(declared.errors.contains("constat key accept-older"), "\(declared.errors)")
    let accepted = try stage.constat("key", ["accept-older"])
    #expect(accepted.ending == .exit(0), "\(accepted.errors)")
    let third = try stage.start()
    try #require(target.waitForConnections(2), "\(third.errors)")
    stage.stop(third)
    #expect(third.errors.contains("store reverted"), "it is said: \(third.errors)")
    let verified = try stage.constat("verify")
    #expect(verified.ending == .exit(0), "\(verified.output)\(verified.errors)")
  }

  @Test func `a copied store without its key is not signed by another one`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let first = try stage.start()
    try #require(target.waitForConnections(2), "\(first.errors)")
    stage.stop(first)
    let copy = stage.scratch.file("copy")
    try FileManager.default.copyItem(atPath: stage.store, toPath: copy)
    let second = try stage.start(store: copy)
    try #require(target.waitForConnections(2), "\(second.errors)")
    stage.stop(second)
    #expect(second.errors.contains("\(copy)-keys/seal.key is missing"), "\(second.errors)")
    #expect(!FileManager.default.fileExists(atPath: "\(copy)-keys/seal.key"))
    try FileManager.default.copyItem(atPath: "\(stage.store)-keys", toPath: "\(copy)-keys")
    let third = try stage.start(store: copy)
    try #require(target.waitForConnections(2), "\(third.errors)")
    stage.stop(third)
    let verified = try stage.constat("verify", store: copy)
    #expect(verified.ending == .exit(0), "\(verified.output)\(verified.errors)")
  }
}
