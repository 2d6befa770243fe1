import Glibc
import Testing

/// The signed checkpoint leaves the host by the journal, byte for byte.
@Suite(.blocking, .timeLimit(.minutes(20)), .needsJournal)
struct CheckpointJournalTests {
  @Test func `the last checkpoint of a stop is in the journal when the daemon has ended`() throws {
    let journal = try JournalNamespace()
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: journal.prefix)
    var own: [String] = []
    for _ in 0..<2 {
      let daemon = try stage.start()
      try #require(target.waitForConnections(3), "\(daemon.errors)")
      stage.stop(daemon)
      own.append(try #require(stage.scratch.read("store/checkpoint")))
      #expect(own.last?.contains("\n\n\u{2014} ") == true, "a signed note: \(own)")
      #expect(try notes(journal).last?.text == own.last)
    }
    // What is put on record at the next start is said again, by the same key.
    let notes = try notes(journal)
    #expect(Set(notes.map(\.text)) == Set(own), "\(notes)")
    #expect(Set(notes.map(\.key)).count == own.count, "\(notes)")
    #expect(try stage.constat("verify").ending == .exit(0))
  }

  @Test func `a journal that takes nothing holds the end up for some seconds, and hears it later`()
    throws
  {
    let journal = try JournalNamespace()
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target), prefix: journal.prefix)
    let first = try stage.start()
    try #require(target.waitForConnections(3), "\(first.errors)")
    journal.signal(SIGSTOP)
    try journal.fillQueue()
    stage.stop(first)
    #expect(first.errors.contains("could not be said; they will be at the next start"))
    let own = try #require(stage.scratch.read("store/checkpoint"))
    journal.signal(SIGCONT)
    #expect(try !notes(journal).contains { $0.text == own }, "nobody has said it yet")
    let second = try stage.start()
    try #require(target.waitForConnections(3), "\(second.errors)")
    #expect(try eventually { try notes(journal).contains { $0.text == own } })
    stage.stop(second)
  }

  private func notes(_ journal: JournalNamespace) throws -> [(text: String, key: String)] {
    try journal.entries().filter { $0.kind == "store.sealed" }.compactMap { entry in
      entry["CONSTAT_CHECKPOINT"].map { ($0, entry["CONSTAT_KEY"] ?? "") }
    }
  }
}
