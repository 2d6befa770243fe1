import Agreement
import Chronology
import Events
import Reporting
import StoreFormat
import Testing

@testable import Replaying

@Suite struct ReportRecordTests {
  private func report(_ number: Int, root: SealedReport.Root?) throws -> SealedReport {
    SealedReport(
      agreement: "acme",
      revision: 3,
      sha256: "aa",
      period: "2026-03-15..2026-04-14",
      window: Interval(
        try instant("2026-03-14T23:00:00Z"),
        try instant("2026-04-14T22:00:00Z")
      ),
      number: number,
      asOf: try instant("2026-04-17T22:00:00.123Z"),
      sealed: try instant("2026-04-17T22:00:10.123456789Z"),
      figures: (0..<300).map { number in
        SealedReport.Figure(
          objective: "o\(number)",
          verdict: number == 7 ? "missed" : "met",
          estimate: number == 8 ? "-" : "4 min 20 s"
        )
      },
      parts: number == 1 ? [] : [SealedReport.Part(revision: 4, sha256: "ab")],
      root: root,
      hashes: [.json: "bb", .html: "cc"],
      because: number == 1 ? [] : ["0123456789ab", "import:0123456789ab"]
    )
  }

  @Test func `what an event says of a sealed report is read back, to the last figure`() throws {
    let first = try report(1, root: nil)
    #expect(SealedReport(Event.reportSealed(first).recorded) == first)
    let second = try report(2, root: SealedReport.Root(size: 42, hash: "dd"))
    let event = Event.reportRevised(second, changed: ["o7"]).recorded
    #expect(SealedReport(event) == second)
    #expect(second.fileName(.json) == "acme.2026-03-15..2026-04-14.r2.json")
  }

  @Test(
    arguments: [
      ("AGREEMENT", "../acme"), ("PERIOD", "a/b"), ("PERIOD", ""), ("PERIOD", ".x"),
      ("REPORT_REVISION", "0"), ("REPORT_REVISION", "x"), ("WINDOW_END", "2020-01-01T00:00:00Z"),
      ("AS_OF", "soon"),
    ]
  )
  func `an event that names no file of ours is none of a sealed report`(
    name: String,
    value: String
  ) throws {
    var event = Event.reportSealed(try report(1, root: nil)).recorded
    #expect(SealedReport(event) != nil)
    let index = try #require(event.fields.firstIndex { $0.name == name })
    event.fields[index].value = value
    #expect(SealedReport(event) == nil)
    event = Event.reportSealed(try report(1, root: nil)).recorded
    event.kind = "store.sealed"
    #expect(SealedReport(event) == nil)
  }
}
