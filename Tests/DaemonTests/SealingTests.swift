import Agreement
import Chronology
import Judging
import Sampling
import TestKit
import Testing

@testable import Daemon

@Suite struct SealingTests {
  private func agreement(_ revision: Int, _ limits: [(service: String, LatencyLimit?)]) throws
    -> Agreement
  {
    let share = try #require(Ratio(percentage: "99%"))
    return Agreement(
      id: "shop",
      title: "Hosting",
      revision: revision,
      effective: try #require(CivilDate("2026-01-0\(revision)")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: [
        Service(id: "front", description: "", check: try #require(CheckID("web"))),
        Service(id: "door", description: "", check: try #require(CheckID("port"))),
      ],
      objectives: limits.enumerated().map { number, limit in
        Objective(
          id: "o\(number)",
          service: limit.service,
          indicator: limit.1.map { .latencyShare($0) } ?? .availability(AvailabilityTerms(share)),
          window: .month
        )
      },
      sha256: "00"
    )
  }

  @Test func `rollups count by the limits of every revision, each once`() throws {
    let share = try #require(Ratio(percentage: "95%"))
    let fast = LatencyLimit(phase: nil, within: .milliseconds(200), share: share)
    let wait = LatencyLimit(
      phase: .wait,
      within: .milliseconds(90),
      share: share,
      failures: .excluded
    )
    let found = Sealing.thresholds([
      try agreement(1, [("front", fast), ("front", nil), ("door", nil)]),
      try agreement(2, [("front", fast), ("front", wait)]),
    ])
    #expect(
      found == [
        try #require(CheckID("web")): [
          LatencyThreshold(phase: nil, microseconds: 200_000, failures: .bad),
          LatencyThreshold(phase: .wait, microseconds: 90_000, failures: .excluded),
        ]
      ]
    )
  }
}
