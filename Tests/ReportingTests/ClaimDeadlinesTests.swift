import Agreement
import Chronology
import Events
import Testing

@testable import Reporting

/// March 2026, sealed on 4 April, of which a credit may be claimed until 1 May.
@Suite struct ClaimDeadlinesTests {
  static let start = Instant(seconds: 1_772_323_200)
  static let end = Instant(seconds: 1_775_001_600)
  static let deadline = end + .days(30)
  static let sealed = end + .days(3)

  static func credit(
    _ amount: Int64 = 12_000,
    number: Int = 1,
    start: Instant = ClaimDeadlinesTests.start,
    isCovered: Bool = true,
    deadline: Instant? = ClaimDeadlinesTests.deadline,
    incidents: [String] = ["acme/storefront/1772400000000"]
  ) throws -> ComputedCredit {
    let euro = try #require(Currency("EUR"))
    let money = try #require(Money(units: amount, euro))
    return ComputedCredit(
      agreement: "acme",
      revision: 3,
      sha256: "aa",
      period: "2026-03",
      number: number,
      sealed: sealed + .days(Int64(number) - 1),
      name: "2026-03",
      window: Interval(start, end),
      currency: euro,
      amounts: ComputedCredit.Amounts(least: money, estimate: money, most: money, settled: money),
      isCovered: isCovered,
      claims: ComputedCredit.Claims(
        start: end,
        deadline: deadline,
        nextEnd: end + .days(30),
        incidents: incidents
      )
    )
  }

  private func claim(
    at time: Instant,
    by author: Annotation.Author = .customer,
    of agreement: String = "acme",
    about start: Instant = ClaimDeadlinesTests.start + .days(1),
    naming incident: String = ""
  ) -> RecordedAnnotation {
    RecordedAnnotation(
      id: "0123456789ab",
      recorded: time,
      annotation: Annotation(
        kind: .claim,
        scope: .agreement(agreement),
        start: start,
        end: start + .hours(1),
        author: author,
        reason: "We claim it",
        reference: incident
      )
    )
  }

  private func deadlines(
    _ credits: [ComputedCredit],
    said: Set<String> = [],
    _ annotations: [RecordedAnnotation] = [],
    _ reminder: ClaimReminder = .usual
  ) -> ClaimDeadlines {
    ClaimDeadlines(of: credits, said: said, annotations: annotations, reminder: reminder)
  }

  private let near = ClaimDeadlinesTests.deadline - .days(7)

  @Test func `a week before the end is said that nobody has claimed, once`() throws {
    let credit = try Self.credit()
    let open = deadlines([credit])
    #expect(open.near(at: near - .milliseconds(1)).isEmpty)
    #expect(open.next(after: Self.sealed) == near)
    let events = open.near(at: near + .hours(5))
    #expect(events.map(\.kind) == [.claimDeadlineNear])
    #expect(events.first?.time == near, "since when it is near, whenever it was looked at")
    #expect(open.near(at: near) == events)
    #expect(open.next(after: near) == nil)
    let key = try #require(events.first).key.description
    #expect(key == "claim.deadline-near/acme/2026-03/1772323200000")
    #expect(deadlines([credit], said: [key]).near(at: near + .days(1)).isEmpty)
  }

  @Test func `at the deadline it is still said, and after it no more`() throws {
    let open = deadlines([try Self.credit()])
    #expect(open.near(at: Self.deadline).count == 1)
    #expect(open.near(at: Self.deadline + .milliseconds(1)).isEmpty)
  }

  @Test func `a share of the time may be said instead`() throws {
    let half = try #require(Ratio(1, 2))
    let open = deadlines([try Self.credit()], [], .share(half))
    #expect(open.next(after: Self.sealed) == Self.end + .days(15))
    let long = deadlines([try Self.credit()], [], .time(.days(60)))
    let events = long.near(at: Self.sealed)
    #expect(events.map(\.time) == [Self.sealed], "not before the credit is known")
  }

  @Test func `what was claimed is not said, be it by time or by an incident`() throws {
    let credit = try Self.credit()
    let own = claim(at: Self.sealed + .days(1))
    #expect(deadlines([credit], [own]).near(at: near).isEmpty)
    #expect(deadlines([credit], [own]).next(after: Self.sealed + .days(2)) == nil)
    let named = claim(
      at: Self.sealed + .days(1),
      about: Self.sealed,
      naming: credit.claims.incidents[0]
    )
    #expect(deadlines([credit], [named]).near(at: near).isEmpty)
  }

  @Test func `words that are no claim for the window change nothing`() throws {
    let others = [
      claim(at: Self.sealed + .days(1), by: .provider),
      claim(at: Self.sealed + .days(1), of: "other"),
      claim(at: Self.sealed + .days(1), naming: "acme/storefront/1"),
      claim(at: Self.sealed + .days(1), about: Self.start - .days(3)),
      claim(at: near + .days(1)),
    ]
    let credit = try Self.credit()
    for other in others { #expect(deadlines([credit], [other]).near(at: near).count == 1) }
  }

  @Test func `nothing is said of what can't be claimed`() throws {
    for credit in [
      try Self.credit(0), try Self.credit(isCovered: false), try Self.credit(deadline: nil),
    ] {
      #expect(deadlines([credit]).near(at: near).isEmpty)
      #expect(deadlines([credit]).next(after: Self.sealed) == nil)
    }
    let gone = try [Self.credit(), Self.credit(0, number: 2)]
    #expect(deadlines(gone).near(at: near).isEmpty, "the last report counts")
    #expect(deadlines(gone.reversed()).near(at: near).count == 1)
  }

  @Test func `parts of a divided window are each said`() throws {
    let parts = try [Self.credit(), Self.credit(start: Self.start + .days(15))]
    #expect(deadlines(parts).near(at: near).count == 2)
  }

  @Test func `a report says what may be due, and another revision what is new`() throws {
    let news = { (own: [ComputedCredit], before: [ComputedCredit], number: Int) in
      own.news(after: before, number: number, sealed: Self.sealed + .days(Int64(number) - 1))
    }
    let first = try Self.credit()
    let other = try Self.credit(0, start: Self.end)
    #expect(news([first, other], [], 1) == [first])
    let same = try Self.credit(number: 2)
    #expect(news([same], [first], 2).isEmpty, "nothing is new")
    let less = try Self.credit(6_000, number: 2)
    #expect(news([less], [first], 2) == [less])
    let none = try Self.credit(0, number: 2)
    #expect(news([none], [first], 2) == [none], "that it is gone is said")
    #expect(news([none], [], 2).isEmpty)
    let withdrawn = news([], [first], 2)
    #expect(withdrawn == [none], "its window is another revision's now")
    #expect(news([], [first] + withdrawn, 3).isEmpty)
  }
}
