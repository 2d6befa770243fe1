import Agreement
import Chronology
import Events
import Sampling
import Testing

@testable import Judging

/// Incidents that are open when their check leaves the agreement.
@Suite struct AnnouncerWithdrawnTests {
  private static let gone = "no longer part of the agreement"

  /// A judge of `agreements` that has heard the check of the fixtures, and one named `other`.
  private func judge(
    _ agreements: [Agreement],
    _ story: String,
    other: String = ""
  ) throws -> Judge {
    var judge = Judge(agreements: agreements)
    judge.define(series, try definition(interval: .seconds(10), timeout: .seconds(2)))
    let second = CheckDefinition(
      id: try #require(CheckID("other")),
      method: "http",
      target: "https://other.example/",
      interval: .seconds(10),
      timeout: .seconds(2),
      confirmation: Confirmation(),
      rules: ""
    )
    judge.define(SeriesID(number: 1), second)
    for sample in samples(story, every: 10) { judge.take(sample) }
    for var sample in samples(other, every: 10) {
      sample.series = SeriesID(number: 1)
      judge.take(sample)
    }
    return judge
  }

  /// The agreement of the fixtures, its service available when `other` is.
  private func moved() throws -> Agreement {
    let before = try agreement([])
    return Agreement(
      id: before.id,
      title: before.title,
      revision: 2,
      effective: before.effective,
      language: before.language,
      timeZone: before.timeZone,
      currency: before.currency,
      parties: before.parties,
      services: [Service(id: "shop", description: "", check: try #require(CheckID("other")))],
      objectives: [],
      sha256: "01"
    )
  }

  private func reason(_ event: Event) -> String? {
    event.fields.first { $0.name == "REASON" }?.value
  }

  @Test func `an incident whose service is gone is closed once, with the reason`() throws {
    var announcer = Announcer()
    let open = try judge([agreement([])], "GGBB")
    let said = announcer.announce(open, at: at(31)) { _ in [] }
    #expect(said.map(\.kind) == [.incidentOpened, .incidentConfirmed])
    let empty = try judge([], "GGBBB")
    let closed = announcer.announce(empty, at: at(45)) { _ in [] }
    #expect(closed.map(\.kind) == [.incidentResolved])
    #expect(closed.first?.key.description == "incident.resolved/acme/shop/\(at(20).milliseconds)")
    #expect(closed.first?.time == at(45))
    #expect(closed.first.flatMap(reason) == Self.gone)
    #expect(closed.first?.fields.contains(EventField("FAILURES", 3)) == true)
    #expect(announcer.announce(empty, at: at(50)) { _ in [] }.isEmpty)
    var restarted = Announcer(recorded: (said + closed).map(\.key))
    #expect(restarted.announce(empty, at: at(60)) { _ in [] }.isEmpty)
  }

  @Test func `a restart without the service closes it, whatever is known of it`() throws {
    let said = try announcedOpening()
    for story in ["GGBB", ""] {
      var restarted = Announcer(recorded: said.map(\.key))
      let closed = restarted.announce(try judge([], story), at: at(100)) { _ in [] }
      #expect(closed.map(\.kind) == [.incidentResolved])
      #expect(closed.first.flatMap(reason) == Self.gone)
      let cause = closed.first?.fields.first { $0.name == "CAUSE" }?.value
      #expect(cause == (story.isEmpty ? "" : "connect-timeout"))
    }
  }

  private func announcedOpening() throws -> [Event] {
    var announcer = Announcer()
    return announcer.announce(try judge([agreement([])], "GGBB"), at: at(31)) { _ in [] }
  }

  @Test func `an incident is closed when another check stands for its service`() throws {
    for isEverything in [true, false] {
      var announcer = Announcer(recorded: try announcedOpening().map(\.key))
      // The other check is down, too, and its own incident is said after the old one is closed.
      let judge = try judge([moved()], "GGBBB", other: "GGGGBB")
      let events = announcer.announce(judge, at: at(55), touchedOnly: !isEverything) { _ in [] }
      #expect(events.map(\.kind) == [.incidentResolved, .incidentOpened, .incidentConfirmed])
      #expect(events.first.flatMap(reason)?.hasPrefix("another check stands for") == true)
      #expect(events.first?.fields.contains(EventField("CHECK", "storefront")) == true)
      #expect(events.last?.fields.contains(EventField("CHECK", "other")) == true)
    }
    var announcer = Announcer(recorded: try announcedOpening().map(\.key))
    let calm = try judge([moved()], "GGBBB", other: "GGGGGG")
    #expect(announcer.announce(calm, at: at(55)) { _ in [] }.map(\.kind) == [.incidentResolved])
  }

  @Test func `an incident that goes on is not closed, nor one that history has moved`() throws {
    for story in ["GGBBB", "GGBBGB", "BBBBBB"] {
      var announcer = Announcer(recorded: try announcedOpening().map(\.key))
      let judge = try judge([agreement([])], story)
      #expect(announcer.announce(judge, at: at(55)) { _ in [] }.isEmpty, "\(story)")
    }
  }
}
