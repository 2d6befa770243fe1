import Agreement
import Chronology
import Events
import Sampling
import TestKit
import Testing

@testable import Judging

/// What the announcer says of declarations, and of a breach that they take back.
@Suite struct ExclusionAnnouncerTests {
  private static let window = span(0, 3_600)
  private static let now = at(900)

  private func judge(_ annotations: [RecordedAnnotation]) throws -> Judge {
    let clause = DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer])
    let agreement = Agreement(
      id: "acme",
      title: "Shop",
      revision: 1,
      effective: try #require(CivilDate("2020-01-01")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "A"), customer: Party(name: "B")),
      services: [Service(id: "shop", description: "", check: try storefront)],
      objectives: [try availability("99")],
      clauses: Clauses(exclusions: ExclusionClauses(declared: [.forceMajeure: clause])),
      sha256: "00"
    )
    var judge = Judge(agreements: [agreement], annotations: annotations)
    judge.define(series, try definition())
    for sample in samples("GGGBBGGGGGGGGGGG") { judge.take(sample) }
    return judge
  }

  private func declared(
    _ id: String,
    _ kind: Annotation.Kind,
    _ seconds: Int64,
    by author: Annotation.Author,
    until end: Int64? = nil,
    reference: String = ""
  ) -> RecordedAnnotation {
    RecordedAnnotation(
      id: id,
      recorded: at(seconds + 700),
      annotation: Annotation(
        kind: kind,
        scope: .agreement("acme"),
        start: at(seconds),
        end: end.map { at($0) },
        author: author,
        reason: "a flood",
        reference: reference
      )
    )
  }

  private func tell(_ annotations: [RecordedAnnotation], _ announcer: inout Announcer) throws
    -> [String]
  {
    announcer.announce(try judge(annotations), at: Self.now) { _ in [Self.window] }
      .map(\.key.description)
      .filter { $0.hasPrefix("exclusion") || $0.hasPrefix("breach") || $0.contains("breached") }
  }

  @Test func `an exclusion is said when it is decided, and takes a breach back`() throws {
    let flood = declared("aaaaaaaaaaaa", .forceMajeure, 90, by: .provider, until: 400)
    let agreed = declared(
      "bbbbbbbbbbbb",
      .accept,
      800,
      by: .customer,
      reference: "aaaaaaaaaaaa"
    )
    let number = at(0).milliseconds
    var announcer = Announcer()
    var keys = try tell([], &announcer)
    #expect(keys == ["objective.breached/acme/availability/\(number)"])
    let claimed = try tell([flood], &announcer)
    #expect(claimed.isEmpty, "it is not decided yet")
    let decided = try tell([flood, agreed], &announcer)
    #expect(
      decided == [
        "exclusion.accepted/acme/shop/aaaaaaaaaaaa",
        "breach.retracted/acme/availability/\(number)",
      ]
    )
    keys += decided
    let again = try tell([flood, agreed], &announcer)
    #expect(again.isEmpty)
    var rebuilt = Announcer(recorded: keys.shuffled().map { EventKey(recorded: $0) })
    let restarted = try tell([flood, agreed], &rebuilt)
    #expect(restarted.isEmpty)
    // Another breach of the same window is another fact.
    let anew = try tell([flood], &rebuilt)
    #expect(anew == ["objective.breached/acme/availability/\(number + 1)"])
  }

  @Test func `what the agreement doesn't allow is rejected, once`() throws {
    let fault = declared("cccccccccccc", .customerFault, 90, by: .provider, until: 400)
    var announcer = Announcer()
    let events = announcer.announce(try judge([fault]), at: Self.now) { _ in [Self.window] }
    let event = try #require(events.first { $0.kind == .exclusionRejected })
    #expect(event.key.description == "exclusion.rejected/acme/shop/cccccccccccc")
    #expect(event.fields.last == EventField("REASON", "no-clause"))
    #expect(event.fields.contains(EventField("KIND", "customer-fault")))
    let again = try tell([fault], &announcer)
    #expect(again.isEmpty)
  }
}
