import Glibc
import Testing

/// A mount namespace in which a real systemd-journald owns the journal's socket.
final class JournalNamespace {
  let scratch = Scratch()
  private let namespace: MountNamespace
  private let journald: pid_t

  /// Starts journald and waits until it serves.
  init() throws {
    let script = "echo $CONSTAT_JOURNALD >\"$1\"; echo ready; exec sleep 900"
    namespace = try MountNamespace(
      entering: BuiltProducts.repository + "/Tests/harness/with-journald.sh",
      ["/bin/sh", "-c", script, "keeper", scratch.file("journald.pid")],
      scratch: scratch
    )
    let number = scratch.read("journald.pid").flatMap { pid_t($0.filter(\.isNumber)) }
    journald = try #require(number)
  }

  deinit { kill(journald, SIGCONT) }

  /// What begins a command that is to write to this journal.
  var prefix: [String] { namespace.prefix }

  /// Stops journald, or lets it go on.
  func signal(_ number: CInt) { kill(journald, number) }

  /// Sends to a stopped journald until its queue takes no more, so that the next sender blocks.
  func fillQueue() throws {
    let script = """
      for i in $(seq 2000); do
        printf 'MESSAGE=full\\n' | timeout 1 logger --journald || { echo full; exit; }
      done
      """
    let command = prefix + ["/bin/bash", "-c", script]
    let result = try CommandResult(command[0], Array(command.dropFirst()))
    try #require(result.output.contains("full"), "the journal's queue has no end")
  }

  /// Every entry of the daemon so far, in the journal's order.
  func entries() throws -> [JournalEntry] {
    let journal = namespace.prefix + ["/usr/bin/journalctl"]
    let barrier = try CommandResult(journal[0], journal.dropFirst() + ["--sync"])
    try #require(barrier.ending == .exit(0), "\(barrier.errors)")
    let query = ["-D", "/run/log/journal", "-o", "json", "--all", "-t", "constatd"]
    let result = try CommandResult(journal[0], journal.dropFirst() + query)
    return try result.output.split(separator: "\n").map { try JournalEntry(JSON(String($0))) }
  }

  /// The entries, as soon as one of `kind` is among them; all so far when it doesn't come.
  func entries(with kind: String, within limit: Duration = .seconds(60)) throws -> [JournalEntry] {
    let found = try eventually(within: limit) { () -> [JournalEntry]? in
      let entries = try entries()
      return entries.contains { $0.kind == kind } ? entries : nil
    }
    return try found ?? entries()
  }

  /// Why tests with a journal can't run here; nil if they can.
  static let refusal: String? =
    MountNamespace.refusal
    ?? (unsafe access("/lib/systemd/systemd-journald", X_OK) == 0
      ? nil : "no systemd-journald here: install the package systemd")
}

/// One entry of the journal.
struct JournalEntry {
  private let fields: JSON

  init(_ fields: JSON) { self.fields = fields }

  /// The value of a field that stands there once, as a text.
  subscript(name: String) -> String? { fields[name]?.text }

  /// `incident.opened` and the like.
  var kind: String? { self["CONSTAT_EVENT"] }
}
