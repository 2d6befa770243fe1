import Foundation
import Testing

/// What is made of `events/registry.toml`.
@Suite struct GeneratedFilesTests {
  private let root = URL(fileURLWithPath: Repository.current.root)

  /// Runs `scripts/events.py` and gives its exit status and what it complains of.
  private func check(_ arguments: [String]) throws -> (status: Int32, errors: String) {
    let process = Process()
    let errors = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", root.path + "/scripts/events.py"] + arguments
    process.standardError = errors
    try process.run()
    let said = try errors.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: said, as: UTF8.self))
  }

  /// A folder with the registry alone, `old` in it replaced by `new`.
  private func copy(_ old: String, _ new: String) throws -> URL {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("constat-registry-\(UUID().uuidString)")
    let text = try String(
      contentsOf: root.appendingPathComponent("events/registry.toml"),
      encoding: .utf8
    )
    try #require(text.contains(old))
    let events = folder.appendingPathComponent("events")
    try FileManager.default.createDirectory(at: events, withIntermediateDirectories: true)
    try text.replacingOccurrences(of: old, with: new).write(
      to: events.appendingPathComponent("registry.toml"),
      atomically: true,
      encoding: .utf8
    )
    return folder
  }

  @Test func `nothing that is made of the registry of events is stale`() throws {
    let result = try check(["--check"])
    #expect(result.status == 0, "\(result.errors)")
  }

  @Test func `a check names what is stale, and writes nothing`() throws {
    let folder = try copy("constatd measures", "constatd measures well")
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try check(["--check", folder.path])
    #expect(result.status == 1)
    for path in [
      "Sources/Values/Events/EventKind.swift", "config/catalog/constat.catalog",
      "config/catalog/constat.fr.catalog", "config/pipelines/fields.csv", "docs/events.md",
    ] {
      #expect(result.errors.contains("\(path) is stale: run scripts/events.py"))
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["events"])
    #expect(try check([folder.path]).status == 0)
    #expect(try check(["--check", folder.path]).status == 0)
  }

  @Test(arguments: [
    ("priority = \"critical\"", "priority = \"loud\"", "there is no priority loud"),
    ("@CONSTAT_LEAD_MS@", "@CONSTAT_LEAD@", "can't have @CONSTAT_LEAD@"),
    ("\"STATE\", \"LEAD_MS\"", "\"STATE?\", \"LEAD_MS\"", "can't have @CONSTAT_STATE@"),
    ("@CONSTAT_WAITING@", "@CONSTAT_ERROR@", "can't have @CONSTAT_ERROR@"),
    ("@CONSTAT_EFFECTIVE@", "@CONSTAT_AGREEMENT_SHA256@", "short and without a digit"),
    ("[\"RESERVE_BYTES\"]", "[\"RESERVE\"]", "the table of fields has no RESERVE"),
    ("fields = [\"exclusion\"]", "fields = [\"exclusions\"]", "there is no group exclusions"),
    ("ae1d51ced967491d8893464fa8233057", "ae1d51ced967491d8893464fa823305", "32 hexadecimal"),
    ("type = \"date\"", "type = \"day\"", "EFFECTIVE: there is no type day"),
    ("[groups]", "[groups", "events/registry.toml: "),
  ])
  func `a registry that makes no sense is refused with the reason`(
    old: String,
    new: String,
    reason: String
  ) throws {
    let folder = try copy(old, new)
    defer { try? FileManager.default.removeItem(at: folder) }
    let result = try check(["--check", folder.path])
    #expect(result.status == 65 && result.errors.contains(reason), "\(result.errors)")
  }
}
