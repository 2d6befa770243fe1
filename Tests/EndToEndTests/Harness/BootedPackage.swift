import Foundation

/// Two versions of the Debian package of this build, on a machine that a real systemd has booted.
struct BootedPackage {
  /// What `Tests/harness/operate-package.sh` printed, by name.
  let facts: [String: String]
  /// All that was said, for a test that fails.
  let words: String

  /// Makes the packages, boots, and operates them.
  ///
  /// - Throws: `BootedService.Refusal` where this machine can't boot a container.
  init() throws {
    let scratch = Scratch()
    let stage = scratch.file("stage")
    let root = stage + "/root"
    let files = FileManager.default
    try files.createDirectory(atPath: root, withIntermediateDirectories: true)
    for (name, version) in [("first", "1.0-1"), ("second", "1.1-1")] {
      let package = try DebianPackage(version, in: scratch)
      try files.moveItem(atPath: package.path, toPath: "\(root)/\(name).deb")
    }
    // A build for tests has the Swift run-time beside its programs, which only a path leads to.
    let folder = stage + "/etc/systemd/system.conf.d"
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "[Manager]\nDefaultEnvironment=LD_LIBRARY_PATH=/usr/lib/constat\n"
      .write(toFile: folder + "/test.conf", atomically: true, encoding: .utf8)
    (facts, words) = try BootedService.boot(stage, "operate-package.sh", scratch)
  }
}

/// A Debian package of this build.
struct DebianPackage {
  /// Where it is.
  let path: String

  /// Makes it of the programs beside the tests.
  ///
  /// They are built for tests: what a release build takes minutes for is left to `make deb`, which goes the same
  /// way.
  init(_ version: String, in scratch: Scratch) throws {
    let made = try CommandResult(
      BuiltProducts.repository + "/scripts/deb.sh",
      [BuiltProducts.folder, scratch.path],
      environment: ["CONSTAT_DEB_VERSION": version, "CONSTAT_DEB_COMPRESSION": "none"],
      within: .seconds(300)
    )
    guard made.ending == .exit(0) else { throw Failure(reason: made.errors) }
    path = made.output.split(separator: "\n").last.map(String.init) ?? ""
  }

  /// Why it could not be made.
  struct Failure: Error {
    let reason: String
  }
}
