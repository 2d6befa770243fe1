import Agreement
import Chronology
import Reporting
import Testing

@Suite struct SealedReportListTests {
  private func report(
    _ agreement: String,
    _ period: String,
    _ number: Int,
    days: Int64,
    verdicts: [String] = ["met", "missed", "met"]
  ) throws -> SealedReport {
    let start = try Story.instant("2026-01-01T00:00:00Z") + .days(days)
    return SealedReport(
      agreement: agreement,
      revision: 3,
      sha256: "aa",
      period: period,
      window: Interval(start, start + .days(30)),
      number: number,
      asOf: start + .days(33),
      sealed: start + .days(33) + .seconds(10),
      figures: verdicts.enumerated().map { index, verdict in
        SealedReport.Figure(objective: "o\(index)", verdict: verdict, estimate: "99.9 %")
      },
      root: nil,
      hashes: [.json: "bb", .html: "cc"]
    )
  }

  private func list(of agreement: String? = nil) throws -> SealedReportList {
    SealedReportList(
      [
        try report("shop", "2026-02", 1, days: 31), try report("acme", "2026-01", 1, days: 0),
        try report("shop", "2026-01", 2, days: 0, verdicts: ["met"]),
        try report("shop", "2026-01", 1, days: 0),
        try report("shop", "2026-01", 1, days: 0, verdicts: []),
      ],
      of: agreement
    )
  }

  @Test func `each revision stands there once, by agreement, window and revision`() throws {
    #expect(
      try list().text() == """
        agreement  period    revision  sealed                 met   missed   undetermined  state
        acme       2026-01          1  2026-02-03T00:00:10Z     2        1              0  in force
        shop       2026-01          1  2026-02-03T00:00:10Z     2        1              0  replaced
        shop       2026-01          2  2026-02-03T00:00:10Z     1        0              0  in force
        shop       2026-02          1  2026-03-06T00:00:10Z     2        1              0  in force

        """
    )
    #expect(try list(of: "acme").reports.count == 1)
    #expect(SealedReportList([]).text() == "no sealed reports\n")
    #expect(SealedReportList([]).json == "[]\n")
    let json = try list(of: "shop").json
    #expect(json.contains("\"replaced\": true") && json.contains("shop.2026-01.r2.html"))
  }

  @Test func `without a period the latest window counts, without a revision the last`() throws {
    let list = try list(of: "shop")
    #expect(list.report(on: nil, revision: nil)?.period == "2026-02")
    #expect(list.report(on: "2026-01", revision: nil)?.number == 2)
    #expect(list.report(on: "2026-01", revision: 1)?.figures.count == 3, "the first recorded")
    #expect(list.report(on: "2026-01", revision: 3) == nil)
    #expect(list.report(on: "2026-03", revision: nil) == nil)
  }
}
