import Testing

/// What the journal has after an outage: the daemon, journald and journalctl are the real ones.
@Suite(.blocking, .timeLimit(.minutes(20)), .needsJournal)
struct IncidentJournalTests {
  private static let ids = [
    "incident.opened": "ae1d51ced967491d8893464fa8233057",
    "incident.confirmed": "43d4151a318346cab3784058290a05db",
    "incident.resolved": "9752a177a7f6441e9efedd6dfd9cc251",
    "objective.at-risk": "d0c5f537f8634d11a7c0fe5859ae1d75",
    "objective.breached": "acfd5f8eabbb4b6e9682f1d6ad734345",
    "daemon.started": "fa14e69e6c80489e9dc57ba89c7d9148",
    "daemon.stopped": "a7ccf3d958214e6aa7f84b318f22e7c6",
  ]
  private static let priorities = [
    "incident.opened": "3", "incident.confirmed": "5", "incident.resolved": "5",
    "objective.at-risk": "4", "objective.breached": "2", "daemon.started": "6",
    "daemon.stopped": "6",
  ]

  @Test func `an outage is told to the journal once, in order, with its facts`() throws {
    let entries = try entriesOfAnOutage()
    let kinds = entries.compactMap(\.kind)
    for (kind, id) in Self.ids {
      let found = entries.filter { $0.kind == kind }
      #expect(found.count == 1, "\(kind) among \(kinds)")
      #expect(found.first?["MESSAGE_ID"] == id, "\(kind)")
      #expect(found.first?["PRIORITY"] == Self.priorities[kind], "\(kind)")
      let words = kind.map { ".-".contains($0) ? " " : "\($0)" }.joined()
      #expect(found.first?["MESSAGE"]?.hasPrefix(words + ": ") == true, "\(kind)")
      #expect(found.first?["CONSTAT_TIME"]?.hasSuffix("Z") == true, "\(kind)")
    }
    let keys = entries.compactMap { $0["CONSTAT_KEY"] }
    #expect(keys.count == entries.count)
    #expect(Set(keys).count == keys.count)
    expectOrder(["daemon.started", "incident.opened", "incident.confirmed"], in: kinds)
    expectOrder(["incident.confirmed", "incident.resolved", "daemon.stopped"], in: kinds)
    expectOrder(["incident.opened", "objective.breached", "incident.resolved"], in: kinds)
    expectOrder(["objective.at-risk", "objective.breached"], in: kinds)
    expectIncident(entries)
    expectBreach(entries.first { $0.kind == "objective.breached" })
  }

  private func entriesOfAnOutage() throws -> [JournalEntry] {
    let journal = try JournalNamespace()
    let target = SwitchedTarget()
    // A budget of 3.6 s.
    let stage = try Stage(ConfigurationText(target), prefix: journal.prefix)
    let daemon = try stage.start()
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    target.become(.errorPage)
    _ = try journal.entries(with: "objective.breached")
    target.become(.up)
    _ = try journal.entries(with: "incident.resolved")
    stage.stop(daemon)
    return try journal.entries(with: "daemon.stopped")
  }

  private func expectOrder(_ wanted: [String], in kinds: [String]) {
    let places = wanted.map { kinds.firstIndex(of: $0) ?? -1 }
    #expect(places == places.sorted() && !places.contains(-1), "\(wanted) in \(kinds)")
  }

  private func expectIncident(_ entries: [JournalEntry]) {
    let told = entries.filter { $0.kind?.hasPrefix("incident.") == true }
    #expect(Set(told.map { $0["CONSTAT_INCIDENT"] }).count == 1)
    for entry in told {
      #expect(entry["CONSTAT_AGREEMENT"] == "shop")
      #expect(entry["CONSTAT_SERVICE"] == "storefront")
      #expect(entry["CONSTAT_CHECK"] == "web")
      #expect(entry["CONSTAT_CAUSE"] == "http-5xx")
      #expect(entry["CONSTAT_STATUS"] == "503")
    }
    let resolved = told.last
    let opened = resolved?["CONSTAT_OPENED"] ?? ""
    let confirmed = resolved?["CONSTAT_CONFIRMED"] ?? ""
    #expect(opened < confirmed)
    #expect(confirmed < resolved?["CONSTAT_RESOLVED"] ?? "")
    #expect(told.first?["CONSTAT_OPENED"] == opened)
    #expect(told.first?["CONSTAT_RESOLVED"] == "")
  }

  private func expectBreach(_ entry: JournalEntry?) {
    #expect(entry?["CONSTAT_OBJECTIVE"] == "availability")
    #expect(entry?["CONSTAT_BUDGET_MS"] == "3600")
    let spent = entry?["CONSTAT_SPENT_LOW_MS"].flatMap(Int.init) ?? 0
    #expect(spent > 3_600)
    #expect(entry?["CONSTAT_AGREEMENT_SHA256"]?.count == 64)
  }
}
