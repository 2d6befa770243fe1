import Chronology
import Posix
import TestKit
import Testing

/// The reading commands on a record that is ahead of the machine's clock.
@Suite(.timeLimit(.minutes(30))) struct LeadingRecordTests {
  private let fixture: RecordedFixture
  /// Where the record begins: its ten minutes end more than an hour and a half from now.
  private let start: Instant

  init() async throws {
    fixture = try RecordedFixture()
    let soon = Instant(nanoseconds: SystemClocks.realtime()) + .minutes(90)
    // The objective's window is the day: the outage and the end are to lie in the same.
    let isCut = soon.seconds / 86_400 != (soon + .minutes(10)).seconds / 86_400
    start = soon + .minutes(isCut ? 15 : 0)
    try await fixture.record(from: start)
  }

  @Test(arguments: [["status"], ["incidents"], ["report", "shop"]])
  func `it is judged as of its own time, and that is said`(verb: [String]) throws {
    let run = try ConsoleRun(verb + fixture.places)
    #expect(run.status == 0, "\(run.all)")
    #expect(run.errors.hasPrefix("warning: the record is 1 h "), "\(run.errors)")
    #expect(run.errors.contains("judged as of its own time"))
    // The minute's outage counts: of a record that nobody had read yet there would be none.
    #expect(!run.output.contains("100.0000 %"), "\(run.output)")
    #expect(!run.output.contains(" -"), "no negative length\n\(run.output)")
    if verb == ["status"] { #expect(run.output.contains("up"), "\(run.output)") }
    if verb == ["incidents"] { #expect(run.output.contains("resolved"), "\(run.output)") }
  }

  @Test func `a report as of the record's time is made, and none as of later`() throws {
    let places = fixture.places
    let known = try ConsoleRun(["report", "shop", "--at", "\(start + .minutes(9))"] + places)
    #expect(known.status == 0, "\(known.all)")
    let later = try ConsoleRun(["report", "shop", "--at", "\(start + .minutes(12))"] + places)
    #expect(later.status == 64, "\(later.all)")
    #expect(later.errors.contains("is still to come"))
  }
}
