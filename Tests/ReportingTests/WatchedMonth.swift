import Agreement
import Chronology
import Judging
import Sampling
import TestKit
import Testing

@testable import Reporting

/// March 2026 of an objective that isn't about the outcome of samples: the examples of docs/accounting.md.
struct WatchedMonth {
  let report: Report
  let judge: Judge

  static func check() throws -> Check {
    try Story.check("www", interval: .seconds(60), timeout: .seconds(10))
  }

  /// The story's agreement with this one objective over each month, on a service made of the story's check or of
  /// these.
  static func agreement(
    _ id: String,
    _ indicator: Indicator,
    _ language: Language,
    composition: Composition? = nil
  ) throws -> Agreement {
    let base = try Story.agreement(language, window: .month, check: check())
    let services = composition.map {
      [Service(id: "storefront", description: "All of it", composition: $0)]
    }
    return Agreement(
      id: base.id,
      title: base.title,
      revision: base.revision,
      effective: base.effective,
      language: language,
      timeZone: "UTC",
      currency: base.currency,
      parties: base.parties,
      services: services ?? base.services,
      objectives: [
        Objective(id: id, service: "storefront", indicator: indicator, window: .month)
      ],
      sha256: base.sha256
    )
  }

  /// A judge of `agreement` that has met a success each minute of the month, and of ten more on either side.
  static func judge(_ agreement: Agreement) throws -> Judge {
    var story = Story(agreement, checks: [try check()])
    story.tell(from: try start, to: try end, Story.up)
    return story.judge
  }

  static var start: Instant { get throws { try Story.instant("2026-02-28T23:50:00Z") } }
  static var end: Instant { get throws { try Story.instant("2026-04-01T00:10:00Z") } }

  private init(_ agreement: Agreement, _ judge: Judge) throws {
    let month = try #require(CivilWindow("2026-03"))
    self.judge = judge
    report = Report(
      on: agreement,
      by: judge,
      over: .fixed(name: "2026-03", month.interval(in: .utc)),
      at: try Self.end,
      zone: .utc,
      zoneVersion: "2025b",
      vantage: "par1"
    )
  }

  private static func served(_ number: UInt8, ends: String, issuer: String) throws
    -> ServedCertificate
  {
    ServedCertificate(
      Certificate(
        sha256: [UInt8](repeating: number, count: 32),
        ends: try Story.instant(ends),
        chainStarts: try Story.instant("2026-01-01T00:00:00Z"),
        chainEnds: try Story.instant(ends),
        subject: "CN=www.example",
        issuer: issuer
      )
    )
  }

  /// Certificates: no good from 16 March at 12:00 on, renewed on the 17th at 9.
  static func certificates(_ language: Language = .english) throws -> WatchedMonth {
    let terms = CertificateTerms(atLeast: .days(14))
    let agreement = try agreement("certificates", .certificateValidity(terms), language)
    var judge = try judge(agreement)
    judge.take(
      try served(1, ends: "2026-03-30T12:00:00Z", issuer: "CN=R10,O=Old"),
      of: SeriesID(number: 0),
      since: try start,
      lastBefore: try start
    )
    judge.take(
      try served(2, ends: "2026-06-15T09:30:00Z", issuer: "CN=R11\u{1B}[1m,O=\"New, Ltd\""),
      of: SeriesID(number: 0),
      since: try Story.instant("2026-03-17T09:01:00Z"),
      lastBefore: try Story.instant("2026-03-17T09:00:00Z")
    )
    return try WatchedMonth(agreement, judge)
  }

  /// The clock: read each minute, and not synchronized at two of the readings.
  static func clock(_ language: Language = .english) throws -> WatchedMonth {
    let agreement = try agreement("exact", .clock(ClockTerms(within: .milliseconds(100))), language)
    var judge = try judge(agreement)
    let unsynchronized = try [
      Story.instant("2026-03-01T00:05:00Z"), Story.instant("2026-03-01T00:06:00Z"),
    ]
    var time = try start
    while time < (try end) {
      let isSynchronized = !unsynchronized.contains(time)
      judge.takeClock(
        at: time,
        isSynchronized: isSynchronized,
        uncertainty: isSynchronized ? .milliseconds(20) : nil,
        step: .zero
      )
      time = time + .seconds(60)
    }
    return try WatchedMonth(agreement, judge)
  }

  /// Where its figures come from.
  func explanation() throws -> Explanation {
    Explanation(of: report, [try explained()], file: nil)
  }

  /// The one instant `time`.
  func moment(_ time: String) throws -> ExplainedMoment {
    let instant = try Story.instant(time)
    let (part, promise) = (try explained(), judge.promises[0])
    let stretch = try #require(part.account.stretch(at: instant))
    return ExplainedMoment(
      of: report,
      [
        ExplainedMoment.Part(
          part,
          stretch,
          judge.composition(of: promise, at: instant),
          certificates: judge.certificates(of: promise, at: instant)
        )
      ],
      samples: SamplesAround(instant),
      file: nil
    )
  }

  private func explained() throws -> ExplainedObjective {
    let window = Window.fixed(report.window)
    let account = judge.account(of: judge.promises[0], in: window, at: try Self.end)
    return ExplainedObjective(
      try #require(report.results.first),
      try #require(account),
      evidence: []
    )
  }
}
