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

  /// - Parameters:
  ///   - reason: Of the declaration of force majeure; nil for the parties' own words.
  ///   - days: How many days of the month are told, at most 31.
  init(
    _ language: Language,
    seed: UInt64 = 2026,
    reason: String? = nil,
    days: Int64 = 31
  ) throws {
    let zone = try Story.paris()
    let window = try #require(CivilWindow("2026-03")).interval(in: zone)
    let checks = try ["www", "api"].map {
      try Story.check($0, interval: .seconds(60), timeout: .seconds(10))
    }
    let agreement = try Self.agreement(language, checks)
    let story = Telling(of: checks, in: window, until: window.start + .days(days), seed)
    var declared = Self.declarations(in: window, Words.of(language), reason)
    // Tickets name an incident, which is known once it was seen.
    var told = story.told(to: Judge(agreements: [agreement], zones: ["Europe/Paris": zone]))
    declared += Self.words(about: told.judge, of: agreement, Words.of(language))
    let now = story.end + (days == 31 ? .days(6) : .minutes(12))
    let known = declared.filter { $0.recorded <= now }
    told = story.told(
      to: Judge(agreements: [agreement], zones: ["Europe/Paris": zone], annotations: known)
    )
    var report = Report(
      on: agreement,
      by: told.judge,
      over: .fixed(name: "2026-03", window),
      at: now,
      zone: zone,
      zoneVersion: "2025b",
      vantage: "par1",
      samples: (story.end - window.start).wholeSeconds / 30 - 240
    )
    report.earlier = [try Self.earlier(language, checks)]
    report.take(story.percentiles(of: agreement, by: told.judge, at: now))
    self.report = report
    detail = ReportDetail(
      of: report,
      by: told.judge,
      at: now,
      latencies: checks.map { Self.latency(of: $0.id, told.answers, in: window) }
    )
  }

  /// What the parties declare of the month.
  private static func declarations(
    in window: Interval,
    _ words: Words,
    _ reason: String?
  ) -> [RecordedAnnotation] {
    let (work, storm) = (Telling.work(in: window), Telling.storm(in: window))
    let urgent = Interval(window.start + .hours(98), window.start + .hours(99))
    let certificate = Interval(window.start + .hours(300), window.start + .hours(301))
    let none = Optional<Instant>.none
    return [
      annotation(1, .maintenance, work, noticed: work.start - .days(5), .provider, words.disks),
      annotation(2, .forceMajeure, storm, noticed: none, .provider, reason ?? words.router),
      annotation(3, .accept, storm, noticed: none, .customer, words.agreed, about: 2),
      annotation(
        4,
        .maintenance,
        urgent,
        noticed: urgent.start - .hours(6),
        .provider,
        words.urgent
      ),
      annotation(5, .customerFault, certificate, noticed: none, .provider, words.certificate),
      annotation(6, .dispute, certificate, noticed: none, .customer, words.denied, about: 5),
      annotation(
        7,
        .claim,
        Interval(window.end + .days(4), window.end + .days(4)),
        noticed: none,
        .customer,
        words.claim
      ),
    ]
  }

  /// A ticket for the longest incident that no declaration is about, and the provider's answer.
  private static func words(
    about judge: Judge,
    of agreement: Agreement,
    _ words: Words
  ) -> [RecordedAnnotation] {
    let key = ServiceKey(agreement: agreement.id, service: "storefront")
    let seen = judge.incidents(of: key).filter { $0.opened.seconds / 86_400 > 20_515 }
    guard let longest = seen.max(by: { $0.samples < $1.samples }) else { return [] }
    let id = ReportedIncident(
      agreement: agreement.id,
      service: "storefront",
      incident: longest,
      downtime: .zero
    ).id
    let opened = longest.opened + .minutes(4)
    let begun = opened + .minutes(9)
    return [
      annotation(
        8,
        .ticket,
        Interval(opened, opened),
        noticed: nil,
        .customer,
        words.ticket,
        to: id
      ),
      annotation(
        9,
        .acknowledge,
        Interval(begun, begun),
        noticed: nil,
        .provider,
        words.begun,
        to: id
      ),
    ]
  }

  private static func annotation(
    _ number: Int,
    _ kind: Annotation.Kind,
    _ interval: Interval,
    noticed: Instant?,
    _ author: Annotation.Author,
    _ reason: String,
    about declaration: Int? = nil,
    to reference: String = ""
  ) -> RecordedAnnotation {
    let end = kind.lasts ? interval.end : nil
    let recorded =
      noticed.map { $0 + .minutes(1) } ?? interval.end + .hours(author == .customer ? 20 : 1)
    return RecordedAnnotation(
      id: "00000000000\(number)",
      recorded: kind.lasts || declaration != nil ? recorded : interval.start + .minutes(1),
      annotation: Annotation(
        kind: kind,
        scope: .service(agreement: "acme-hosting", service: "storefront"),
        start: interval.start,
        end: end,
        noticed: noticed,
        author: author,
        reason: reason,
        reference: declaration.map { "00000000000\($0)" } ?? reference
      )
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
}
