import Chronology
import TestKit
import Testing

@Suite(.timeLimit(.minutes(30))) struct ExplainCommandTests {
  private let day = ["explain", "shop", "--period", "2026-03-14"]

  @Test func `the example of the page says what the page says`() throws {
    let page = try PageExample("docs/explain.md")
    let setup = try page.run("sh setup")
    #expect(setup.status == 0, "\(setup.output)")
    for name in ["explain", "moment", "replay"] {
      let run = try page.run("sh \(name)")
      #expect(run.status == 0, "\(run.output)")
      #expect(run.output == page.blocks["text \(name)"], "\(run.output)")
    }
  }

  @Test func `every objective is explained, in text and in JSON`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let text = try ConsoleRun(day + fixture.places)
    #expect(text.status == 0, "\(text.all)")
    for words in [
      "storefront · availability", "down, proved", "unknown (no-sample)", "6 × down http-5xx",
      "add up to these sums", "2026-03-14 09:05:00.000 +00:00",
    ] {
      #expect(text.output.contains(words), "\(words)\n\(text.output)")
    }
    #expect(!text.output.contains("\u{1B}"))
    let json = try ConsoleRun(day + ["--format", "json"] + fixture.places)
    #expect(json.status == 0, "\(json.all)")
    #expect(json.output.contains("\"format\": \"constat.explanation/1\""), "\(json.output)")
    #expect(json.output.contains("\"adds_up\": true"), "\(json.output)")
    #expect(json.output.contains("\"counts\": \"down-proved\""), "\(json.output)")
    let french = try ConsoleRun(day + ["--lang", "fr"] + fixture.places)
    #expect(french.output.contains("indisponible, prouvé"), "\(french.all)")
  }

  @Test func `one instant is explained by the samples around it`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let instant = ["explain", "shop", "--at", "2026-03-14T09:05:31Z"]
    let text = try ConsoleRun(instant + fixture.places)
    #expect(text.status == 0, "\(text.all)")
    for words in [
      "09:05:31.000 +00:00: down, proved", "before   2026-03-14 09:05:30.000 +00:00",
      "after    2026-03-14 09:05:40.000 +00:00",
    ] {
      #expect(text.output.contains(words), "\(words)\n\(text.output)")
    }
    let json = try ConsoleRun(instant + ["--format", "json"] + fixture.places)
    #expect(json.output.contains("\"format\": \"constat.moment/1\""), "\(json.all)")
    let far = try ConsoleRun(
      day + ["--at", "2026-03-17T00:00:00Z"] + fixture.places
    )
    #expect(far.status == 64)
    #expect(far.errors.contains("is not in the judged time"), "\(far.all)")
    let mistaken = try ConsoleRun(day + ["--at", "noon"] + fixture.places)
    #expect(mistaken.status == 64)
    #expect(mistaken.errors.hasPrefix("constat: --at is an instant such as"), "\(mistaken.all)")
  }

  @Test func `what is more than the limit is counted`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let few = try ConsoleRun(day + ["--limit", "2"] + fixture.places)
    #expect(few.status == 0, "\(few.all)")
    #expect(few.output.contains("more stretches: ask for a shorter period"), "\(few.output)")
    #expect(few.output.contains("add up to these sums"), "the sums are of all of them")
    #expect(try ConsoleRun(day + ["--limit", "0"] + fixture.places).status == 64)
  }

  @Test func `an unknown objective is refused, with those that there are`() async throws {
    let fixture = try RecordedFixture()
    try await fixture.record()
    let run = try ConsoleRun(day + ["--objective", "speed"] + fixture.places)
    #expect(run.status == 64)
    #expect(
      run.errors == "constat: 'shop' has no objective 'speed'; it has availability\n",
      "\(run.all)"
    )
    let other = try ConsoleRun(["explain", "shpo"] + fixture.places)
    #expect(other.status == 64)
    #expect(other.errors.hasSuffix("names no agreement 'shpo'; it names shop\n"), "\(other.all)")
  }
}
