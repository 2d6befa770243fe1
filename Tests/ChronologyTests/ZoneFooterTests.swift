import Chronology
import TestKit
import Testing

@Suite struct ZoneFooterTests {
  private func rules(_ footer: String) -> ZoneRules? {
    try? ZoneRules(tzif: ZoneFile(version: 0x34, footer: footer).bytes)
  }

  private func instant(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text), "\(text)")
  }

  @Test(arguments: [
    ("UTC0", "2026-07-01T00:00:00Z", 0),
    ("<+03>-3", "2026-07-01T00:00:00Z", 10_800),
    ("<-0330>+3:30", "2026-07-01T00:00:00Z", -12_600),
    ("LMT-0:09:21", "2026-07-01T00:00:00Z", 561),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T00:59:59Z", 3_600),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-03-29T01:00:00Z", 7_200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T00:59:59Z", 7_200),
    ("CET-1CEST,M3.5.0,M10.5.0/3", "2026-10-25T01:00:00Z", 3_600),
    // Southern: summer reaches over the new year.
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-12-31T23:59:59Z", 39_600),
    ("AEST-10AEDT,M10.1.0,M4.1.0/3", "2026-06-30T00:00:00Z", 36_000),
    // The winter of Ireland is the exception to its standard time.
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-01-15T00:00:00Z", 0),
    ("IST-1GMT0,M10.5.0,M3.5.0/1", "2026-07-15T00:00:00Z", 3_600),
    // Times before the day and days after it.
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T00:59:59Z", -7_200),
    ("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2026-03-29T01:00:00Z", -3_600),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-27T23:59:59Z", 7_200),
    ("EET-2EEST,M3.4.4/50,M10.4.4/50", "2026-03-28T00:00:00Z", 10_800),
    // Days counted with and without 29 February.
    ("AAA0BBB,J60/0,J300/0", "2024-02-29T23:59:59Z", 0),
    ("AAA0BBB,J60/0,J300/0", "2024-03-01T00:00:00Z", 3_600),
    ("AAA0BBB,59/0,299/0", "2024-02-29T00:00:00Z", 3_600),
    ("AAA0BBB,59/0,299/0", "2025-02-28T23:59:59Z", 0),
    ("AAA0BBB,59/0,299/0", "2025-03-01T00:00:00Z", 3_600),
    // Summer time all year round (RFC 9636, section 3.3.1), at any turn of the year.
    ("EST5EDT,0/0,J365/25", "2026-01-01T04:59:59Z", -14_400),
    ("EST5EDT,0/0,J365/25", "2026-01-01T05:00:00Z", -14_400),
    ("XXX3EDT4,0/0,J365/23", "2028-12-31T23:00:00Z", -14_400),
    ("AAA-3BBB,M1.1.1/167:59:59,M12.5.0/-167:59:59", "2026-06-01T00:00:00Z", 14_400),
  ])
  func `a footer decides the offset`(footer: String, time: String, offset: Int) throws {
    #expect(try #require(rules(footer)).offset(at: instant(time)) == offset)
  }

  @Test(arguments: [
    "A0", "AB1", "UTC", "UTC25", "UTC0:60", "<A>0", "<ABC0", "CET-1CEST", "CET-1CEST,M3.5.0",
    "CET-1CEST,M3.5.0,", "CET-1CEST,M0.5.0,M10.5.0", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.0.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
    "CET-1CEST,J0,J300", "CET-1CEST,J366,J300", "CET-1CEST,366,300",
    "CET-1CEST,M3.5.0/168,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3 ", "CET-1CEST,M3.5.0,M10.5.0/",
    "CET-1-CEST,M3.5.0,M10.5.0", ":Europe/Paris", " UTC0", "UTC0000000000000",
  ])
  func `what isn't a rule is refused`(footer: String) {
    #expect(rules(footer) == nil)
  }

  @Test func `a summer that never ends is one stretch after another of one offset`() throws {
    let rules = try #require(self.rules("EST5EDT,0/0,J365/25"))
    var second: Int64 = 1_767_225_600
    for _ in 0..<4 {
      let stretch = rules.stretch(at: second)
      #expect(stretch.offset == -14_400)
      let end = try #require(stretch.end)
      #expect(end > second)
      second = end
    }
  }

  @Test func `no random text makes it trap`() {
    var random = SplitMix64(seed: 26)
    let signs = Array("ABC<>+-0123456789:,./JMUTC")
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...30, using: &random)
      let text = String((0..<count).map { _ in signs.randomElement(using: &random) ?? "A" })
      _ = rules(text)?.offset(at: Instant(seconds: 1_774_000_000))
      _ = rules("CET-1CEST,\(text)")?.offset(at: Instant(seconds: 1_774_000_000))
    }
  }
}
