import Foundation
import Testing

/// Every kind of declaration, by the program, and several at once.
@Suite(.blocking, .timeLimit(.minutes(20)))
struct DeclaredKindsTests {
  /// A kind, what it needs beside author and reason, and whether it says when it ends.
  struct Declared: CustomStringConvertible, Sendable {
    let kind: String
    var options: [String] = []
    var lasts = true
    var refers = false

    var description: String { kind }
  }

  static let kinds: [Declared] = [
    Declared(kind: "maintenance", options: ["--noticed", "2026-03-10T08:00:00Z"]),
    Declared(kind: "force-majeure"), Declared(kind: "customer-fault"),
    Declared(kind: "suspension"), Declared(kind: "correction"), Declared(kind: "note"),
    Declared(kind: "ticket", lasts: false),
    Declared(kind: "acknowledge", lasts: false, refers: true),
    Declared(kind: "accept", lasts: false, refers: true),
    Declared(kind: "dispute", lasts: false, refers: true), Declared(kind: "claim", lasts: false),
  ]

  @Test(arguments: kinds)
  func `each kind is recorded, listed with all that was said, and vouched for`(
    _ declared: Declared
  ) throws {
    let stage = try Stage(ConfigurationText(SwitchedTarget()))
    let first = try stage.constat(
      "annotate",
      ["note", "--from", "2026-03-14T00:00:00Z", "--author", "measurer", "--reason", "first"]
    )
    try #require(first.ending == .exit(0), "\(first.errors)")
    let id = String(first.output.split(separator: " ")[2])
    var words = [declared.kind, "--service", "storefront", "--from", "2026-03-14T10:00:00Z"]
    if declared.lasts { words += ["--to", "2026-03-14T12:30:00Z"] }
    if declared.refers { words += ["--ref", id] }
    words +=
      ["--author", "customer", "--reason", "Étage 3, \u{1F6A7} \"quoted\""] + declared.options
    let done = try stage.constat("annotate", words)
    #expect(done.ending == .exit(0), "\(done.errors)")
    #expect(done.output.hasPrefix("recorded \(declared.kind) "), "\(done.output)")
    let list = try stage.constat("annotations", ["--format", "json"])
    let found = try list.json().list?.last { $0["kind"]?.text == declared.kind }
    let listed = try #require(found, "\(list.output)")
    #expect(listed["author"]?.text == "customer")
    #expect(listed["reason"]?.text == "Étage 3, \u{1F6A7} \"quoted\"")
    #expect(listed["scope"]?["service"]?.text == "storefront")
    #expect(listed["from"]?.text == "2026-03-14T10:00:00Z")
    #expect(listed["to"]?.text == (declared.lasts ? "2026-03-14T12:30:00Z" : nil))
    #expect(listed["refers_to"]?.text == (declared.refers ? id : nil))
    #expect((listed["recorded_late_ms"]?.number ?? 0) > 0)
    #expect(try stage.constat("verify").ending == .exit(0))
  }

  @Test func `twelve commands at once take turns, beside an inbox that nobody serves`() throws {
    let stage = try Stage(ConfigurationText(SwitchedTarget()))
    let past = ["--from", "2026-03-14T00:00:00Z", "--author", "provider"]
    let first = try stage.constat("annotate", ["note", "--reason", "first"] + past)
    try #require(first.ending == .exit(0), "\(first.errors)")
    try FileManager.default.createDirectory(
      atPath: stage.scratch.file("store/inbox"),
      withIntermediateDirectories: false
    )
    let places = ["--config", stage.config, "--store", stage.store]
    let commands = try (0..<12).map { number in
      try RunningProgram(
        BuiltProducts.constat,
        ["annotate", "note", "--reason", "number \(number)"] + past + places,
        log: stage.scratch.file("command-\(number)")
      )
    }
    for command in commands { #expect(command.end() == .exit(0), "\(command.errors)") }
    let list = try stage.constat("annotations", ["--format", "json"])
    let reasons = try list.json().list?.compactMap { $0["reason"]?.text }
    #expect(Set(reasons ?? []) == Set((0..<12).map { "number \($0)" } + ["first"]))
    #expect(try stage.constat("verify").ending == .exit(0))
  }

  @Test func `who names an incident that no event tells of is warned`() throws {
    let stage = try Stage(ConfigurationText(SwitchedTarget()))
    let done = try stage.constat(
      "annotate",
      ["dispute", "--ref", "shop/storefront/7", "--author", "provider", "--reason", "r"]
    )
    #expect(done.ending == .exit(0), "what was imported has incidents without events")
    #expect(
      done.output.contains(
        "warning: no event of the record tells of the incident shop/storefront/7"
      )
    )
    #expect(done.output.contains("it tells of none of this service"), "\(done.output)")
  }
}
