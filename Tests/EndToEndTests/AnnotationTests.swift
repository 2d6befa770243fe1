import Foundation
import Glibc
import Testing

/// `constat annotate`, `annotations` and `hold`, alone and while the daemon measures.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct AnnotationTests {
  private let past = ["--from", "2026-03-14T00:00:00Z", "--to", "2026-03-14T02:00:00Z"]

  private func annotate(_ stage: Stage, _ words: [String]) throws -> CommandResult {
    try stage.constat("annotate", words + ["--author", "provider"])
  }

  private func listed(_ stage: Stage, _ words: [String] = []) throws -> [JSON] {
    let result = try stage.constat("annotations", ["--format", "json"] + words)
    try #require(result.ending == .exit(0), "\(result.errors)")
    return try result.json().list ?? []
  }

  @Test func `what is declared without a daemon is on record, sealed, and visibly late`() throws {
    let stage = try Stage(ConfigurationText(SwitchedTarget()))
    let words = ["maintenance", "--service", "storefront", "--reason", "New disks"] + past
    let done = try annotate(stage, words + ["--noticed", "2026-03-14T00:05:00Z"])
    #expect(done.ending == .exit(0), "\(done.errors)")
    #expect(done.output.hasPrefix("recorded maintenance "), "\(done.output)")
    #expect(done.output.contains("LATE: noticed 5 min 00 s after it began"), "\(done.output)")
    let id = String(done.output.split(separator: " ")[2])

    let again = try annotate(stage, ["dispute", "--ref", id, "--reason", "No notice"])
    #expect(again.ending == .exit(0), "\(again.errors)")
    let list = try listed(stage)
    #expect(list.count == 2)
    #expect(list.first?["id"]?.text == id)
    #expect(list.first?["scope"]?["service"]?.text == "storefront")
    #expect((list.first?["recorded_late_ms"]?.number ?? 0) > 0)
    #expect(list.first?["noticed_late_ms"]?.number == 300_000)
    #expect(list.last?["refers_to"]?.text == id)
    let text = try stage.constat("annotations", ["--to", "2026-03-15T00:00:00Z"])
    #expect(text.output.contains("h after it began\n  New disks\n"), "\(text.output)")
    #expect(!text.output.contains("No notice"), "it was now")

    let verified = try stage.constat("verify")
    #expect(verified.ending == .exit(0), "\(verified.output)")
  }

  @Test func `what makes no sense is refused with the way out, and nothing is recorded`() throws {
    let stage = try Stage(ConfigurationText(SwitchedTarget()))
    let reason = ["--reason", "r"]
    let cases: [(words: [String], complaint: String)] = [
      (["maintenance", "--service", "x"] + past + reason, "there is shop/storefront"),
      (["maintenance", "--check", "y"] + past + reason, "no check 'y'"),
      (["maintenance"] + past.prefix(2) + reason, "must say when it ends: add --to"),
      (["maintenance"] + past + ["--reason", " "], "give a --reason"),
      (["note"] + past + ["--reason", "a\u{1B}b"], "control characters"),
      (["note", "--from", past[3], "--to", past[1]] + reason, "later than --from"),
      (["accept"] + reason, "add --ref"),
      (["accept", "--ref", "0123"] + reason, "neither an annotation nor an incident"),
      (["maintenance"] + reason, "add --from"),
      (["ticket", "--from", "2090-01-01T00:00:00Z"] + reason, "still to come"),
      (["hold"] + past + reason, "hold"),
      (["note", "--from", "2026-03-14"] + reason, "2026-03-14"),
    ]
    for (words, complaint) in cases {
      let result = try annotate(stage, words)
      #expect(result.ending == .exit(64), "\(words): \(result.errors)")
      #expect(result.errors.contains(complaint), "\(words): \(result.errors)")
      #expect(!result.errors.contains("\u{1B}"))
    }
    let released = try stage.constat(
      "hold",
      ["release", "0123", "--author", "customer"] + reason
    )
    #expect(released.ending == .exit(64) && released.errors.contains("no hold has the id '0123'"))
    if FileManager.default.fileExists(atPath: stage.store) { #expect(try listed(stage).isEmpty) }
  }

  @Test func `a daemon that measures records it, and goes on`() throws {
    let target = SwitchedTarget()
    let stage = try Stage(ConfigurationText(target))
    let daemon = try stage.start()
    try #require(target.waitForConnections(2), "\(daemon.errors)")
    try stage.scratch.write("annotate 1 0e00\n", to: "store/inbox/x.request")
    let held = try stage.constat(
      "hold",
      ["add", "shop", "--author", "customer", "--reason", "Dispute"] + past
    )
    #expect(held.ending == .exit(0), "\(held.errors)\(daemon.errors)")
    let id = String(held.output.split(separator: " ")[2])
    let note = try annotate(stage, ["note", "--reason", "é", "--from", past[1]])
    #expect(note.ending == .exit(0), "\(note.errors)")
    #expect(eventually { stage.scratch.read("store/inbox/x.answer")?.hasPrefix("65\n") == true })
    let bad = try annotate(stage, ["accept", "--ref", "0123", "--reason", "r"])
    #expect(bad.ending == .exit(64), "\(bad.errors)")
    #expect(bad.errors.contains("neither an annotation nor an incident"), "\(bad.errors)")
    #expect(try listed(stage).map { $0["kind"]?.text } == ["hold", "note"])
    let holds = try stage.constat("hold", ["list"])
    #expect(holds.output.hasPrefix("\(id)  hold  agreement shop\n"), "\(holds.output)")
    let release = ["release", id, "--author", "customer", "--reason", "Settled"]
    #expect(try stage.constat("hold", release).ending == .exit(0))
    #expect(try stage.constat("hold", ["list"]).output == "no holds\n")
    #expect(try stage.constat("hold", release).errors.contains("already"))
    #expect(target.waitForConnections(2), "probing goes on")
    stage.stop(daemon)
    #expect(try listed(stage).count == 3)
  }
}
