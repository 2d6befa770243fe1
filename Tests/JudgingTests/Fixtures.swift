import Agreement
import Chronology
import Events
import Sampling
import TestKit

@testable import Judging

/// The instant that every story begins at.
let origin = Instant(seconds: 1_772_000_000)

/// The instant `seconds` into the story.
func at(_ seconds: Int64) -> Instant { origin + .seconds(seconds) }

/// `[start, end)` in seconds of the story.
func span(_ start: Int64, _ end: Int64) -> Interval { Interval(at(start), at(end)) }

/// A check every 60 s with 30 s of timeout: its validity is 90 s.
func definition(
  interval: TimeAmount = .seconds(60),
  timeout: TimeAmount = .seconds(30),
  confirmation: Confirmation = Confirmation()
) throws -> CheckDefinition {
  CheckDefinition(
    id: try storefront,
    method: "http",
    target: "https://shop.example/",
    interval: interval,
    timeout: timeout,
    confirmation: confirmation,
    rules: ""
  )
}

struct BadFixture: Error {}

var storefront: CheckID {
  get throws {
    guard let id = CheckID("storefront") else { throw BadFixture() }
    return id
  }
}

/// A target in percent.
func percent(_ text: String) throws -> Ratio {
  guard let ratio = Ratio(percentage: "\(text)%") else { throw BadFixture() }
  return ratio
}

func agreement(_ objectives: [Objective], id: String = "acme") throws -> Agreement {
  guard let effective = CivilDate("2026-01-01") else { throw BadFixture() }
  return Agreement(
    id: id,
    title: "Shop",
    revision: 1,
    effective: effective,
    language: .english,
    timeZone: "Europe/Paris",
    currency: euro,
    parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
    services: [Service(id: "shop", description: "The shop", check: try storefront)],
    objectives: objectives,
    sha256: "00"
  )
}

func availability(_ target: String, over window: WindowRule = .month) throws -> Objective {
  Objective(
    id: "availability",
    service: "shop",
    indicator: .availability(AvailabilityTerms(try percent(target))),
    window: window
  )
}

let series = SeriesID(number: 0)

/// A sample `seconds` into the story: `G`ood, `D`egraded, `B`ad or `V`oid.
func sample(
  _ seconds: Int64,
  _ letter: Character,
  took: TimeAmount = .zero,
  flags: SampleFlags = []
) -> Sample {
  let outcomes: [Character: Outcome] = ["G": .up, "D": .degraded, "B": .down, "V": .void]
  let causes: [Character: Cause] = ["D": .slow, "B": .connectTimeout, "V": .localRoute]
  return Sample(
    series: series,
    due: at(seconds),
    start: at(seconds),
    outcome: outcomes[letter] ?? .void,
    cause: causes[letter],
    phases: Phases(connect: UInt32(took.wholeMicroseconds)),
    flags: flags
  )
}

/// Samples of `letters`, one every `interval` seconds from `start`; a space is a slot without one.
func samples(_ letters: String, every interval: Int64 = 60, from start: Int64 = 0) -> [Sample] {
  zip(letters, 0...).compactMap { letter, index in
    letter == " " ? nil : sample(start + index * interval, letter)
  }
}

/// A judge of `objectives` that has taken `samples` of a check defined by `definition`.
func judge(
  _ objectives: [Objective] = [],
  _ definition: CheckDefinition? = nil,
  _ samples: [Sample] = []
) throws -> Judge {
  var judge = Judge(agreements: [try agreement(objectives)])
  judge.define(series, try definition ?? JudgingTests.definition())
  for sample in samples { judge.take(sample) }
  return judge
}
