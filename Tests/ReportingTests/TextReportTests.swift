import Agreement
import Chronology
import Reporting
import TestKit
import Testing

@Suite struct TextReportTests {
  @Test(arguments: Language.allCases)
  func `a closed month as text`(language: Language) throws {
    let text = try ReportTests.march(language).text()
    TestFile.expectGolden("Reporting/march.\(language.rawValue).txt", text)
  }

  @Test(arguments: Language.allCases)
  func `rolling windows as text`(language: Language) throws {
    let text = try ReportTests.minutes(language).text()
    TestFile.expectGolden("Reporting/rolling.\(language.rawValue).txt", text)
  }

  @Test(arguments: Language.allCases)
  func `no line is wider than 100 columns, and none ends with a space`(language: Language) throws {
    for report in [try ReportTests.march(language), try ReportTests.minutes(language)] {
      for line in report.text().split(separator: "\n") {
        #expect(line.count <= 100, "\(line)")
        #expect(line.last != " ", "\(line)")
      }
    }
  }

  @Test func `names cannot drive a terminal or add a line`() throws {
    let story = try Story.minutes()
    let report = Report(
      on: story.agreement,
      by: story.judge,
      over: .current,
      at: try Story.instant("2026-03-14T09:10:00.300Z"),
      zone: .utc,
      zoneVersion: "2025b\u{9B}2J",
      vantage: "par1\u{1B}[2J\nMET\u{202E}",
      samples: 0
    )
    let plain = report.text()
    #expect(plain.contains("par1\u{FFFD}[2J MET\u{FFFD}\n"))
    #expect(plain.unicodeScalars.allSatisfy { $0 == "\n" || !(0..<0x20).contains($0.value) })
    #expect(report.json.contains(#"\u001b[2J\nMET"#))
  }

  @Test func `colours change nothing but colours`() throws {
    let report = try ReportTests.minutes()
    let coloured = report.text(ink: Ink(isColoured: true))
    #expect(coloured != report.text())
    #expect(withoutColours(coloured) == report.text())
  }
}

/// The text without SGR sequences.
func withoutColours(_ text: String) -> String {
  var result = ""
  var isInside = false
  for character in text {
    if character == "\u{1B}" {
      isInside = true
    } else if !isInside {
      result.append(character)
    } else if character == "m" {
      isInside = false
    }
  }
  return result
}
