import Chronology
import Exporting
import Importing
import Sampling
import Testing

@Suite struct ImportMetricsTests {
  private func faults(_ text: String, check: String? = nil) -> [String] {
    var file = ImportFile(series: series, check: check.flatMap { CheckID($0) }, now: now)
    file.append(Array(text.utf8))
    guard case .failure(let refusal) = finished(file) else { return [] }
    return refusal.lines(file: "f.om")
  }

  @Test func `what Prometheus has of blackbox_exporter is joined by its instants`() throws {
    let read = try importing(
      #"""
      probe_duration_seconds{instance="https://shop.example", job="black\"box"} 8.1234e-05 1773481267.250
      probe_duration_seconds{instance="https://shop.example", job="black\"box"} 5.0001235 1773481327.250
      probe_http_status_code{instance="https://shop.example", job="black\"box"} 200 1773481267.250
      probe_http_status_code{instance="https://shop.example", job="black\"box"} 0 1773481327.250
      probe_ip_protocol{instance="https://shop.example", job="black\"box"} 4 1773481327.250
      probe_success{job="black\"box", instance="https://shop.example"} 0 1773481327.250
      probe_success{job="black\"box", instance="https://shop.example"} 1 1773481267.250
      probe_success{job="black\"box", instance="https://shop.example"} 1 1773481387.250
      # EOF

      """#
    ).get()
    #expect(read.map(\.outcome) == [.up, .down, .up])
    #expect(
      read.map(\.start.milliseconds) == [1_773_481_267_250, 1_773_481_327_250, 1_773_481_387_250]
    )
    #expect(read.map(\.status) == [200, 0, 0])
    #expect(read[0].measuredTime(of: nil) == .microseconds(81))
    #expect(read[1].measuredTime(of: nil) == .microseconds(5_000_124), "half is rounded up")
    #expect(read[2].measuredTime(of: nil) == nil)
  }

  /// What an export writes of some samples of one check.
  private func exported(_ samples: [Sample]) throws -> String {
    let web = try #require(CheckID("web"))
    var text = MetricText()
    var page = ""
    for family in MetricFamily.all {
      page += text.begin(family)
      for sample in samples { page += text.line(sample, of: web) ?? "" }
    }
    return page + MetricFamily.end
  }

  @Test func `export, import and export again give the same, but for phases`() throws {
    let outcomes: [Outcome] = [.up, .down, .void, .degraded]
    let samples = (0..<40).map { number in
      let start = Instant(nanoseconds: 1_773_481_267_123_456_789) + .seconds(Int64(number) * 7)
      let outcome = outcomes[number % 4]
      return Sample(
        series: series,
        due: start,
        start: start,
        outcome: outcome,
        phases: Phases(connect: UInt32(number), wait: UInt32(number * 997)),
        status: outcome == .void ? 0 : 200
      )
    }
    let first = try exported(samples)
    let read = try importing(first).get()
    #expect(read.map(\.outcome) == (0..<40).map { [.up, .down, .void, .up][$0 % 4] })
    let second = try exported(Array(read))
    func kept(_ page: String) -> [Substring] {
      page.split(separator: "\n").filter { line in
        ["success", "status_code", "duration_seconds"].contains {
          line.contains("constat_probe_\($0)")
        }
      }
    }
    #expect(kept(first) == kept(second))
    #expect(
      try exported(Array(try importing(second).get())) == second,
      "from then on all is the same"
    )
  }

  private static let start = "constat_probe_success{check=\"web\"} 1 1773481267.25\n"

  @Test(arguments: [
    ("", "f.om:1:1: the file ends without # EOF: it may have been cut"),
    ("# EOF\nx", "f.om:3:1: text stands after # EOF"),
    (
      "constat_probe_success{check=\"web\"} NaN 1773481268\n# EOF\n",
      "f.om:2:36: constat_probe_success is \"NaN\": it is 1 or 0"
    ),
    (
      "constat_probe_success{check=\"web\"} 0.5 1773481268\n# EOF\n",
      "f.om:2:36: constat_probe_success"
    ),
    ("constat_probe_success{check=\"web\"} 1\n# EOF\n", "f.om:2:36: the value has no timestamp"),
    (
      "constat_probe_success{check=\"web\"} 1 1773481268000\n# EOF\n",
      "f.om:2:38: the timestamp is \"1773481268000\""
    ),
    (
      "constat_probe_success{check=\"web\"} 1 946684799\n# EOF\n",
      "f.om:2:38: the timestamp is 1999-12-31T23:59:59Z: only the years"
    ),
    (
      "constat_probe_success{check=\"web\"} 1 1780272001\n# EOF\n",
      "f.om:2:38: the timestamp is 2026-06-01T00:00:01Z, and now is"
    ),
    ("constat_probe_success{check=\"web\"} 1 1e999\n# EOF\n", "f.om:2:38: the timestamp"),
    (
      "constat_probe_success{check=\"web\"} 0 1773481267.25\n# EOF\n",
      "f.om:2:1: line 1 has a value at 2026-03-14T09:41:07.250Z already"
    ),
    ("constat_probe_duration_seconds{check=\"web\"} -1 1773481268\n# EOF\n", "f.om:2:45: "),
    ("constat_probe_duration_seconds{check=\"web\"} +Inf 1773481268\n# EOF\n", "f.om:2:45: "),
    ("constat_probe_status_code{check=\"web\"} 42 1773481268\n# EOF\n", "f.om:2:40: "),
    (
      "constat_probe_success{check=\"api\"} 1 1773481268\n# EOF\n",
      "f.om:2:22: the sample is of \"api\": import it with --check api"
    ),
    ("probe_success{check=\"web\"} 1 1773481268\n# EOF\n", "f.om:2:1: metrics of constat and of"),
    ("constat_probe_success{check=\"web} 1 1773481268\n# EOF\n", "f.om:2:47: no value of a metric"),
    (
      "constat_probe_success{check=\"w\\x\"} 1 1773481268\n# EOF\n",
      "f.om:2:32: no value of a metric"
    ),
    (
      "constat_probe_success{check=\"web\"} 1 1773481268 # {a=\"b\"} 1\n# EOF\n",
      "f.om:2:48: no value of a metric, more than a value"
    ),
    ("\u{1}\n# EOF\n", "f.om:2:1: no value of a metric, a metric's name is missing"),
    (
      "a{" + String(repeating: "x", count: 70_000) + "\n# EOF\n",
      "f.om:2:1: the line has more than 65536"
    ),
  ])
  func `what is wrong has its line and its remedy`(text: String, fault: String) {
    let found = faults(ImportMetricsTests.start + text, check: "web")
    #expect(found.contains { $0.hasPrefix(fault) }, "\(found)")
  }

  @Test func `a time of blackbox_exporter without a result is a fault`() {
    let found = faults("probe_duration_seconds{a=\"b\"} 1 1773481267\n# EOF\n")
    #expect(found.count == 1 && found[0].hasPrefix("f.om:1:1: no probe_success stands at"))
  }

  @Test func `another target's values are a fault`() {
    let found = faults(
      "probe_success{a=\"b\"} 1 1773481267\nprobe_success{a=\"c\"} 1 1773481268\n# EOF\n"
    )
    #expect(found.count == 1 && found[0].hasPrefix("f.om:2:14: the value has other labels"))
  }

  @Test func `a limit of samples holds here too`() {
    var file = ImportFile(series: series, now: now, sampleLimit: 2)
    let lines = (0..<4).map { "probe_success{a=\"b\"} 1 \(1_773_481_267 + $0)\n" }
    file.append(Array((lines.joined() + "# EOF\n").utf8))
    #expect(file.isSettled)
    guard case .failure(let refusal) = finished(file) else {
      Issue.record("too many samples are accepted")
      return
    }
    #expect(
      refusal.lines(file: "f") == [
        "f:3:1: the file has more than 2 samples: split it into several files"
      ]
    )
  }

  @Test func `no metric that is known is no sample`() {
    #expect(
      faults("up{a=\"b\"} 1 1773481267\n# EOF\n").first?.contains("the file holds no sample")
        == true
    )
  }
}
