import Agreement
import Chronology
import Judging
import Reporting
import Sampling
import StoreFormat
import TestKit
import Testing

/// March 2026 in Paris of a provider that two checks watch, made from a seed: outages, single
/// failures, announced work, an outage that the provider calls force majeure, and time that nobody
/// watched.
struct SimulatedMonth {
  let report: Report
  let detail: ReportDetail

  static let reason = "The \"core\" router & its spare failed <both>"

  /// - Parameters:
  ///   - reason: Of the declaration of force majeure.
  ///   - days: How many days of the month are told, at most 31.
  init(
    _ language: Language,
    seed: UInt64 = 2026,
    reason: String = SimulatedMonth.reason,
    days: Int64 = 31
  ) throws {
    let zone = try Story.paris()
    let window = try #require(CivilWindow("2026-03")).interval(in: zone)
    let checks = try ["www", "api"].map {
      try Story.check($0, interval: .seconds(60), timeout: .seconds(10))
    }
    let agreement = try Self.agreement(language, checks)
    let end = min(window.end, window.start + .days(days))
    let work = Interval(window.start + .hours(26), window.start + .hours(28))
    let storm = Interval(window.start + .hours(40), window.start + .hours(41))
    let silence = Interval(window.start + .hours(20), window.start + .hours(22))
    var judge = Judge(
      agreements: [agreement],
      zones: ["Europe/Paris": zone],
      annotations: [
        Self.declaration(.maintenance, work, noticed: work.start - .days(5), "New disks", 1),
        Self.declaration(.forceMajeure, storm, noticed: storm.end + .hours(1), reason, 2),
      ]
    )
    var answers: [CheckID: [Int64: [Int64]]] = [:]
    var providers = checks.indices.map { Provider(seed: seed + UInt64($0)) }
    for (number, check) in checks.enumerated() {
      judge.define(SeriesID(number: UInt32(number)), check.definition)
    }
    var time = window.start - .minutes(10)
    while time < end + .minutes(10) {
      if time == silence.end {
        judge.take(Gap(series: nil, interval: silence, slots: 240, cause: .daemonStopped))
      }
      for number in checks.indices where !silence.contains(time) {
        let isDown = number == 0 && (work.contains(time) || storm.contains(time))
        var sample = providers[number].sample(at: time, isDown: isDown)
        sample.series = SeriesID(number: UInt32(number))
        if sample.outcome == .up {
          answers[checks[number].id, default: [:]][time.day, default: []].append(
            sample.phases.totalMicroseconds
          )
        }
        judge.take(sample)
      }
      time = time + .minutes(1)
    }
    let now = end + .minutes(12)
    report = Report(
      on: agreement,
      by: judge,
      over: .fixed(name: "2026-03", window),
      at: now,
      zone: zone,
      zoneVersion: "2025b",
      vantage: "par1",
      samples: (end - window.start).wholeSeconds / 30 - 240
    )
    detail = ReportDetail(
      of: report,
      by: judge,
      at: now,
      latencies: checks.map { Self.latency(of: $0.id, answers, in: window) }
    )
  }

  private static func latency(
    of check: CheckID,
    _ answers: [CheckID: [Int64: [Int64]]],
    in window: Interval
  ) -> ReportDetail.Latency {
    ReportDetail.Latency(
      of: check,
      span: window.start.day...(window.end - .milliseconds(1)).day,
      days: (answers[check] ?? [:]).sorted { $0.key < $1.key }.map {
        percentiles(of: $0.value, on: $0.key)
      }
    )
  }

  /// The percentiles of a day's answers, by nearest rank.
  private static func percentiles(
    of answers: [Int64],
    on number: Int64
  ) -> ReportDetail.LatencyDay {
    let sorted = answers.sorted()
    func rank(_ percent: Int) -> TimeAmount {
      .microseconds(sorted[(sorted.count * percent + 99) / 100 - 1])
    }
    return ReportDetail.LatencyDay(day: number, median: rank(50), p95: rank(95), p99: rank(99))
  }

  /// What a provider does, minute by minute.
  private struct Provider {
    private var random: SplitMix64
    private var left = 0

    init(seed: UInt64) { random = SplitMix64(seed: seed) }

    mutating func sample(at time: Instant, isDown: Bool) -> Sample {
      if left > 0 {
        left -= 1
        return Story.failed(time)
      }
      switch UInt64.random(in: 0..<16_000, using: &random) {
      case 0: left = Int.random(in: 4..<50, using: &random)
      case 1, 2: return Story.timedOut(time)
      default: break
      }
      if isDown { return Story.failed(time) }
      var sample = Story.up(time)
      sample.phases.wait += UInt32.random(
        in: 0..<(time.seconds / 3_600 % 24 < 6 ? 90_000 : 20_000),
        using: &random
      )
      return sample
    }
  }

  private static func declaration(
    _ kind: Annotation.Kind,
    _ interval: Interval,
    noticed: Instant,
    _ reason: String,
    _ number: Int
  ) -> RecordedAnnotation {
    RecordedAnnotation(
      id: "00000000000\(number)",
      recorded: noticed + .minutes(1),
      annotation: Annotation(
        kind: kind,
        scope: .service(agreement: "acme-hosting", service: "storefront"),
        start: interval.start,
        end: interval.end,
        noticed: noticed,
        author: .provider,
        reason: reason
      )
    )
  }

  private static func agreement(_ language: Language, _ checks: [Check]) throws -> Agreement {
    let plain = try Story.agreement(language, window: .month, check: checks[0])
    let ratio = try #require(Ratio(percentage: "99.9%"))
    return Agreement(
      id: plain.id,
      title: plain.title,
      revision: plain.revision,
      effective: plain.effective,
      language: language,
      timeZone: plain.timeZone,
      currency: plain.currency,
      parties: plain.parties,
      services: plain.services + [
        Service(id: "api", description: "Orders", check: checks[1].id)
      ],
      objectives: plain.objectives + [
        Objective(
          id: "api-availability",
          service: "api",
          indicator: .availability(AvailabilityTerms(ratio)),
          window: .month
        )
      ],
      clauses: Clauses(
        exclusions: ExclusionClauses(
          maintenance: MaintenanceClause(notice: .days(3)),
          declared: [
            .forceMajeure: DeclarationClause(declaredBy: [.provider], acceptedBy: [.customer])
          ]
        )
      ),
      sha256: plain.sha256
    )
  }
}
