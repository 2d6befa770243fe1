import Agreement
import Chronology
import Events
import Sampling
import Testing

@testable import Judging

/// What was over before a service was agreed on is no news of it.
@Suite struct FirstKnownTests {
  private static let shop = ServiceKey(agreement: "acme", service: "shop")

  /// An announcer that has known the service since so many seconds into the story.
  private func announcer(knowing second: Int64?, said: [EventKey] = []) -> Announcer {
    var announcer = Announcer(recorded: said)
    announcer.known = [:]
    if let second { announcer.known[Self.shop] = at(second) }
    return announcer
  }

  private func judge(_ story: String) throws -> Judge {
    try JudgingTests.judge(
      [],
      definition(interval: .seconds(10), timeout: .seconds(2)),
      samples(story, every: 10)
    )
  }

  @Test func `an incident that was over when its service became known is not said`() throws {
    var announcer = announcer(knowing: 60)
    // Down from 20 to 40, and again from 80 to 100.
    let judge = try judge("GGBBGGGGBBGG")
    let events = announcer.announce(judge, at: at(111)) { _ in [] }
    #expect(events.map(\.kind) == [.incidentOpened, .incidentConfirmed, .incidentResolved])
    #expect(events.map(\.time) == [at(80), at(90), at(100)])
    #expect(announcer.announce(judge, at: at(120)) { _ in [] }.isEmpty)
    // After a restart, of which the record tells what was said.
    var restarted = self.announcer(knowing: 60, said: events.map(\.key))
    #expect(restarted.announce(judge, at: at(120)) { _ in [] }.isEmpty)
    let key = ServiceKey(agreement: "acme", service: "shop")
    #expect(judge.incidents(of: key).count == 2, "a report counts both")
  }

  @Test func `one that goes on is said from its opening`() throws {
    var announcer = announcer(knowing: 35)
    var judge = try judge("GGBB")
    let opening = announcer.announce(judge, at: at(36)) { _ in [] }
    #expect(opening.map(\.kind) == [.incidentOpened, .incidentConfirmed])
    #expect(opening.first?.time == at(20))
    for sample in samples("GG", every: 10, from: 40) { judge.take(sample) }
    let end = announcer.announce(judge, at: at(51)) { _ in [] }
    #expect(end.map(\.kind) == [.incidentResolved])
  }

  @Test func `one that was said to be open is said to be over`() throws {
    var first = announcer(knowing: nil)
    let said = first.announce(try judge("GGBB"), at: at(36)) { _ in [] }
    #expect(said.count == 2)
    var announcer = announcer(knowing: 60, said: said.map(\.key))
    let events = announcer.announce(try judge("GGBBGG"), at: at(61)) { _ in [] }
    #expect(events.map(\.kind) == [.incidentResolved])
  }

  @Test func `of a service that always was known each is said`() throws {
    var announcer = announcer(knowing: nil)
    let events = announcer.announce(try judge("GGBBGG"), at: at(61)) { _ in [] }
    #expect(events.count == 3)
    var late = self.announcer(knowing: 39)
    #expect(late.announce(try judge("GGBBGG"), at: at(61)) { _ in [] }.count == 3)
    var same = self.announcer(knowing: 40)
    #expect(same.announce(try judge("GGBBGG"), at: at(61)) { _ in [] }.isEmpty)
  }
}
