import Foundation
import Glibc
import Testing

/// What cannot work ends at once, with a message that names the file and with the right code.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct BadInputTests {
  /// Exit codes of sysexits.h.
  private static let (unusable, temporary): (CInt, CInt) = (73, 75)
  private static let (permission, configuration): (CInt, CInt) = (77, 78)

  /// Starts the daemon and holds it to its end and its words.
  private func expectRefusal(
    of stage: Stage,
    code: CInt,
    saying words: [String],
    _ location: SourceLocation = #_sourceLocation
  ) throws {
    let daemon = try stage.start()
    let ending = daemon.end(within: .seconds(30))
    #expect(ending == .exit(code), "\(daemon.errors)", sourceLocation: location)
    #expect(!daemon.errors.hasSuffix("\n\n"), "\(daemon.errors)", sourceLocation: location)
    for word in words {
      #expect(daemon.errors.contains(word), "\(daemon.errors)", sourceLocation: location)
    }
  }

  @Test func `a configuration that isn't there`() throws {
    let stage = try Stage(ConfigurationText(SwitchedTarget()))
    try FileManager.default.removeItem(atPath: stage.config)
    try expectRefusal(of: stage, code: Self.configuration, saying: ["constatd.yaml"])
  }

  @Test func `an empty configuration`() throws {
    let stage = try Stage(ConfigurationText(SwitchedTarget()))
    try stage.scratch.write("", to: "constatd.yaml")
    try expectRefusal(of: stage, code: Self.configuration, saying: ["constatd.yaml"])
  }

  @Test func `a configuration of 64 MB`() throws {
    let stage = try Stage(ConfigurationText(SwitchedTarget()))
    let line = "# " + String(repeating: "x", count: 1_021) + "\n"
    try stage.scratch.write(String(repeating: line, count: 65_536), to: "constatd.yaml")
    try expectRefusal(of: stage, code: Self.configuration, saying: ["constatd.yaml"])
  }

  @Test func `a mistake in the agreement is named with its line and column`() throws {
    var configuration = ConfigurationText(SwitchedTarget())
    configuration.services = [("storefront", "wbe")]
    let stage = try Stage(configuration)
    let words = ["agreement.yaml:12:57: ", "there is no check 'wbe'", "did you mean 'web'?"]
    try expectRefusal(of: stage, code: Self.configuration, saying: words)
    let check = try stage.constat("check-config")
    #expect(check.ending == .exit(Self.configuration))
    #expect(words.allSatisfy { check.errors.contains($0) }, "\(check.errors)")
  }

  @Test(.needsUserWithoutRights) func `a configuration that may not be read`() throws {
    let prefix = geteuid() == 0 ? AnotherUser.prefix : []
    let stage = try Stage(ConfigurationText(SwitchedTarget()), prefix: prefix)
    unsafe chmod(stage.config, 0o000)
    try expectRefusal(
      of: stage,
      code: Self.configuration,
      saying: ["constatd.yaml", "ermission denied"]
    )
  }

  @Test(.needsAnotherUser) func `a store that belongs to another user`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let owner = try stage.start()
    try #require(target.waitForConnections(2), "\(owner.errors)")
    stage.stop(owner)
    let samples = try stage.samples()
    let other = AnotherUser.prefix + [BuiltProducts.constatd]
    let result = try CommandResult(
      other[0],
      other.dropFirst() + ["--config", stage.config, "--store", stage.store]
    )
    #expect(result.ending == .exit(Self.permission), "\(result.errors)")
    #expect(result.errors.contains(stage.store), "\(result.errors)")
    #expect(try stage.samples() == samples)
  }

  @Test func `a store of a newer format is left as it is`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    stage.stop(daemon)
    let samples = try stage.samples()
    let identity = try #require(stage.scratch.read("store/STORE"))
    try #require(identity.contains("format=1\n"))
    let newer = identity.replacingOccurrences(of: "format=1\n", with: "format=2\n")
    try stage.scratch.write(newer, to: "store/STORE")
    try expectRefusal(of: stage, code: Self.unusable, saying: ["STORE", "newer version"])
    #expect(stage.scratch.read("store/STORE") == newer)
    try stage.scratch.write(identity, to: "store/STORE")
    #expect(try stage.samples() == samples)
  }

  @Test func `a second daemon on the same store`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let first = try stage.start()
    try #require(target.waitForConnections(2), "\(first.errors)")
    try expectRefusal(of: stage, code: Self.temporary, saying: [stage.store])
    #expect(target.waitForConnections(2), "the first one goes on")
    stage.stop(first)
    #expect(try stage.samples() == Int64(target.accepted))
  }
}
