import Agreement
import Chronology
import Events
import Testing

/// What is said of credits and of their claims.
@Suite struct CreditEventTests {
  private static let start = Instant(seconds: 1_772_319_600)
  private static let end = start + .hours(743)

  static func credit(
    _ least: String = "60.00",
    _ most: String = "120.00",
    settled: String? = nil,
    isCovered: Bool = true,
    deadline: Instant? = CreditEventTests.end + .days(30),
    incidents: Int = 2
  ) throws -> ComputedCredit {
    let currency = try #require(Currency("EUR"))
    return ComputedCredit(
      agreement: "acme",
      revision: 3,
      sha256: String(repeating: "a", count: 64),
      period: "2026-03",
      number: 2,
      sealed: end + .days(3),
      name: "2026-03",
      window: Interval(start, end),
      currency: currency,
      amounts: ComputedCredit.Amounts(
        least: Money(least, currency),
        estimate: Money(least, currency),
        most: Money(most, currency),
        settled: settled.flatMap { Money($0, currency) }
      ),
      isCovered: isCovered,
      claims: ComputedCredit.Claims(
        start: end,
        deadline: deadline,
        nextEnd: end + .days(30),
        incidents: (0..<incidents).map { number in
          "acme/" + String(repeating: "s", count: 60) + "/\(1_772_400_000_000 + number)"
        }
      )
    )
  }

  private func value(_ name: String, _ event: Event) -> String? {
    event.fields.first { $0.name == name }?.value
  }

  @Test func `a credit is told between its bounds, with its deadline`() throws {
    let event = Event.creditComputed(try Self.credit())
    #expect(
      event.message == "credit computed: acme, 2026-03: contractual amount, reckoned: from 60.00 to"
        + " 120.00 EUR; it may be claimed until 2026-04-30T22:00:00Z"
    )
    #expect(event.key.description == "credit.computed/acme/2026-03/2026-03/1772319600000/r2")
    #expect(value("AMOUNT", event) == "" && value("LOW_AMOUNT", event) == "60.00")
    #expect(value("HIGH_AMOUNT", event) == "120.00" && value("CURRENCY", event) == "EUR")
    #expect(value("CLAIM_DEADLINE", event) == "2026-04-30T22:00:00.000Z")
    #expect(value("INCIDENT_COUNT", event) == "2")
  }

  @Test(arguments: [
    ("60.00", "60.00", "60.00", true, "reckoned: 60.00 EUR; it may be claimed until "),
    ("60.00", "90.00", "90.00", true, "reckoned: 90.00 EUR (from 60.00 to 90.00 EUR); it may"),
    ("0.00", "90.00", nil, false, "from 0.00 to 90.00 EUR; too little is known to claim it"),
    ("", "", nil, true, "reckoned: no amount can be told; it may be"),
  ])
  func `an amount is told as far as it is known`(
    least: String,
    most: String,
    settled: String?,
    isCovered: Bool,
    words: String
  ) throws {
    let event = Event.creditComputed(
      try Self.credit(least, most, settled: settled, isCovered: isCovered)
    )
    #expect(event.message.contains(words), "\(event.message)")
  }

  @Test func `nothing that is due has no deadline`() throws {
    let event = Event.creditComputed(try Self.credit("0.00", "0.00", settled: "0.00"))
    #expect(event.message.hasSuffix("reckoned: 0.00 EUR"), "\(event.message)")
  }

  @Test func `a deadline that is near says until when, and how much`() throws {
    let time = Self.end + .days(23)
    let credit = try Self.credit(settled: "120.00")
    let event = Event.claimDeadlineNear(credit, until: Self.end + .days(30), since: time)
    #expect(
      event.message == "claim deadline near: acme, 2026-03: 120.00 EUR (from 60.00 to 120.00 EUR)"
        + " can be claimed until 2026-04-30T22:00:00Z, and nobody has claimed it"
    )
    #expect(event.key.description == "claim.deadline-near/acme/2026-03/1772319600000")
    #expect(event.time == time && value("LEFT_MS", event) == "604800000")
  }

  @Test func `of many incidents the first 200 are named, each whole`() throws {
    let event = Event.creditComputed(try Self.credit(incidents: 1_000))
    #expect(value("INCIDENT_COUNT", event) == "1000")
    let names = event.fields.filter { $0.name == "INCIDENTS" || $0.name.hasPrefix("INCIDENTS_") }
      .flatMap { $0.value.split(separator: " ") }
    #expect(names.count == 200 && names.allSatisfy { $0.utf8.count == 79 })
    #expect(event.fields.count <= 64)
  }
}
