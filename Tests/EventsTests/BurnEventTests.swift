import Agreement
import Chronology
import Events
import TestKit
import Testing

extension EventTests {
  static func burn(_ facts: ObjectiveFacts) -> BurnFacts {
    BurnFacts(
      agreement: facts.agreement,
      objective: facts.objective,
      urgency: "page",
      long: .hours(1),
      short: .minutes(5),
      burnLong: "58.33",
      burnShort: "700.00",
      threshold: "14.40",
      failures: 3,
      watermark: facts.watermark
    )
  }

  static let flood = ExclusionFacts(
    agreement: "acme",
    service: "storefront",
    annotation: "aaaaaaaaaaaa",
    kind: "force-majeure",
    interval: Interval(EventTests.noon, EventTests.noon + .hours(1)),
    excluded: .minutes(50),
    overCap: .minutes(10),
    decided: EventTests.noon + .hours(2)
  )
}

@Suite struct BurnEventTests {
  @Test func `an alert says how fast, against what, and for whom`() throws {
    let target = try #require(Ratio(percentage: "99.9%"))
    let facts = EventTests.burn(try EventTests.objective(.availability(AvailabilityTerms(target))))
    #expect(
      Event.burnFiring(facts, episode: 7).message
        == "burn firing: storefront o: the budget burns at 58.33 times its pace over 1 h 00 min and "
        + "at 700.00 over 5 min 00 s, threshold 14.40 (page, target 99.9 %)"
    )
    #expect(Event.burnFiring(facts, episode: 7).key.description == "burn.firing/acme/o/1h/7")
    #expect(
      Event.exclusionAccepted(EventTests.flood).message
        == "exclusion accepted: storefront: force-majeure aaaaaaaaaaaa from \(EventTests.noon) is excluded, "
        + "50 min 00 s of it, 10 min 00 s over the cap counts"
    )
  }
}
