import Chronology
import Foundation
import Importing
import Sampling
import TestKit
import Testing

/// The commands of docs/import.md for other tools make files that are imported.
@Suite(.timeLimit(.minutes(20))) struct OtherToolsTests {
  /// Runs a text as a shell script in a folder.
  private func run(_ script: String, in folder: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-ec", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(script)")
  }

  /// The command under a fence that says `sh NAME`.
  private func command(_ name: String) throws -> String {
    let page = try RepositoryFile.text("docs/import.md")
    let rest = try #require(page.split(separator: "```sh \(name)\n").dropFirst().first)
    return String(try #require(rest.split(separator: "\n```").first))
  }

  private func reading(_ name: String, after preparation: String) throws -> ImportReading {
    let scratch = try Scratch()
    try run(preparation, in: scratch.path)
    try run(try command(name), in: scratch.path)
    let bytes = try #require(TestFile.bytes(scratch.file("\(name).jsonl")))
    return try importing(bytes).get()
  }

  @Test func `Uptime Kuma's heartbeats`() throws {
    let read = try reading(
      "kuma",
      after: """
        sqlite3 kuma.db "CREATE TABLE heartbeat (id INTEGER PRIMARY KEY, important BOOLEAN,
          monitor_id INTEGER, status SMALLINT, msg TEXT, time DATETIME, ping INTEGER,
          duration INTEGER, down_count INTEGER);
        INSERT INTO heartbeat (monitor_id, status, time, ping) VALUES
          (1, 1, '2026-03-14 09:41:07.250', 81), (1, 0, '2026-03-14 09:42:07.250', NULL),
          (1, 2, '2026-03-14 09:43:07.250', NULL), (1, 3, '2026-03-14 09:44:07.250', NULL),
          (2, 1, '2026-03-14 09:41:08.000', 5);"
        """
    )
    #expect(
      read.map(\.start.description) == ["2026-03-14T09:41:07.250Z", "2026-03-14T09:42:07.250Z"]
    )
    #expect(read.map(\.outcome) == [.up, .down])
    #expect(read[0].measuredTime(of: nil) == .milliseconds(81))
    #expect(read[1].measuredTime(of: nil) == nil)
  }

  @Test func `Gatus's results`() throws {
    let read = try reading(
      "gatus",
      after: """
        sqlite3 gatus.db "CREATE TABLE endpoints (endpoint_id INTEGER PRIMARY KEY,
          endpoint_key TEXT UNIQUE, endpoint_name TEXT, endpoint_group TEXT);
        CREATE TABLE endpoint_results (endpoint_result_id INTEGER PRIMARY KEY,
          endpoint_id INTEGER, success INTEGER, errors TEXT, connected INTEGER, status INTEGER,
          dns_rcode TEXT, certificate_expiration INTEGER, domain_expiration INTEGER,
          hostname TEXT, ip TEXT, duration INTEGER, timestamp TIMESTAMP);
        INSERT INTO endpoints VALUES (1, 'core_website', 'website', 'core'), (2, 'x', 'x', '');
        INSERT INTO endpoint_results (endpoint_id, success, status, duration, timestamp) VALUES
          (1, 1, 200, 81234567, '2026-03-14 09:41:07.250123456+00:00'),
          (1, 0, 503, 40311000, '2026-03-14 09:42:07.250123456+00:00'),
          (2, 1, 200, 1, '2026-03-14 09:42:07.250123456+00:00');"
        """
    )
    #expect(
      read.map(\.start.description) == ["2026-03-14T09:41:07.250Z", "2026-03-14T09:42:07.250Z"]
    )
    #expect(read.map(\.outcome) == [.up, .down])
    #expect(read.map(\.status) == [200, 503])
    #expect(read[0].measuredTime(of: nil) == .microseconds(81_234))
  }

  @Test func `what promtool dumps of blackbox_exporter`() throws {
    let page = try RepositoryFile.text("docs/import.md")
    let rest = try #require(page.split(separator: "```om\n").dropFirst().first)
    let text = try #require(rest.split(separator: "```").first)
    let read = try importing(Array(text.utf8)).get()
    #expect(read.map(\.outcome) == [.up])
    #expect(read[0].start.milliseconds == 1_773_481_267_250)
    #expect(read[0].measuredTime(of: nil) == .microseconds(81_234))
  }
}
