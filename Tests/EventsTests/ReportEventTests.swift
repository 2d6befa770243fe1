import Agreement
import Chronology
import Events
import Testing

/// What is said of sealed reports.
@Suite struct ReportEventTests {
  static func report(
    number: Int = 1,
    objectives: Int = 2,
    parts: [SealedReport.Part] = []
  ) -> SealedReport {
    let start = Instant(seconds: 1_772_319_600)
    return SealedReport(
      agreement: "acme",
      revision: 3,
      sha256: String(repeating: "a", count: 64),
      period: "2026-03",
      window: Interval(start, start + .hours(743)),
      number: number,
      asOf: start + .days(35),
      sealed: start + .days(35) + .seconds(10),
      figures: (0..<objectives).map { index in
        SealedReport.Figure(
          objective: "objective-\(index)-" + String(repeating: "x", count: 48),
          verdict: ["met", "missed", "undetermined"][index % 3],
          estimate: index % 3 == 2 ? "-" : "99.900000 %"
        )
      },
      parts: parts,
      root: SealedReport.Root(size: 42, hash: String(repeating: "b", count: 64)),
      hashes: [
        .json: String(repeating: "c", count: 64), .html: String(repeating: "d", count: 64),
      ],
      because: number == 1 ? [] : ["0123456789ab", "import:0123456789ab"]
    )
  }

  @Test func `a sealed report says how many promises were kept`() {
    let event = Event.reportSealed(Self.report(objectives: 3))
    #expect(
      event.message == "report sealed: acme, 2026-03: 1 met, 1 missed, 1 undetermined"
    )
    #expect(event.key.description == "report.sealed/acme/2026-03/r1")
    #expect(event.fields.contains(EventField("MISSED", 1)))
    #expect(event.fields.contains(EventField("HTML_SHA256", String(repeating: "d", count: 64))))
  }

  @Test func `a revision says why, and what changed`() {
    let event = Event.reportRevised(Self.report(number: 2), changed: ["availability"])
    #expect(
      event.message
        == "report revised: acme, 2026-03, revision 2 because of 0123456789ab,"
        + " import:0123456789ab: 1 met, 1 missed, 0 undetermined; changed: availability"
    )
    #expect(event.key.description == "report.revised/acme/2026-03/r2")
    #expect(event.fields.contains(EventField("BECAUSE", "0123456789ab import:0123456789ab")))
    let calm = Event.reportRevised(Self.report(number: 2), changed: [])
    #expect(calm.message.hasSuffix("; no figure changed"))
  }

  @Test func `1,000 objectives fit, each figure whole`() {
    let fields = Event.reportSealed(Self.report(objectives: 1_000)).fields
    // A record has at most 64 fields, of at most 4,096 bytes each.
    #expect(fields.count <= 64, "\(fields.count)")
    let figures = fields.filter { $0.name.hasPrefix("FIGURES") }.flatMap { field in
      field.value.split(separator: ";")
    }
    #expect(figures.count == 1_000)
    #expect(figures.allSatisfy { $0.split(separator: " ").count >= 3 })
  }
}
