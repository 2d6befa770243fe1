import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import TestKit
import Testing

/// A floor of outages in a report, where a success divides an incident.
@Suite struct IncidentFloorReportTests {
  private func report(_ floor: OutageFloor?) throws -> Report {
    let check = try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
    let agreed = try Story.agreement(.english, window: .month, check: check)
    let agreement = Agreement(
      id: agreed.id,
      title: agreed.title,
      revision: agreed.revision,
      effective: agreed.effective,
      language: agreed.language,
      timeZone: agreed.timeZone,
      currency: agreed.currency,
      parties: agreed.parties,
      services: agreed.services,
      objectives: [
        Objective(
          id: "availability",
          service: agreed.services[0].id,
          indicator: .availability(
            AvailabilityTerms(try #require(Ratio(percentage: "99.99%")), floor: floor)
          ),
          window: .month
        )
      ],
      sha256: agreed.sha256
    )
    let zone = try Story.paris()
    let window = try #require(CivilWindow("2026-04")).interval(in: zone)
    var story = Story(agreement, checks: [check], zones: ["Europe/Paris": zone])
    let first = window.start + .hours(10)
    // Down, down, up, down, down.
    let failures = [0, 1, 3, 4].map { first + .minutes($0) }
    story.tell(from: window.start - .minutes(1), to: window.end + .minutes(3)) { time in
      failures.contains(time) ? Story.failed(time) : Story.up(time)
    }
    return Report(
      on: agreement,
      by: story.judge,
      over: .fixed(name: "2026-04", window),
      at: window.end + .minutes(4),
      zone: zone,
      zoneVersion: "any",
      vantage: "here",
      samples: 0
    )
  }

  @Test func `an incident of BBGBB is long enough as a whole`() throws {
    for floor in [nil, OutageFloor(.minutes(3))] {
      let report = try report(floor)
      let standing = try #require(report.results.first).standing
      #expect(standing.time.estimate == 240_000)
      #expect(standing.time.up + standing.time.estimate == standing.time.elapsed)
      #expect(report.incidents.count == 1)
      #expect(report.text().contains("99.9907 %"), "\(report.text())")
    }
    #expect(
      try #require(report(OutageFloor(.minutes(5))).results.first).standing.time.estimate == 0
    )
  }
}
