import Agreement
import Chronology
import Judging
import Reporting
import Testing

@testable import ConfigFile

/// Every key of an agreement leaves a trace in its report: another value makes another page.
@Suite struct ClauseTraceTests {
  /// A key of a table, a piece of the agreement that has every clause, and what stands there instead.
  struct Change: Sendable, CustomTestStringConvertible {
    let key: String
    let old: String
    let new: String

    init(_ owner: String, _ key: String, _ old: String, _ new: String) {
      self.key = "\(owner): \(key)"
      self.old = old
      self.new = new
    }

    var testDescription: String { key }
  }

  /// The files of the fixture.
  private static let files = [
    "every-key.yaml", "agreements/first.yaml", "clauses.yaml", "agreements/second.yaml",
    "extra.yaml",
  ].reduce(into: [String: String]()) { files, name in
    guard let bytes = try? Fixtures.bytes(Fixtures.folder + "good/" + name) else { return }
    files[name] = String(decoding: bytes, as: UTF8.self)
  }

  /// The agreement with what its fixture has in other files: a share of latencies, and a template.
  private static let base = (files["clauses.yaml"] ?? "")
    .replacing(
      "  restored:\n",
      with: "  quick: {service: pages, latency: {of: total, within: 500ms, share: '>= 95%'}, "
        + "window: day}\n  restored:\n"
    )
    .replacing(
      "currency: EUR\n",
      with: "currency: EUR\ntemplate: {name: ovh-kms, source: https://sla.example/kms, "
        + "dated: 2024-03-06, needs-review: true}\n"
    )
    .replacing("objectives:\n", with: observed, maxReplacements: 1)

  /// What no probe sees.
  private static let observed = """
      desk: {description: The desk, observations: {counts: first-contact}}
      calls: {description: The telephone, observations: {durations: answer-time}}
    objectives:
      reached: {service: desk, ratio: ">= 80%", uncovered: unknown, window: month}
      picked-up: {service: calls, duration: {within: 20s, share: ">= 80%"}, window: month}
      slowest: {service: calls, duration: {percentile: 95, at-most: 60s}, window: month}

    """

  private static func report(_ text: String) throws -> Report {
    var files = Self.files
    files["clauses.yaml"] = text
    let reading = ConfigLoader.load(
      path: "every-key.yaml",
      surroundings: .test,
      files: .texts(files)
    )
    let agreement = try #require(reading.configuration?.agreements.last, "\(reading)")
    let window = try #require(CivilWindow("2026-03")).interval(in: .utc)
    return Report(
      on: agreement,
      by: Judge(agreements: [agreement], zones: [agreement.timeZone: .utc]),
      over: .fixed(name: "2026-03", window),
      at: window.end,
      zone: .utc,
      zoneVersion: "2025b",
      vantage: "par1"
    )
  }

  /// The report in every format, without the hash of the agreement's text.
  private static func pages(_ text: String) throws -> [String: String] {
    let report = try report(text)
    let judge = Judge(agreements: [])
    let detail = ReportDetail(of: report, by: judge, at: report.window.end)
    return [
      "text": report.text(), "JSON": report.json, "HTML": report.html(detail),
      "Markdown": report.markdown(detail),
    ].mapValues { $0.replacing(report.agreement.sha256, with: "") }
  }

  /// The pages of the agreement as it stands, made once.
  private static let basePages = Result { try pages(base) }

  @Test(arguments: changes)
  func `another value of a key makes another report`(_ change: Change) throws {
    let other = Self.base.replacing(change.old, with: change.new, maxReplacements: 1)
    try #require(other != Self.base, "\(change.old)")
    let pages = try Self.basePages.get()
    // What programs read is in no language.
    let isWords = change.key == "an agreement: language"
    for (format, page) in try Self.pages(other) where !(isWords && format == "JSON") {
      #expect(page != pages[format], "\(format) doesn't tell \(change.key)")
    }
  }

  @Test(arguments: Language.allCases)
  func `a change is told in both languages`(_ language: Language) throws {
    func text(_ source: String) throws -> String {
      var report = try Self.report(source)
      report.language = language
      return report.text().replacing(report.agreement.sha256, with: "")
    }
    let plain = try text(Self.base)
    for change in Self.changes where change.key != "an agreement: language" {
      let other = Self.base.replacing(change.old, with: change.new, maxReplacements: 1)
      #expect(try text(other) != plain, "\(change.key)")
    }
  }

  @Test func `every key that an agreement can have is changed`() {
    let containers: Set = [
      "an agreement: parties", "an agreement: responsibilities", "an agreement: services",
      "an agreement: objectives", "an agreement: incidents", "an agreement: exclusions",
      "an agreement: credits", "an agreement: measurement", "an agreement: reporting",
      "an agreement: template",
    ]
    let keys = KeyTable.ofAgreements.flatMap { table in
      table.known.map { "\(table.owner): \($0)" }
    }
    let changed = Set(Self.changes.map(\.key))
    #expect(Set(keys).subtracting(changed).subtracting(containers) == [])
    #expect(changed.subtracting(keys) == [])
  }
}
