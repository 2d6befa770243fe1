import Chronology
import Sampling
import Testing

@testable import Exporting

@Suite struct MetricFamilyTests {
  private func lines(_ outcome: Outcome, status: UInt16, flags: SampleFlags = []) throws -> [String]
  {
    let web = try #require(CheckID("web"))
    let sample = Sample(
      series: SeriesID(number: 7),
      due: Instant(nanoseconds: 1_773_481_267_000_000_000),
      start: Instant(nanoseconds: 1_773_481_267_000_250_000),
      outcome: outcome,
      phases: Phases(connect: 20, wait: 1_000_000),
      status: status,
      flags: flags
    )
    return MetricFamily.all.compactMap { $0.line(sample, of: web) }
  }

  @Test func `each family has its value, exactly`() throws {
    let time = "1773481267.00025"
    #expect(
      try lines(.up, status: 200) == [
        "constat_probe_success{check=\"web\"} 1 \(time)\n",
        "constat_probe_status_code{check=\"web\"} 200 \(time)\n",
        "constat_probe_duration_seconds{check=\"web\"} 1.00002 \(time)\n",
        "constat_probe_resolve_duration_seconds{check=\"web\"} 0 \(time)\n",
        "constat_probe_connect_duration_seconds{check=\"web\"} 0.00002 \(time)\n",
        "constat_probe_secure_duration_seconds{check=\"web\"} 0 \(time)\n",
        "constat_probe_wait_duration_seconds{check=\"web\"} 1 \(time)\n",
        "constat_probe_transfer_duration_seconds{check=\"web\"} 0 \(time)\n",
      ]
    )
  }

  @Test func `what was not measured has no value`() throws {
    #expect(
      try lines(.down, status: 0, flags: [.imported, .timeNotMeasured])
        == ["constat_probe_success{check=\"web\"} 0 1773481267.00025\n"]
    )
    #expect(try lines(.void, status: 0, flags: [.imported, .timeNotMeasured]) == [])
  }

  @Test func `a family begins with its type, unit and help`() {
    for family in MetricFamily.all {
      let head = family.head.split(separator: "\n")
      #expect(head.first == "# TYPE \(family.name) gauge")
      #expect(head.last?.hasPrefix("# HELP \(family.name) ") == true)
      #expect(head.contains("# UNIT \(family.name) seconds") == family.name.hasSuffix("_seconds"))
    }
  }
}
