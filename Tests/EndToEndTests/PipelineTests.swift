import Foundation
import Glibc
import TestKit
import Testing

/// What leaves the journal for other programs, by the files of `config/pipelines` as they are
/// shipped: the daemon, journald and the programs that read the journal are the real ones.
@Suite(.blocking, .timeLimit(.minutes(20)), .needsJournal, .needsPipelines)
struct PipelineTests {
  @Test func `a breach arrives at rsyslog, at another machine's journal and at a reader by HTTP`()
    throws
  {
    let journal = try JournalNamespace()
    let rsyslog = try Rsyslog(journal)
    let remote = try RemoteJournal(journal)
    let gateway = try Gateway(journal)
    let breach = try breach(in: journal)
    expectTheSame(breach, try rsyslog.entry(of: breach), "rsyslog")
    expectTheSame(breach, try remote.entry(of: breach), "journal-remote")
    expectTheSame(breach, try gateway.entry(of: breach), "journal-gatewayd")
  }

  /// Breaks a promise, and gives what the journal has of it.
  private func breach(in journal: JournalNamespace) throws -> JournalEntry {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: journal.prefix)
    let daemon = try stage.start()
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    target.become(.errorPage)
    let entries = try journal.entries(with: "objective.breached")
    stage.stop(daemon)
    return try #require(entries.last { $0.kind == "objective.breached" }, "\(daemon.errors)")
  }

  private func expectTheSame(_ said: JournalEntry, _ got: JournalEntry?, _ place: String) {
    let names = [
      "MESSAGE", "MESSAGE_ID", "PRIORITY", "CONSTAT_EVENT", "CONSTAT_KEY", "CONSTAT_TIME",
      "CONSTAT_AGREEMENT", "CONSTAT_OBJECTIVE", "CONSTAT_SPENT_LOW_MS",
    ]
    for name in names {
      #expect(said[name] != nil && got?[name] == said[name], "\(name) at \(place)")
    }
  }
}

/// rsyslogd with the shipped file, which writes JSON lines.
private final class Rsyslog {
  private let program: RunningProgram
  private let output: String

  init(_ journal: JournalNamespace) throws {
    let scratch = journal.scratch
    output = scratch.file("events.json")
    let shipped = try pipeline("rsyslog.conf")
    let place = "/var/log/constat-events.json"
    try #require(shipped.contains(place))
    let text = shipped.split(separator: place, omittingEmptySubsequences: false).joined(
      separator: output
    )
    try scratch.write("global(workDirectory=\"\(scratch.path)\")\n" + text, to: "rsyslog.conf")
    let options = ["-n", "-i", scratch.file("rsyslog.pid"), "-f", scratch.file("rsyslog.conf")]
    program = try journal.start("/usr/sbin/rsyslogd", options, as: "rsyslog")
  }

  /// The line that tells of `event`.
  func entry(of event: JournalEntry) throws -> JournalEntry? {
    try eventually {
      let lines = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
      return try lines.split(separator: "\n").map { try JournalEntry(JSON(String($0))) }
        .first { $0["CONSTAT_KEY"] == event["CONSTAT_KEY"] }
    }
  }
}

/// systemd-journal-upload, and a systemd-journal-remote that it sends to.
private final class RemoteJournal {
  private let journal: JournalNamespace
  private let receiver: RunningProgram
  private let sender: RunningProgram
  private let file: String

  init(_ journal: JournalNamespace) throws {
    self.journal = journal
    let scratch = journal.scratch
    file = scratch.file("remote.journal")
    let port = closedPort()
    receiver = try journal.start(
      "/lib/systemd/systemd-journal-remote",
      ["--listen-http=127.0.0.1:\(port)", "--split-mode=none", "--output=\(file)"],
      as: "remote"
    )
    // It ends when nobody listens yet: the service manager starts it again, here the shell does.
    let upload =
      "until /lib/systemd/systemd-journal-upload --url=http://127.0.0.1:\(port) "
      + "--directory=/run/log/journal --save-state=\(scratch.file("upload.state")); do sleep 0.1; done"
    sender = try journal.start("/bin/sh", ["-c", upload], as: "upload")
  }

  /// The entry that tells of `event`.
  func entry(of event: JournalEntry) throws -> JournalEntry? {
    let query = ["--quiet", "--file", file, "-o", "json", "--all"]
    let match = "CONSTAT_KEY=\(event["CONSTAT_KEY"] ?? "")"
    return try eventually {
      let result = try CommandResult("/usr/bin/journalctl", query + [match])
      return try result.output.split(separator: "\n").first.map { line -> JournalEntry in
        try JournalEntry(JSON(String(line)))
      }
    }
  }
}

/// systemd-journal-gatewayd behind a socket, as its unit has it.
private final class Gateway {
  private let program: RunningProgram
  private let port: UInt16

  init(_ journal: JournalNamespace) throws {
    port = closedPort()
    let options = [
      "--listen=127.0.0.1:\(port)", "/lib/systemd/systemd-journal-gatewayd",
      "--directory=/run/log/journal",
    ]
    program = try journal.start("/usr/bin/systemd-socket-activate", options, as: "gateway")
  }

  /// What it answers to a question for `event`.
  func entry(of event: JournalEntry) throws -> JournalEntry? {
    let query = "CONSTAT_KEY=\(event["CONSTAT_KEY"] ?? "")"
    let address = "http://127.0.0.1:\(port)/entries?\(query)"
    let ask =
      "import sys, urllib.request as web; question = web.Request(sys.argv[1], "
      + "headers={'Accept': 'application/json'}); "
      + "sys.stdout.write(web.urlopen(question, timeout=5).read().decode())"
    return try eventually {
      let result = try CommandResult("/usr/bin/python3", ["-c", ask, address])
      return try result.output.split(separator: "\n").first.map { line -> JournalEntry in
        try JournalEntry(JSON(String(line)))
      }
    }
  }
}

/// The text of a shipped file.
private func pipeline(_ name: String) throws -> String {
  let path = BuiltProducts.repository + "/config/pipelines/" + name
  return try String(contentsOfFile: path, encoding: .utf8)
}

extension JournalNamespace {
  /// Starts a program that reads this journal.
  fileprivate func start(_ path: String, _ arguments: [String], as name: String) throws
    -> RunningProgram
  {
    let command = prefix + [path] + arguments
    return try RunningProgram(command[0], Array(command.dropFirst()), log: scratch.file(name))
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests that need the programs that read a journal for others.
  fileprivate static var needsPipelines: Self {
    let programs = [
      "/usr/sbin/rsyslogd", "/lib/systemd/systemd-journal-remote",
      "/lib/systemd/systemd-journal-upload", "/lib/systemd/systemd-journal-gatewayd",
    ]
    let missing = programs.filter { unsafe access($0, X_OK) != 0 }
    let words = "missing: \(missing); install the packages rsyslog and systemd-journal-remote"
    return .enabled(if: missing.isEmpty, Comment(rawValue: words))
  }
}
