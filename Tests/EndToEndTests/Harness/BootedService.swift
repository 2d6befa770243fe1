import Foundation
import Testing

/// The installed files and programs of this build, on a machine that a real systemd has booted.
struct BootedService {
  /// What `Tests/harness/operate-service.sh` printed, by name.
  let facts: [String: String]
  /// All that was said, for a test that fails.
  let words: String

  /// Installs into a folder, boots, and operates the service.
  ///
  /// - Throws: `Refusal` where this machine can't boot a container.
  init(_ configuration: ConfigurationText) throws {
    let scratch = Scratch()
    let stage = scratch.file("stage")
    let installed = try CommandResult(
      BuiltProducts.repository + "/scripts/install.sh",
      [BuiltProducts.folder, stage, "/usr"]
    )
    try #require(installed.ending == .exit(0), "\(installed.errors)")
    try Self.addLibraries(to: stage)
    try scratch.write(configuration.file, to: "stage/etc/constat/constatd.yaml")
    try scratch.write(configuration.agreement, to: "stage/etc/constat/agreement.yaml")
    (facts, words) = try Self.boot(stage, "operate-service.sh", scratch)
  }

  /// Boots with what is in `stage`, and runs a script of the harness there.
  ///
  /// - Returns: What the script printed, by name; and all that was said.
  static func boot(
    _ stage: String,
    _ script: String,
    _ scratch: Scratch
  ) throws -> (facts: [String: String], words: String) {
    let harness = BuiltProducts.repository + "/Tests/harness/"
    let boot = try RunningProgram(
      harness + "with-systemd.sh",
      [stage, harness + script],
      log: scratch.file("boot")
    )
    // Asked to end, the script takes the container and its control groups with it.
    defer {
      boot.signal(SIGTERM)
      _ = boot.end(within: .seconds(10))
    }
    let ending = boot.end(within: .seconds(300))
    let words = "\(String(describing: ending))\n\(boot.output)\n\(boot.errors)"
    if ending == .exit(77) { throw Refusal(reason: boot.errors) }
    let facts = Dictionary(
      boot.output.split(separator: "\n").compactMap { line in
        line.range(of: ": ").map {
          (String(line[..<$0.lowerBound]), String(line[$0.upperBound...]))
        }
      },
      uniquingKeysWith: { $1 }
    )
    return (facts, words)
  }

  /// Why it can't be done here.
  struct Refusal: Error {
    let reason: String
  }

  /// A build for tests has the Swift run-time beside the toolchain, where the unit's sandbox lets
  /// nobody execute anything: the libraries go along.
  private static func addLibraries(to stage: String) throws {
    let own = "/usr/lib/constat-test"
    let list = try CommandResult("/usr/bin/ldd", [BuiltProducts.constatd, BuiltProducts.constat])
    let paths = Set(list.output.split { $0.isWhitespace }.map(String.init))
      .filter { $0.hasPrefix("/") && $0.contains("/swift/") }
    let files = FileManager.default
    try files.createDirectory(atPath: stage + own, withIntermediateDirectories: true)
    for path in paths {
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      try files.copyItem(atPath: path, toPath: stage + own + "/" + name)
    }
    let folder = stage + "/usr/lib/systemd/system/constatd.service.d"
    try files.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try "[Service]\nEnvironment=LD_LIBRARY_PATH=\(own)\n"
      .write(toFile: folder + "/test.conf", atomically: true, encoding: .utf8)
  }
}
