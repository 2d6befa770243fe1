import Agreement
import Testing

@testable import Reporting

/// What isn't about availability isn't told in its words.
@Suite struct LevelWordsTests {
  /// Words of an outage.
  private static let outage = [
    Language.english: ["  up", "of it up", "down"],
    .french: ["  disponible", "indisponible", "en panne"],
  ]

  private func expect(_ text: String, has words: [String], _ language: Language) {
    for word in words { #expect(text.contains(word), "\(word): \(text)") }
    for word in Self.outage[language] ?? [] { #expect(!text.contains(word), "\(word): \(text)") }
  }

  @Test func `certificates are good or no good`() throws {
    expect(
      try WatchedMonth.certificates().explanation().text(),
      has: [
        "21:00:00  no good, proved", "0:00:30  no good, by the estimate", "  good",
        "0:00:30  may have been no good", "of it good", "of it no good, proved",
        "certificate www: until 2026-06-15 09:30:00",
      ],
      .english
    )
    expect(
      try WatchedMonth.certificates(.french).explanation().text(),
      has: [
        "non conforme, prouvé", "non conforme, estimé", "peut-être non conforme", "dont conforme",
        "certificat www\u{A0}: jusqu'au ",
      ],
      .french
    )
  }

  @Test func `at one instant the certificate that was in force is told`() throws {
    let bad = try WatchedMonth.certificates().moment("2026-03-16T18:00:00Z")
    expect(
      bad.text(),
      has: [
        "no good, proved", "www  no good, proved", "certificate www: until 2026-03-30 12:00:00",
      ],
      .english
    )
    #expect(bad.json.contains("\"chain_ends\": \"2026-03-30T12:00:00Z\""), "\(bad.json)")
    let good = try WatchedMonth.certificates().moment("2026-03-20T18:00:00Z")
    expect(good.text(), has: [": good", "until 2026-06-15 09:30:00"], .english)
  }

  @Test func `the clock is right or not right, and no check tells of it`() throws {
    let month = try WatchedMonth.clock()
    expect(
      try month.explanation().text(),
      has: ["not right, proved", "not right, by the estimate", "of it right", "of it not right"],
      .english
    )
    expect(
      try WatchedMonth.clock(.french).explanation().text(),
      has: ["hors limite, prouvé", "dans la limite", "peut-être hors limite"],
      .french
    )
    let moment = try month.moment("2026-03-01T00:05:30Z")
    expect(moment.text(), has: ["not right, proved"], .english)
    for absent in ["www", "composition", "samples"] {
      #expect(!moment.text().contains(absent), "\(moment.text())")
    }
    #expect(!moment.json.contains("www"), "\(moment.json)")
  }

  @Test func `reports say it in the same words`() throws {
    let certificates = try WatchedMonth.certificates()
    #expect(certificates.report.text().contains("= good 722:59:30 + no good 21:00:30"))
    #expect(certificates.report.text().contains("  no good "))
    let french = try WatchedMonth.certificates(.french).report.text()
    #expect(french.contains("= conforme 722:59:30 + non conforme 21:00:30"), "\(french)")
    let clock = try WatchedMonth.clock().report.text()
    #expect(clock.contains("= right 743:58:00 + not right 0:02:00"), "\(clock)")
  }
}
