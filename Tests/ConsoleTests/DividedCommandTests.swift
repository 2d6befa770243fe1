import Chronology
import TestKit
import Testing

/// What explains and recomputes a month that a revision divides: ten minutes are recorded on the day before
/// its date, and ten on the date.
@Suite(.timeLimit(.minutes(30))) struct DividedCommandTests {
  private let month = ["--period", "2026-03"]

  private func recorded() async throws -> RecordedFixture {
    let fixture = try RecordedFixture()
    let first = RecordedFixture.agreement.replacing("window: day", with: "window: month")
      .replacing("currency: EUR", with: "currency: EUR\non-change: split")
    try fixture.scratch.write(first, to: "agreement.yaml")
    let second =
      first.replacing("revision: 1", with: "revision: 2")
      .replacing("2020-01-01", with: "2026-03-15").replacing(">= 99%", with: ">= 50%")
      + "  quick: {service: storefront, requests: \">= 90%\", window: month}\n"
    try fixture.scratch.write(second, to: "agreement-2.yaml")
    try fixture.scratch.write(
      RecordedFixture.configuration.replacing("agreement.yaml", with: "agreement*.yaml"),
      to: "constatd.yaml"
    )
    try await fixture.record()
    try await fixture.record(from: RecordedFixture.origin + .days(1))
    return fixture
  }

  /// Where each of `texts` stands, each behind the one before.
  private func isInOrder(_ texts: [String], _ output: String) -> Bool {
    var rest = output[...]
    for text in texts {
      guard let found = rest.firstRange(of: text) else { return false }
      rest = rest[found.upperBound...]
    }
    return true
  }

  @Test func `each part is explained by its own revision, one below the other`() async throws {
    let fixture = try await recorded()
    let run = try ConsoleRun(["explain", "shop"] + month + fixture.places)
    #expect(run.status == 0, "\(run.all)")
    #expect(
      isInOrder(
        ["revision 1", "2026-03-14 09:05:00", "revision 2", "2026-03-15 09:05:00"],
        run.output
      ),
      "\(run.output)"
    )
    let json = try ConsoleRun(["explain", "shop", "--format", "json"] + month + fixture.places)
    #expect(isInOrder(["\"revision\": 1", "\"parts\"", "\"revision\": 2"], json.output))
  }

  @Test func `an instant is explained by the revision whose part holds it`() async throws {
    let fixture = try await recorded()
    for (time, revision) in [("2026-03-14T09:05:10Z", 1), ("2026-03-15T09:05:10Z", 2)] {
      let run = try ConsoleRun(["explain", "shop", "--at", time] + month + fixture.places)
      #expect(run.status == 0, "\(run.all)")
      #expect(run.output.contains("revision \(revision)"), "\(run.output)")
      #expect(!run.output.contains("revision \(3 - revision)"), "\(run.output)")
    }
  }

  @Test func `a part that hasn't the objective is left out`() async throws {
    let fixture = try await recorded()
    let run = try ConsoleRun(
      ["explain", "shop", "--objective", "quick"] + month + fixture.places
    )
    #expect(run.status == 0, "\(run.all)")
    #expect(run.output.contains("revision 2") && !run.output.contains("revision 1"))
    let none = try ConsoleRun(["explain", "shop", "--objective", "slow"] + month + fixture.places)
    #expect(none.status == 64, "\(none.all)")
  }

  @Test func `what-if is reckoned of each part`() async throws {
    let fixture = try await recorded()
    let words = ["replay", "shop", "--policy", "outage.at-least=5m"] + month + fixture.places
    let run = try ConsoleRun(words)
    #expect(run.status == 0, "\(run.all)")
    #expect(isInOrder(["revision 1", "0:00:50.030", "revision 2", "0:00:50.030"], run.output))
    let json = try ConsoleRun(words + ["--format", "json"])
    #expect(isInOrder(["\"revision\": 1", "\"parts\"", "\"revision\": 2"], json.output))
    #expect(json.output.components(of: "\"contractual\": false") == 2)
  }
}

extension String {
  /// How often `text` stands in it.
  fileprivate func components(of text: String) -> Int {
    split(separator: text, omittingEmptySubsequences: false).count - 1
  }
}
