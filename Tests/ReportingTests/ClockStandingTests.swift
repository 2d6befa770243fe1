import Agreement
import Chronology
import Testing

@testable import Reporting

@Suite struct ClockStandingTests {
  private static func standing(
    _ readings: Int,
    _ synchronized: Int,
    _ uncertainty: Int64? = nil,
    without minutes: Int64 = 0,
    steps: Int = 0
  ) -> ClockStanding {
    ClockStanding(
      readings: readings,
      synchronized: synchronized,
      uncertainty: uncertainty.map { .microseconds($0) },
      unsynchronized: .minutes(minutes),
      steps: steps
    )
  }

  private static let table: [(ClockStanding, english: String, french: String)] = [
    (standing(0, 0), "nothing is known of it", "rien n'en est connu"),
    (
      standing(9, 0), "never synchronized: how far times are from UTC is unknown",
      "jamais synchronisée\u{A0}: l'écart des heures à l'UTC est inconnu"
    ),
    (
      standing(9, 9, 12_301), "synchronized, within 12.4 ms of UTC as the kernel says",
      "synchronisée, à 12,4 ms au plus de l'UTC selon le noyau"
    ),
    (
      standing(9, 8, 900, without: 61, steps: 2),
      "within 0.9 ms of UTC as the kernel says while synchronized, not synchronized for 1 h 01 min, "
        + "set 2 times",
      "à 0,9 ms au plus de l'UTC selon le noyau tant que synchronisée, non synchronisée pendant 1 h 01 min, "
        + "réglée 2 fois"
    ),
    (standing(9, 9), "synchronized", "synchronisée"),
  ]

  @Test func `the clock's line says how exact times are, in both languages`() {
    for (standing, english, french) in Self.table {
      #expect(standing.text(.english) { $0 } == english)
      let decimal = { (number: String) in Wording.french.decimal(number) }
      #expect(standing.text(.french, decimal: decimal) == french)
    }
  }

  @Test func `it stands in the text and in the evidence of JSON`() throws {
    let story = try Story.march(.english, until: "2026-03-31T22:10:00Z")
    let window = try #require(CivilWindow("2026-03"))
    let zone = try Story.paris()
    let report = Report(
      on: story.agreement,
      by: story.judge,
      over: .fixed(name: "2026-03", window.interval(in: zone)),
      at: try Story.instant("2026-03-31T22:10:00Z"),
      zone: zone,
      zoneVersion: "2025b",
      vantage: "par1",
      samples: 1,
      clock: Self.standing(9, 8, 900, without: 61, steps: 2)
    )
    #expect(
      report.text().contains("\nclock             within 0.9 ms of UTC as the kernel says while")
    )
    #expect(report.json.contains("\"clock\""))
    #expect(report.json.contains("\"uncertainty_us\": 900"))
    let expected: JSONValue = [
      "readings": .integer(1), "synchronized": .integer(0), "uncertainty_us": .null,
      "unsynchronized_ms": .integer(60_000), "steps": .integer(0),
    ]
    #expect(Self.standing(1, 0, without: 1).json == expected)
    let rows = report.csv.split(separator: "\r\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    let names = try #require(rows.first)
    for row in rows.dropFirst() {
      let values = Dictionary(uniqueKeysWithValues: zip(names, row))
      #expect(values["clock_uncertainty_us"] == "900")
      #expect(values["clock_unsynchronized_ms"] == "3660000")
      #expect(values["clock_steps"] == "2")
    }
    #expect(rows.count > 1)
  }
}
