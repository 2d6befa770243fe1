import Agreement
import Chronology
import Reporting
import Sampling
import TestKit
import Testing

@Suite struct AgreementCalendarTests {
  private func date(_ text: String) throws -> CivilDate {
    try #require(CivilDate(text), "\(text)")
  }

  private func objective(_ id: String, _ service: String, _ window: WindowRule) throws -> Objective
  {
    Objective(
      id: id,
      service: service,
      indicator: .availability(AvailabilityTerms(try #require(Ratio(percentage: "99.9%")))),
      window: window
    )
  }

  private func agreement(
    _ language: Language,
    effective: String = "2026-01-01",
    until: String? = nil
  ) throws -> Agreement {
    let office = WeeklyHours(
      [
        DayHours(weekdays: [1, 2, 3, 4, 5], from: 480, to: 1_200),
        DayHours(weekdays: [6, 7], from: 1_320, to: 360),
      ],
      holidays: ["2026-05-01", "2026-05-08", "2026-05-14", "2026-05-25"].compactMap {
        CivilDate($0)
      }
    )
    let checks = try ["www", "desk"].map { try #require(CheckID($0)) }
    let sundays = Recurrence(
      .monthly,
      weekdays: [.init(7, ordinal: -1)],
      from: try date("2026-01-01")
    )
    return Agreement(
      id: "acme-hosting",
      title: language == .french ? "Hébergement de la boutique en ligne" : "Hosting of the shop",
      revision: 3,
      effective: try date(effective),
      language: language,
      timeZone: "Europe/Paris",
      currency: euro,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: [
        Service(id: "storefront", description: "The shop answers", check: checks[0]),
        Service(
          id: "helpdesk",
          description: "Somebody answers",
          composition: .check(checks[1]),
          hours: .weekly(office)
        ),
      ],
      objectives: [
        try objective("availability", "storefront", .month),
        try objective("answers", "helpdesk", .month),
        try objective("steady", "storefront", .month),
        try objective("lately", "storefront", .rolling(.days(30))),
        try objective("invoiced", "helpdesk", .billingMonth(15)),
        try objective("quarterly", "storefront", .quarter),
      ],
      clauses: Clauses(
        until: try until.map { try date($0) },
        exclusions: ExclusionClauses(
          maintenance: MaintenanceClause(
            recurring: [RecurringMaintenance(sundays, at: 60, for: .hours(4))]
          )
        )
      ),
      sha256: String(repeating: "0123456789abcdef", count: 4)
    )
  }

  private func calendar(
    _ agreement: Agreement,
    _ from: String,
    _ to: String,
    until next: Agreement? = nil
  ) throws -> AgreementCalendar? {
    let zone = try Story.paris()
    return AgreementCalendar(
      of: agreement,
      over: Interval(zone.start(of: try date(from)), zone.start(of: try date(to))),
      zone: zone,
      zoneVersion: "2025b",
      within: Tenure(end: next.map { zone.start(of: $0.effective) }),
      until: next
    )
  }

  @Test(arguments: Language.allCases)
  func `a calendar is read in the agreement's language`(language: Language) throws {
    let calendar = try #require(try calendar(agreement(language), "2026-03-01", "2026-06-01"))
    let text = calendar.text()
    TestFile.expectGolden("Reporting/calendar.\(language.rawValue).txt", text)
    for line in text.split(separator: "\n") { #expect(line.count <= 100, "\(line)") }
    #expect(calendar.text(ink: Ink(isColoured: true)).contains("\u{1B}[1m"))
  }

  @Test func `the JSON of a calendar`() throws {
    let calendar = try #require(try calendar(agreement(.english), "2026-03-23", "2026-04-06"))
    TestFile.expectGolden("Reporting/calendar.json", calendar.json)
  }

  /// The accounting vectors V1 and V12, by way of the calendar.
  @Test func `a window has its length and what is promised of it`() throws {
    let calendar = try #require(try calendar(agreement(.english), "2026-03-01", "2026-06-01"))
    let months = calendar.windows.filter { $0.rule == .month }
    #expect(months.map(\.objectives) == [["availability", "steady"], ["answers"]])
    #expect(months[0].windows.map(\.name) == ["2026-03", "2026-04", "2026-05"])
    #expect(months[0].windows[0].interval.length == .hours(743))
    #expect(months[0].windows[0].promised == .hours(743))
    // 17 days of 12 hours, ten weekend nights of 8, the last of which has 6 hours in June.
    let promised = TimeAmount.hours(278)
    #expect(months[1].windows[2].promised == promised)
    #expect(calendar.holidays.count == 4)
    #expect(calendar.changes.count == 1)
    #expect(calendar.maintenance.count == 3)
    #expect(calendar.maintenance.allSatisfy { $0.length == .hours(4) })
  }

  @Test func `time in which the revision doesn't hold is cut off`() throws {
    let agreement = try agreement(.english, effective: "2026-03-10", until: "2026-04-20")
    let calendar = try #require(try calendar(agreement, "2026-03-01", "2026-06-01"))
    #expect(calendar.isClipped)
    #expect(calendar.period.start.description == "2026-03-09T23:00:00Z")
    #expect(calendar.period.end.description == "2026-04-20T22:00:00Z")
    #expect(calendar.text().contains("time in which the revision doesn't hold"))
    #expect(calendar.json.contains("\"clipped\": true"))
    #expect(try self.calendar(agreement, "2026-03-01", "2026-03-10") == nil)
    #expect(try self.calendar(agreement, "2026-04-21", "2026-06-01") == nil)
  }

  @Test func `where the next revision divides windows, the calendar ends and says so`() throws {
    let next = try agreement(.english, effective: "2026-04-20")
    let english = try #require(
      try calendar(agreement(.english), "2026-03-01", "2026-06-01", until: next)
    )
    #expect(english.period.end.description == "2026-04-19T22:00:00Z")
    let april = try #require(english.windows[0].windows.last)
    #expect(april.name == "2026-04" && april.promised == .days(19), "its own part")
    #expect(english.text().contains("divided         from 2026-04-20 on by revision 3\n"))
    #expect(english.json.contains("\"divided\": {"))
    let french = try #require(
      try calendar(agreement(.french), "2026-03-01", "2026-06-01", until: next)
    )
    #expect(french.text().contains("à partir du 2026-04-20 selon la révision 3\n"))
    let before = try calendar(agreement(.english), "2026-03-01", "2026-04-20", until: next)
    #expect(before?.isClipped == false && before?.text().contains("divided") == false)
  }

  @Test func `a long list is cut in text, counted, and whole in JSON`() throws {
    let check = try #require(CheckID("www"))
    let daily = try agreement(.english)
    let agreement = Agreement(
      id: daily.id,
      title: daily.title,
      revision: 1,
      effective: daily.effective,
      language: .english,
      timeZone: daily.timeZone,
      currency: euro,
      parties: daily.parties,
      services: [Service(id: "storefront", description: "", check: check)],
      objectives: [try objective("daily", "storefront", .day)],
      sha256: daily.sha256
    )
    let calendar = try #require(try calendar(agreement, "2026-01-01", "2028-01-01"))
    #expect(calendar.windows[0].windows.count == 730)
    let text = calendar.text()
    #expect(text.contains("\n  … 330 more: ask for a shorter period, or for JSON\n"))
    #expect(text.contains("\n  none\n"), "neither holidays nor maintenance")
    #expect(!text.contains("2027-02-05  "))
    #expect(calendar.json.contains("\"name\": \"2027-12-31\""))
  }

  @Test func `ten years of days are shown`() throws {
    let calendar = try #require(try calendar(agreement(.english), "2026-01-01", "2036-01-08"))
    #expect(calendar.changes.count == 20)
    let hours = try #require(calendar.hours.last?.intervals)
    #expect(hours.intervals.count > 3_600)
  }
}
