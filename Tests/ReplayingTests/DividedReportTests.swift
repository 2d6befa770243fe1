import Accounting
import Agreement
import Chronology
import Events
import Judging
import Reporting
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Replaying

/// June 2026 in Paris: 99.5 % until the 15th, 99.9 % from the 16th on; an hour down on the 5th, 20 minutes
/// on the 20th (vector V23).
@Suite(.timeLimit(.minutes(20))) struct DividedReportTests {
  private func revision(
    _ number: Int,
    from effective: String,
    _ target: String,
    yearCap: String? = nil,
    onChange: RevisionChange = .split
  ) throws -> Agreement {
    let tiers = [CreditTier(below: try percent("99.95%"), credit: try percent("10%"))]
    return try hosting(
      revision: number,
      from: effective,
      target: target,
      CreditClauses(
        rules: [CreditRule("availability", .tiers(tiers))],
        yearCap: try yearCap.map { try percent($0) },
        claimWithin: .days(30)
      ),
      onChange: onChange
    )
  }

  private func definition() throws -> CheckDefinition {
    CheckDefinition(
      id: try checkID("check-0"),
      method: "http",
      target: "http://shop.example/",
      interval: .seconds(60),
      timeout: .seconds(10),
      confirmation: Confirmation(down: 2, up: 2),
      rules: ""
    )
  }

  /// A sample each minute from the 31st of May to the 1st of July.
  private func samples(_ series: SeriesID) throws -> [[Record]] {
    let outages = [
      Interval(try instant("2026-06-05T10:00:00Z"), try instant("2026-06-05T11:00:00Z")),
      Interval(try instant("2026-06-20T10:00:00Z"), try instant("2026-06-20T10:20:00Z")),
    ]
    var day = try instant("2026-05-31T00:00:00Z")
    var days: [[Record]] = []
    while day < (try instant("2026-07-02T00:00:00Z")) {
      days.append(
        (0..<1_440 as Range<Int64>).map { minute -> Record in
          let time = day + .minutes(minute)
          let isDown = outages.contains { $0.contains(time) }
          return .sample(
            Sample(
              series: series,
              due: time,
              start: time,
              outcome: isDown ? .down : .up,
              cause: isDown ? .connectRefused : nil
            )
          )
        }
      )
      day = day + .days(1)
    }
    return days
  }

  private func report(
    _ store: ScratchStore,
    on agreement: Agreement,
    of revisions: [Agreement]
  ) throws -> (report: Report, detail: ReportDetail) {
    let calendar = try CalendarWindows(revisions)
    let now = try instant("2026-07-02T00:00:00Z")
    let window = try #require(CivilWindow("2026-06"))
    let period = Report.Period.fixed(
      name: "2026-06",
      window.interval(in: calendar.zone(of: agreement))
    )
    let read = try Replay.read(
      try store.reading(),
      judge: { calendar.judge(by: agreement, over: period, at: now) },
      since: calendar.earliestNeeded(agreement, over: period, at: now)
    )
    let report = try AgreementReport(store.path, vantage: "here").make(
      on: agreement,
      by: read.recollection.judge,
      over: period,
      at: now,
      revisions: revisions
    )
    return (report, ReportDetail(of: report, by: read.recollection.judge, at: now))
  }

  @Test func `each part is judged, and paid for, by its own revision`() async throws {
    let store = try ScratchStore()
    let series = try await store.define([try definition()])[0]
    for day in try samples(series) {
      guard case .sample(let last)? = day.last else { continue }
      try await store.write(day, at: last.end + .seconds(10))
    }
    let all = [
      try revision(1, from: "2026-06-01", "99.5%"), try revision(2, from: "2026-06-16", "99.9%"),
    ]
    let (report, detail) = try self.report(store, on: all[0], of: all)
    let second = try #require(report.parts.first?.report)
    #expect(report.parts.count == 1 && second.agreement == all[1] && second.parts.isEmpty)
    let results = try [report, second].map { try #require($0.results.first) }
    #expect(results.map { $0.standing.estimate.number(decimals: 6) } == ["99.722222", "99.907407"])
    #expect(results.map(\.verdict) == [.met, .met])
    #expect(results[1].standing.budget.amount == 1_296_000)
    let cut = try instant("2026-06-15T22:00:00Z")
    #expect(report.window.end == cut && second.window.start == cut)
    #expect(report.isClosed && second.isClosed && report.isSettled)
    // Half of June each: 10 % of 600.00.
    let amounts = [report, second].map { $0.credits?.windows.first?.settled?.amount?.description }
    #expect(amounts == ["60.00 EUR", "60.00 EUR"])
    // The whole month would miss what only its second half promises.
    let after = [
      try revision(1, from: "2026-06-01", "99.9%", onChange: .nextWindow), all[1],
    ]
    let whole = try self.report(store, on: after[0], of: after).report
    #expect(whole.parts.isEmpty)
    #expect(whole.results[0].standing.estimate.number(decimals: 6) == "99.814814")
    #expect(whole.results[0].verdict == .missed)
    try printed(report, detail)
    try capped(store)
  }

  /// Every format shows both parts, each with its revision.
  private func printed(_ report: Report, _ detail: ReportDetail) throws {
    let text = report.text()
    #expect(text.contains("from 2026-06-16 on by revision 2: its part is below"))
    #expect(text.contains("acme-hosting, revision 1") && text.contains("acme-hosting, revision 2"))
    #expect(text.contains("Where a later revision takes effect inside a window"))
    // The state of a claim is one line with its date.
    for line in text.split(separator: "\n") where !line.hasPrefix("    claim ") {
      #expect(line.count <= 100, "\(line)")
    }
    #expect(report.json.contains("\"parts\""))
    #expect(report.json.contains("99.722222") && report.json.contains("99.907407"))
    let rows = report.csv.split(separator: "\r\n")
    #expect(rows.count == 3 && rows[1].hasPrefix("acme-hosting,1,01,2026-06,2026-05-31T22"))
    #expect(rows[2].hasPrefix("acme-hosting,2,02,2026-06,2026-06-15T22"))
    let html = report.html(detail)
    #expect(html.contains("class=\"part\"") && html.contains("99.9074 %"))
    #expect(html.components(of: "id=\"days-0").count <= 2)
    #expect(report.markdown(detail).contains("\n---\n"))
    var french = report
    french.language = .french
    #expect(french.text().contains("à partir du 2026-06-16 selon la révision 2"))
    #expect(french.parts[0].report.language == .french)
  }

  /// The year's cap reads both: 1 % of the seven months' 8,400.00 are 84.00, of which the first part took 60.
  private func capped(_ store: ScratchStore) throws {
    let all = [
      try revision(1, from: "2026-06-01", "99.5%", yearCap: "1%"),
      try revision(2, from: "2026-06-16", "99.9%", yearCap: "1%"),
    ]
    let report = try self.report(store, on: all[0], of: all).report
    let amounts = ([report] + report.parts.map(\.report)).map {
      $0.credits?.windows.first?.settled?.amount?.description
    }
    #expect(amounts == ["60.00 EUR", "24.00 EUR"])
  }

  @Test func `events and budgets are the current part's, and each part closes once`() throws {
    let all = [
      try revision(1, from: "2026-06-01", "99.9%"), try revision(2, from: "2026-06-16", "99.99%"),
    ]
    let calendar = try CalendarWindows(all)
    let series = SeriesID(number: 0)
    let records = try samples(series).flatMap(\.self)
    var announcer = Announcer()
    var said: [Event] = []
    for (number, agreement) in all.enumerated() {
      // What became durable before the next one takes over; that reads it all again.
      let end = try instant(number == 0 ? "2026-06-15T22:03:00Z" : "2026-07-01T00:00:00Z")
      let begin = try instant(number == 0 ? "2026-05-31T22:00:00Z" : "2026-06-15T22:03:00Z")
      var judge = calendar.judge(by: [agreement])
      judge.define(series, try definition())
      for case .sample(let sample) in records where sample.start < end {
        judge.take(sample)
        guard sample.start >= begin, sample.start.seconds % 600 == 0 || sample.outcome == .down
        else { continue }
        let closed = announcer.closedWindows
        said += announcer.announce(judge, at: sample.start) {
          calendar.pending($0, after: closed.last(of: $0), now: sample.start)
        }
      }
      let closed = announcer.closedWindows
      said += announcer.announce(judge, at: end) {
        calendar.pending($0, after: closed.last(of: $0), now: end)
      }
    }
    func starts(_ kind: EventKind) -> [String] {
      said.filter { $0.kind == kind }.map { event in
        event.fields.first { $0.name == "WINDOW_START" }?.value ?? ""
      }
    }
    let parts = ["2026-05-31T22:00:00.000Z", "2026-06-15T22:00:00.000Z"]
    #expect(starts(.objectiveClosed) == parts)
    #expect(starts(.objectiveBreached) == parts)
    // Each part spends a budget of its own: 1,296 s and 129.6 s.
    #expect(starts(.budgetThreshold).filter { $0 == parts[0] }.count == 4)
    #expect(starts(.budgetThreshold).filter { $0 == parts[1] }.count == 4)
    #expect(said.filter { $0.kind == .incidentOpened }.count == 2)
  }
}

extension String {
  /// What lies between the places at which `text` stands.
  fileprivate func components(of text: String) -> [Substring] {
    split(separator: text, omittingEmptySubsequences: false)
  }
}
