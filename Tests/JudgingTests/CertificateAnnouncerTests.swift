import Agreement
import Chronology
import Events
import Sampling
import Testing

@testable import Judging

/// What the announcer says of certificates.
@Suite struct CertificateAnnouncerTests {
  private static let day: Int64 = 86_400

  private func tell(
    _ judge: inout Judge,
    at days: Int64,
    _ announcer: inout Announcer
  ) -> [Event] {
    judge.take(sample(days * Self.day, "G"))
    return announcer.announce(judge, at: at(days * Self.day)) { _ in [] }
      .filter { $0.kind.rawValue.hasPrefix("certificate.") }
  }

  private func judge(_ objectives: [Objective] = []) throws -> Judge {
    let watched = try availability("99")
    return try JudgingTests.judge([watched] + objectives, nil, [])
  }

  @Test func `Each threshold is said once, and the end once`() throws {
    var facts = try judge()
    var announcer = Announcer()
    facts.take(certificate(1, ends: 90 * Self.day), of: series, since: at(0), lastBefore: at(0))
    var said: [(day: Int64, kind: EventKind)] = []
    for days in 0...95 as ClosedRange<Int64> {
      for event in tell(&facts, at: days, &announcer) { said.append((days, event.kind)) }
    }
    #expect(said.map(\.day) == [61, 77, 84, 90])
    let soon = EventKind.certificateExpiring
    #expect(said.map(\.kind) == [soon, soon, soon, .certificateExpired])
  }

  @Test func `What was said is not said again after a restart`() throws {
    var facts = try judge()
    var announcer = Announcer()
    facts.take(certificate(1, ends: 90 * Self.day), of: series, since: at(0), lastBefore: at(0))
    facts.take(
      certificate(2, ends: 20 * Self.day),
      of: series,
      since: at(100),
      lastBefore: at(40)
    )
    let said = tell(&facts, at: 14, &announcer)
    #expect(said.map(\.kind) == [.certificateChanged, .certificateExpiring])
    var restarted = Announcer()
    for event in said { restarted.note(event.key) }
    facts.take(sample(14 * Self.day + 60, "G"))
    let again = restarted.announce(facts, at: at(14 * Self.day + 60)) { _ in [] }
    let kinds: Set<EventKind> = [.certificateChanged, .certificateExpiring]
    #expect(again.filter { kinds.contains($0.kind) } == [])
  }

  @Test func `A change tells who issued it, until when, and why it is refused`() throws {
    var facts = try judge()
    var announcer = Announcer()
    facts.take(certificate(1, ends: 90 * Self.day), of: series, since: at(0), lastBefore: at(0))
    let none1 = tell(&facts, at: 1, &announcer)
    #expect(none1 == [])
    let met = at(Self.day + 60)
    facts.take(
      certificate(2, ends: 90 * Self.day, fault: .tlsName),
      of: series,
      since: met,
      lastBefore: at(Self.day)
    )
    let told = tell(&facts, at: 2, &announcer)
    let event = try #require(told.first)
    #expect(event.kind == .certificateChanged && event.time == met)
    #expect(
      event.message
        == "certificate changed: storefront: another certificate, issued by R2, valid until "
        + "\(at(90 * Self.day).rfc3339(decimals: 0)), refused: tls-name"
    )
    #expect(event.fields.contains(EventField("CERTIFICATE_ISSUER", "CN=R2,O=Test")))
    #expect(event.fields.contains(EventField("FAULT", "tls-name")))
  }

  @Test func `An objective's own limit is said, and no days that are long for a certificate`()
    throws
  {
    let limit = try certificates(3 * Self.day)
    var facts = try judge([limit])
    var announcer = Announcer()
    // Valid for 6 days: of the usual days only one is at most a third of that.
    facts.take(certificate(1, ends: 5 * Self.day), of: series, since: at(0), lastBefore: at(0))
    let none1 = tell(&facts, at: 1, &announcer)
    #expect(none1 == [])
    let none2 = tell(&facts, at: 2, &announcer)
    #expect(none2 == [])
    let own = tell(&facts, at: 3, &announcer)
    #expect(own.map(\.kind) == [.certificateExpiring])
    #expect(own.first?.fields.contains(EventField("THRESHOLD_MS", 259_200_000)) ?? false)
    #expect(own.first?.time == at(2 * Self.day))
  }

  @Test func `A check that nobody measures any more is left alone`() throws {
    var facts = try judge()
    var announcer = Announcer()
    facts.take(certificate(1, ends: 2 * Self.day), of: series, since: at(0), lastBefore: at(0))
    facts.take(sample(0, "G"))
    let events = announcer.announce(facts, at: at(9 * Self.day)) { _ in [] }
    #expect(events.filter { $0.kind == .certificateExpired } == [])
  }
}
