import Chronology
import Reporting
import Sampling
import TestKit
import Testing

@Suite struct PhaseChartTests {
  private func chart(_ sample: Sample) -> PhaseChart {
    var sample = sample
    sample.address = NetworkAddress(bytes: [192, 0, 2, 1])
    return PhaseChart(sample, target: "https://www.example/health")
  }

  private let time = Instant(seconds: 1_774_000_000)

  @Test func `an answer as a chart`() {
    TestFile.expectGolden("Reporting/probe-up.txt", chart(Story.up(time)).text(width: 80))
  }

  @Test func `a time-out as a chart, narrow`() {
    TestFile.expectGolden("Reporting/probe-down.txt", chart(Story.timedOut(time)).text(width: 10))
  }

  @Test func `an attempt as a JSON line`() {
    #expect(
      chart(Story.failed(time)).json
        == #"{"outcome": "down", "cause": "http-5xx", "status": 503, "address": "192.0.2.1", "#
        + #""total_us": 76900, "phases_us": {"resolve": 1200, "connect": 9800, "secure": 21000, "#
        + #""wait": 44000, "transfer": 900}}"#
    )
  }

  @Test func `an attempt that reached nothing has all its keys`() {
    let sample = Sample(
      series: SeriesID(number: 0),
      due: time,
      start: time,
      outcome: .void,
      cause: .localRoute
    )
    #expect(
      PhaseChart(sample, target: "x").json
        == #"{"outcome": "void", "cause": "local-route", "status": 0, "address": null, "#
        + #""total_us": 0, "phases_us": {"resolve": 0, "connect": 0, "secure": 0, "wait": 0, "#
        + #""transfer": 0}}"#
    )
    #expect(PhaseChart(sample, target: "x").text().contains("void, local-route"))
  }

  @Test func `bars follow each other and stay inside, whatever the phases`() {
    var random = SplitMix64(seed: 5)
    for _ in 0..<500 {
      var sample = Story.up(time)
      let lengths = (0..<5).map { _ in
        UInt32.random(
          in: 0...(UInt32.max >> UInt32.random(in: 0...31, using: &random)),
          using: &random
        )
      }
      sample.phases = Phases(
        resolve: lengths[0],
        connect: lengths[1],
        secure: lengths[2],
        wait: lengths[3],
        transfer: lengths[4]
      )
      let width = Int.random(in: 40...200, using: &random)
      let text = PhaseChart(sample, target: "x").text(width: width)
      for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
      for (phase, length) in zip(Phase.allCases, lengths) {
        let line = text.split(separator: "\n").first { $0.hasPrefix("  \(phase)") } ?? ""
        #expect(line.contains("█") == (length > 0), "\(line)")
      }
    }
  }

  @Test func `colours change nothing but colours`() {
    let chart = chart(Story.timedOut(time))
    #expect(withoutColours(chart.text(ink: Ink(isColoured: true))) == chart.text())
  }
}
