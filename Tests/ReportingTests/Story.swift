import Agreement
import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

/// What a check saw, minute by minute, told to a judge.
struct Story {
  let agreement: Agreement
  let definitions: [CheckDefinition]
  private(set) var judge: Judge
  private var starts: [Instant] = []
  /// Nothing is told from here on.
  private var end = Instant(seconds: 4_000_000_000)

  init(
    _ agreement: Agreement,
    checks: [Check],
    cuts: [Instant] = [],
    breaches: Interval? = nil,
    timelineLimit: Int32 = Timeline.defaultLimit,
    zones: [String: ZoneRules] = [:],
    annotations: [RecordedAnnotation] = []
  ) {
    self.agreement = agreement
    definitions = checks.map(\.definition)
    judge = Judge(
      agreements: [agreement],
      zones: zones,
      annotations: annotations,
      cuts: cuts,
      breaches: breaches,
      timelineLimit: timelineLimit
    )
    for (number, definition) in definitions.enumerated() {
      judge.define(SeriesID(number: UInt32(number)), definition)
    }
  }

  /// Samples of the check `number` at its interval from `start` on, `make` telling each.
  mutating func tell(
    _ number: Int = 0,
    from start: Instant,
    to end: Instant,
    _ make: (Instant) -> Sample
  ) {
    var time = start
    while time < min(end, self.end) {
      var sample = make(time)
      sample.series = SeriesID(number: UInt32(number))
      judge.take(sample)
      starts.append(time)
      time = time + definitions[number].interval
    }
  }

  func samples(in stretch: Interval) -> Int64 {
    Int64(starts.count { stretch.contains($0) })
  }

  mutating func tell(_ gap: Gap) {
    if gap.interval.end <= end { judge.take(gap) }
  }

  /// An answer in 81 ms, in 100 of which one takes 700.
  static func up(_ time: Instant) -> Sample {
    let isSlow = time.seconds / 60 % 100 == 7
    return Sample(
      series: SeriesID(number: 0),
      due: time,
      start: time,
      outcome: .up,
      phases: Phases(
        resolve: 1_200,
        connect: 9_800,
        secure: 21_000,
        wait: isSlow ? 700_000 : 44_000,
        transfer: 5_234
      ),
      status: 200
    )
  }

  /// A connection that timed out after 10 s.
  static func timedOut(_ time: Instant) -> Sample {
    Sample(
      series: SeriesID(number: 0),
      due: time,
      start: time,
      outcome: .down,
      cause: .connectTimeout,
      phases: Phases(resolve: 1_200, connect: 9_998_800)
    )
  }

  /// An error page.
  static func failed(_ time: Instant) -> Sample {
    Sample(
      series: SeriesID(number: 0),
      due: time,
      start: time,
      outcome: .down,
      cause: .http5xx,
      phases: Phases(resolve: 1_200, connect: 9_800, secure: 21_000, wait: 44_000, transfer: 900),
      status: 503
    )
  }

  static func instant(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text), "\(text)")
  }

  static func paris() throws -> ZoneRules {
    try ZoneRules(tzif: TestFile.fixture("zones/Europe-Paris.tzif"))
  }
}

extension Story {
  static func check(_ name: String, interval: TimeAmount, timeout: TimeAmount) throws -> Check {
    Check(
      id: try #require(CheckID(name)),
      probe: .http(HTTPProbe(address: try #require(WebAddress("https://\(name).example/health")))),
      interval: interval,
      timeout: timeout
    )
  }

  static func agreement(
    _ language: Language,
    window: WindowRule,
    target: String = "99.9%",
    check: Check
  ) throws -> Agreement {
    let fast = LatencyLimit(
      phase: nil,
      within: .milliseconds(500),
      share: try #require(Ratio(percentage: "95%"))
    )
    let ratio = try #require(Ratio(percentage: target))
    return Agreement(
      id: "acme-hosting",
      title: language == .french ? "Hébergement de la boutique en ligne" : "Hosting of the shop",
      revision: 3,
      effective: try #require(CivilDate("2026-01-01")),
      language: language,
      timeZone: "Europe/Paris",
      currency: euro,
      parties: Parties(
        provider: Party(name: "ACME Hosting SAS", contact: "noc@acme.example"),
        customer: Party(name: "Boutique SARL")
      ),
      services: [Service(id: "storefront", description: "The shop answers", check: check.id)],
      objectives: [
        Objective(
          id: "availability",
          service: "storefront",
          indicator: .availability(AvailabilityTerms(ratio)),
          window: window
        ),
        Objective(
          id: "fast-enough",
          service: "storefront",
          indicator: .latencyShare(fast),
          window: window
        ),
      ],
      sha256: String(repeating: "0123456789abcdef", count: 4)
    )
  }

  /// March 2026 in Paris: an outage of 44 failures, one failure alone, and two hours of silence.
  static func march(
    _ language: Language = .french,
    until end: String = "2026-03-31T22:10:00Z"
  ) throws -> Story {
    let check = try check("www", interval: .seconds(60), timeout: .seconds(10))
    var story = Story(try agreement(language, window: .month, check: check), checks: [check])
    story.end = try instant(end)
    let start = try instant("2026-02-28T22:50:00Z")
    let outage = try instant("2026-03-14T09:00:00Z")
    let silence = Interval(try instant("2026-03-20T02:00:00Z"), try instant("2026-03-20T04:00:00Z"))
    let alone = try instant("2026-03-25T12:00:00Z")
    story.tell(from: start, to: outage, up)
    story.tell(from: outage, to: outage + .minutes(9), timedOut)
    story.tell(from: outage + .minutes(9), to: outage + .minutes(44), failed)
    story.tell(from: outage + .minutes(44), to: silence.start, up)
    story.tell(Gap(series: nil, interval: silence, slots: 120, cause: .daemonStopped))
    story.tell(from: silence.end, to: alone, up)
    story.tell(from: alone, to: alone + .minutes(1), timedOut)
    story.tell(from: alone + .minutes(1), to: try instant(end), up)
    return story
  }

  /// Ten minutes of a check every 2 s under rolling windows, an incident still open.
  static func minutes(
    _ language: Language = .english,
    breaches: Interval? = nil
  ) throws -> Story {
    let check = try check("demo", interval: .seconds(2), timeout: .milliseconds(500))
    let agreement = try agreement(
      language,
      window: .rolling(.minutes(5)),
      target: "95%",
      check: check
    )
    var story = Story(agreement, checks: [check], breaches: breaches)
    let start = try instant("2026-03-14T09:00:00.250Z")
    story.tell(from: start, to: start + .minutes(3), up)
    story.tell(from: start + .minutes(3), to: start + .seconds(188), failed)
    story.tell(from: start + .seconds(188), to: start + .seconds(590), up)
    story.tell(from: start + .seconds(590), to: start + .seconds(600), failed)
    return story
  }
}
