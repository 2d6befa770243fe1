import Testing

/// What an operator reads by `journalctl -x` after an outage: the daemon, journald, journalctl and the
/// catalogs are the real ones.
@Suite(.blocking, .timeLimit(.minutes(20)), .needsJournal)
struct ExplainedJournalTests {
  @Test func `an outage is explained with its own names`() throws {
    let journal = try JournalNamespace()
    try know(journal)
    let incident = try outage(journal)
    try expect(
      [
        "Subject: storefront is unavailable", "The check web has failed often enough in a row",
        "What it means for the agreement:", "under the agreement shop", "  constat probe web\n",
        "--service shop/storefront --from ", "--ref \(incident) --author customer",
        "Subject: constatd measures",
      ],
      explained(journal, ["LC_ALL": "C.UTF-8"])
    )
  }

  @Test(.needsFrench)
  func `and in French, where the locale is French`() throws {
    let journal = try JournalNamespace()
    try know(journal)
    let incident = try outage(journal)
    try expect(
      [
        "Subject: storefront est indisponible", "Le contrôle web a échoué",
        "Ce que cela signifie pour la convention\u{A0}:", "  constat probe web\n",
        "--ref \(incident) --author customer",
      ],
      FrenchLocale().use { try explained(journal, $0) }
    )
  }

  private func expect(_ texts: [String], _ explained: String) {
    for text in texts { #expect(explained.contains(text), "\(text) in \(explained)") }
    // What an entry lacks stands there by its name.
    #expect(!explained.contains("@CONSTAT_") && !explained.contains("CONSTAT_SERVICE"))
  }

  /// Makes the shipped catalogs known to the namespace's journalctl, which has one place for them.
  private func know(_ journal: JournalNamespace) throws {
    let script = """
      mkdir -p "$1/usr/lib/systemd/catalog"
      cp "$2"/*.catalog "$1/usr/lib/systemd/catalog"
      journalctl --root="$1" --update-catalog
      mount -t tmpfs constat /var/lib/systemd
      mkdir /var/lib/systemd/catalog
      cp "$1/var/lib/systemd/catalog/database" /var/lib/systemd/catalog
      """
    let root = journal.scratch.file("root")
    let catalogs = BuiltProducts.repository + "/config/catalog"
    let command = journal.prefix + ["/bin/bash", "-euc", script, "know", root, catalogs]
    let result = try CommandResult(command[0], Array(command.dropFirst()))
    try #require(result.ending == .exit(0), "\(result.errors)")
  }

  /// Has an outage told, and gives the incident's name.
  private func outage(_ journal: JournalNamespace) throws -> String {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: journal.prefix)
    let daemon = try stage.start()
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    target.become(.errorPage)
    let entries = try journal.entries(with: "incident.opened")
    stage.stop(daemon)
    let opened = try #require(entries.first { $0.kind == "incident.opened" }, "\(daemon.errors)")
    #expect(opened["CODE_FILE"] == "Events/Event+Incident.swift")
    #expect((opened["CODE_LINE"].flatMap { Int($0) } ?? 0) > 1)
    return try #require(opened["CONSTAT_INCIDENT"])
  }

  /// The journal with its explanations, without the marks before their lines.
  private func explained(_ journal: JournalNamespace, _ locale: [String: String]) throws -> String {
    let options = ["-D", "/run/log/journal", "-x", "-t", "constatd", "--no-pager"]
    let command = journal.prefix + ["/usr/bin/journalctl"] + options
    let result = try CommandResult(command[0], Array(command.dropFirst()), environment: locale)
    #expect(result.ending == .exit(0), "\(result.errors)")
    return result.output.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.hasPrefix("\u{2591}\u{2591} ") ? $0.dropFirst(3) : $0 }
      .joined(separator: "\n")
  }
}
