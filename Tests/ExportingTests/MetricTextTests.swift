import Chronology
import Sampling
import TestKit
import Testing

@testable import Exporting

@Suite struct MetricTextTests {
  private func sample(_ outcome: Outcome, at second: Int64, wait: UInt32) -> Sample {
    Sample(
      series: SeriesID(number: 1),
      due: Instant(seconds: second),
      start: Instant(seconds: second),
      outcome: outcome,
      phases: Phases(wait: wait),
      status: 200
    )
  }

  private func written(_ samples: [(CheckID, Sample)]) -> (text: String, leftOut: Int) {
    var text = MetricText()
    var page = ""
    for family in MetricFamily.all {
      page += text.begin(family)
      for (check, sample) in samples { page += text.line(sample, of: check) ?? "" }
    }
    return (page + MetricFamily.end, text.leftOut)
  }

  @Test func `the text is valid by the format's grammar`() throws {
    let (web, api) = (try #require(CheckID("web-1")), try #require(CheckID("api")))
    let (page, leftOut) = written([
      (api, sample(.up, at: 10, wait: 5)), (api, sample(.down, at: 20, wait: 0)),
      (web, sample(.void, at: 5, wait: 5)), (web, sample(.degraded, at: 6, wait: 1_000_000)),
    ])
    let read = OpenMetricsText(page)
    #expect(read.faults.isEmpty, "\(read.faults)")
    #expect(read.families == MetricFamily.all.map(\.name))
    #expect(read.count > 3 * MetricFamily.all.count && leftOut == 0)
    #expect(OpenMetricsText(MetricFamily.end).faults.isEmpty, "nothing at all")
  }

  @Test func `of samples at one instant the first one with a value is written`() throws {
    let web = try #require(CheckID("web"))
    let (page, leftOut) = written([
      (web, sample(.void, at: 10, wait: 1)), (web, sample(.up, at: 10, wait: 2)),
      (web, sample(.down, at: 10, wait: 3)), (web, sample(.up, at: 11, wait: 4)),
    ])
    #expect(OpenMetricsText(page).faults.isEmpty)
    #expect(leftOut == 1)
    #expect(page.contains("constat_probe_success{check=\"web\"} 1 10\n"))
    #expect(!page.contains("constat_probe_success{check=\"web\"} 0 10\n"))
  }

  @Test(
    arguments: [
      "constat_x{a=\"b\"} 1 1\n# EOF\n", "# TYPE x gauge\nx{a=\"b\"} 1 1\n",
      "# TYPE x gauge\nx{a=\"b\"} 1 2\nx{a=\"b\"} 1 2\n# EOF\n",
      "# TYPE x gauge\nx{a=\"b\"} 1 2\nx{a=\"c\"} 1 2\nx{a=\"b\"} 1 3\n# EOF\n",
      "# TYPE x gauge\nx{a=\"b\"c\"} 1 2\n# EOF\n", "# TYPE x gauge\n# EOF\nx{a=\"b\"} 1 2\n",
      "# UNIT x seconds\n# EOF\n", "# TYPE x gauge\nx{a=\"b\"}  1 2\n# EOF\n",
    ]
  )
  func `what the grammar refuses is found`(_ text: String) {
    #expect(!OpenMetricsText(text).faults.isEmpty)
  }
}
