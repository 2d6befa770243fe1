import Agreement
import Chronology
import Events
import Judging
import Sampling
import TestKit
import Testing

@testable import Rollups

/// A judge may be fed by rows where nothing happened, and by samples elsewhere: every fact is the same.
@Suite struct RunPropertyTests {
  static let weeks = 3
  static var seeds: [UInt64] { [1, 2, 3, 4, .random(in: .min ... .max)] }

  static func objective(_ id: String, _ indicator: Indicator, _ window: WindowRule) -> Objective {
    Objective(id: id, service: "shop", indicator: indicator, window: window)
  }

  static func limit(_ phase: Phase?, _ amount: TimeAmount, _ policy: FailurePolicy) throws
    -> Indicator
  {
    let share = try #require(Ratio(percentage: "95%"))
    return .latencyShare(LatencyLimit(phase: phase, within: amount, share: share, failures: policy))
  }

  static func agreement(_ objectives: [Objective]) throws -> Agreement {
    Agreement(
      id: "acme",
      title: "Shop",
      revision: 1,
      effective: try #require(CivilDate("2026-01-01")),
      language: .english,
      timeZone: "UTC",
      currency: euro,
      parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
      services: [Service(id: "shop", description: "The shop", check: checkID("web"))],
      objectives: objectives,
      sha256: "00"
    )
  }

  static func objectives() throws -> [Objective] {
    let high = try #require(Ratio(percentage: "99.9%"))
    return [
      objective("month", .availability(AvailabilityTerms(high)), .month),
      objective("rolling", .availability(AvailabilityTerms(high)), .rolling(.days(7))),
      objective("total", try limit(nil, .milliseconds(500), .bad), .month),
      objective("wait", try limit(.wait, .milliseconds(300), .excluded), .week),
    ]
  }

  /// From midnight to midnight in UTC, by days of 2026.
  static func window(_ first: String, _ last: String) throws -> Interval {
    Interval(
      try #require(Instant(rfc3339: "2026-\(first)T00:00:00Z")),
      try #require(Instant(rfc3339: "2026-\(last)T00:00:00Z"))
    )
  }

  static func windows(_ promise: Promise) throws -> [Interval] {
    if promise.objective.window == .month {
      return [try window("03-01", "04-01"), try window("04-01", "05-01")]
    }
    return try [("03-09", "03-16"), ("03-16", "03-23"), ("03-23", "03-30"), ("03-30", "04-06")].map
    {
      try window($0.0, $0.1)
    }
  }

  /// Where in the record a row stands whose samples can be taken at once.
  static func runs(_ story: RandomCheck) -> [Int: [(run: AvailableRun, end: Int)]] {
    var places: [Instant: Int] = [:]
    for (index, entry) in story.record.enumerated() {
      if case .sample(let sample) = entry, places[sample.start] == nil {
        places[sample.start] = index
      }
    }
    var found: [Int: [(AvailableRun, Int)]] = [:]
    for day in 0..<UInt32(7 * weeks) {
      let range = fileHeader(.days, day: RandomCheck.day + day).interval
      var builder = RollupBuilder(
        day: RandomCheck.day + day,
        of: checkID("web"),
        definitions: story.definitions,
        thresholds: thresholds
      )
      for entry in story.record {
        let start =
          switch entry {
          case .sample(let sample): sample.start
          case .gap(let gap): gap.interval.start
          }
        if Interval(range.start - .hours(9), range.end + .hours(9)).contains(start) {
          builder.take(entry)
        }
      }
      for row in builder.dayRows() + builder.hourRows() {
        guard let run = row.run, let index = places[run.first.start] else { continue }
        found[index, default: []].append((run, index + Int(run.count) - 1))
      }
    }
    return found
  }

  struct Facts: Equatable {
    var standings: [Standing] = []
    var incidents: [Incident]
    var condition: Condition
    var downtimes: [TimeAmount]
    var tallies: [TimeTally]
    var runs: [DownRun]
    var unknown: [UnknownStretch]
    var refused: Int64
    var latest: Instant?
    var horizon: Instant

    init(_ judge: Judge, at now: Instant) throws {
      let check = checkID("web")
      for promise in judge.promises {
        let found =
          if case .rolling(let length) = promise.objective.window {
            [Window.rolling(length)]
          } else {
            try RunPropertyTests.windows(promise).map { Window.fixed($0) }
          }
        standings += found.map { judge.standing(of: promise, in: $0, at: now) }
      }
      incidents = judge.incidents(of: check)
      condition = judge.condition(of: check)
      downtimes = incidents.map { judge.downtime(of: $0, at: now) }
      let timeline = judge.timeline(of: check)
      let whole = Interval(RandomCheck.origin, Instant(milliseconds: now.milliseconds))
      tallies = (0..<40).map { part in
        let start = whole.start + .milliseconds(Int64(part) * 11_111_111)
        return timeline.tally(in: Interval(start, max(start, whole.end)))
      }
      runs = timeline.downRuns(in: whole)
      unknown = timeline.unknownStretches(in: whole)
      refused = judge.refused
      latest = judge.lastSample(of: check)?.start
      horizon = judge.horizon(of: check, at: now)
    }
  }

  @Test(arguments: seeds) func `rows and the samples of eventful hours say what all samples say`(
    _ seed: UInt64
  ) throws {
    let story = RandomCheck(seed: seed, hours: 24 * 7 * Int64(Self.weeks), calm: 7)
    let runs = Self.runs(story)
    var random = SplitMix64(seed: ~seed)
    let agreement = try Self.agreement(Self.objectives())
    var all = Judge(agreements: [agreement])
    var rows = Judge(agreements: [agreement])
    for (id, definition) in story.definitions {
      all.define(id, definition)
      rows.define(id, definition)
    }
    var (announcer, other) = (Announcer(), Announcer())
    var marks = (0..<40).map { _ in Int(random.next() % UInt64(story.record.count)) }.sorted()
    marks.append(story.record.count - 1)
    let windows = try Dictionary(
      uniqueKeysWithValues: all.promises.map { ($0.objective.id, try Self.windows($0)) }
    )
    var (next, passed, events) = (0, 0, 0)
    for mark in marks where mark >= next {
      for entry in story.record[next...mark] { all.take(entry) }
      while next <= mark {
        let taken = runs[next]?.first { $0.end <= mark && rows.take($0.run) }
        if let taken {
          passed += taken.end - next + 1
          next = taken.end + 1
        } else {
          rows.take(story.record[next])
          next += 1
        }
      }
      let latest = try #require(all.lastSample(of: checkID("web"))?.start)
      let now = latest + .milliseconds(.random(in: 0...400_000, using: &random))
      #expect(try Facts(rows, at: now) == Facts(all, at: now), "seed \(seed), entry \(mark)")
      let said = announcer.announce(all, at: now) { windows[$0.objective.id] ?? [] }
      let again = other.announce(rows, at: now) { windows[$0.objective.id] ?? [] }
      // Of a row that is taken without knowing what follows, alerts on samples know only the ends.
      let isSame = said.filter(\.isCertain) == again.filter(\.isCertain)
      #expect(isSame, "seed \(seed), entry \(mark)")
      events += said.count
    }
    // How many depends on the seed; none would show nothing.
    #expect(passed > 0, "of \(story.record.count) none was passed over")
    #expect(events > 0)
  }
}

extension Event {
  /// Whether it is no alert on a share of samples.
  fileprivate var isCertain: Bool {
    !kind.rawValue.hasPrefix("burn.")
      || fields.contains(EventField("INDICATOR", "availability"))
  }
}
