import Testing

/// What the journal has of an outage that came while the disk was full.
@Suite(.blocking, .timeLimit(.minutes(20)), .needsJournal)
struct FullDiskJournalTests {
  private func run(_ words: String, in journal: JournalNamespace) throws {
    let command = journal.prefix + ["/bin/sh", "-c", words]
    let result = try CommandResult(command[0], Array(command.dropFirst()))
    try #require(result.ending == .exit(0), "\(words): \(result.errors)")
  }

  @Test func `what can't be durable is said so, once, and what comes after it is not`() throws {
    let journal = try JournalNamespace()
    try run("mount -t tmpfs -o mode=755,size=24m tmpfs /mnt", in: journal)
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: journal.prefix)
    let store = "/mnt/store"
    let daemon = try stage.start(store: store)
    try #require(target.waitForConnections(3), "\(daemon.errors)")
    try run("cat /dev/zero >/mnt/filler 2>/dev/null; true", in: journal)
    let full = try journal.entries(with: "store.exhausted")
    let exhausted = try #require(full.first { $0.kind == "store.exhausted" })
    #expect(exhausted["PRIORITY"] == "2" && exhausted["CONSTAT_DURABLE"] == "no")
    target.become(.errorPage)
    _ = try journal.entries(with: "incident.opened")
    try run("rm /mnt/filler", in: journal)
    _ = try journal.entries(with: "store.recovered")
    target.become(.up)
    _ = try journal.entries(with: "incident.resolved")
    stage.stop(daemon)
    let entries = try journal.entries(with: "daemon.stopped")
    for kind in ["incident.opened", "incident.confirmed"] {
      let found = entries.filter { $0.kind == kind }
      #expect(found.map { $0["CONSTAT_DURABLE"] } == ["no"], "\(kind)")
    }
    for kind in ["incident.resolved", "daemon.stopped"] {
      let found = entries.filter { $0.kind == kind }
      #expect(found.map { $0["CONSTAT_DURABLE"] } == [nil], "\(kind)")
    }
    let keys = entries.compactMap { $0["CONSTAT_KEY"] }
    #expect(Set(keys).count == keys.count, "nothing is said twice: \(keys)")
    // What was said is on record, and the record is whole.
    #expect(try stage.samples(store: store) == Int64(target.accepted))
    let incidents = try stage.constat("incidents", ["--json"], store: store)
    #expect(incidents.output.contains("\"resolved\""), "\(incidents.output)\(incidents.errors)")
  }
}
