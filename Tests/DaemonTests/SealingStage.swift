import Agreement
import Archive
import Chronology
import ConfigFile
import Events
import Execution
import Posix
import Replaying
import Reporting
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit

@testable import Daemon

/// A store of two days of samples, 14 and 15 March 2026 in UTC, with ten minutes down on the second, and
/// sealers of its reports.
final class SealingStage {
  let scratch: Scratch
  let clock = TestClock()
  let store: Store
  let said = Collected<Event>()
  let warned = Collected<String>()
  /// What becomes of an event that is to be recorded.
  let fate = Lock(Fate.recorded)
  private let configuration: Configuration

  enum Fate {
    /// It is on the disk.
    case recorded
    /// It waits in memory.
    case waiting
    /// The process is killed before it is handed over.
    case killed
  }

  /// - Parameters:
  ///   - claimedWithin: How long a credit of 50.00 may be claimed for a day of which less than 99.9 % are
  ///     available; nil for an agreement without credits.
  ///   - isProbed: Whether the agreement has services that are probed.
  ///   - isObserved: Whether it has the ``Desk``.
  init(
    every unit: CivilWindow.Unit = .day,
    sealAfter: TimeAmount = .hours(1),
    claimedWithin: TimeAmount? = nil,
    isProbed: Bool = true,
    isObserved: Bool = false
  ) async throws {
    scratch = try Scratch()
    let shop = try shop([.day])
    let agreement = Agreement(
      id: shop.id,
      title: shop.title,
      revision: 1,
      effective: shop.effective,
      language: .french,
      timeZone: "UTC",
      currency: shop.currency,
      parties: shop.parties,
      services: shop.services,
      objectives: claimedWithin == nil ? shop.objectives : [try Self.strict()],
      clauses: Clauses(
        exclusions: ExclusionClauses(declared: [
          .forceMajeure: DeclarationClause(declaredBy: [.provider])
        ]),
        credits: try claimedWithin.map { try Self.credits(claimedWithin: $0) },
        reporting: ReportingClause(every: unit, sealAfter: sealAfter)
      ),
      sha256: "0a"
    )
    configuration = Configuration(
      vantage: "here",
      store: scratch.file("store"),
      resolver: .system,
      checks: [],
      agreements: [isObserved ? Desk.joined(agreement, isProbed: isProbed) : agreement],
      sha256: "00"
    )
    store = try Store.open(
      configuration.store,
      clock: clock.storeClock,
      observer: Store.Observer(committed: { _ in })
    )
    try await record()
  }

  private static func strict() throws -> Objective {
    guard let target = Ratio(percentage: "99.9%") else { throw BadFixture() }
    return Objective(
      id: "web-0",
      service: "front",
      indicator: .availability(AvailabilityTerms(target)),
      window: .day
    )
  }

  private static func credits(claimedWithin time: TimeAmount) throws -> CreditClauses {
    guard let amount = Money("50.00", euro) else { throw BadFixture() }
    return CreditClauses(rules: [CreditRule("web-0", .flat(.money(amount)))], claimWithin: time)
  }

  private func record() async throws {
    let checks = try ["web", "port"].map { try check($0, interval: .seconds(60)).definition }
    let series = try await store.define(checks)
    for _ in 0..<48 {
      let start = clock.now
      for minute in 0..<Int64(60) {
        let time = start + .minutes(minute)
        let isDown = minute < 10 && start == midnight + .hours(30)
        store.append(
          series.map { series in
            .sample(
              Sample(
                series: series,
                due: time,
                start: time,
                outcome: isDown ? .down : .up,
                cause: isDown ? .connectRefused : nil,
                phases: Phases(connect: 200)
              )
            )
          }
        )
      }
      clock.advance(.hours(1))
      _ = await store.flush()
    }
  }

  /// A sealer that has looked at nothing yet, as after a start.
  func sealer() -> ReportSealer {
    let (store, clock, said, fate, warned) = (store, clock, said, fate, warned)
    return ReportSealer(
      ReportSealer.Means(
        store: configuration.store,
        disk: store.disk,
        now: { clock.now },
        configuration: { [configuration] in configuration },
        flush: { on(store) { $0.flush() } },
        record: { events in
          switch fate.withLock({ $0 }) {
          case .killed: return true
          case .waiting: return false
          case .recorded:
            said.add(events)
            store.append(events.map { .event($0.recorded) }, urgent: true)
            return on(store) { $0.flush() }
          }
        },
        warn: { warned.add([$0]) }
      )
    )
  }

  /// Declares something about an hour of the second day.
  @discardableResult
  func declare(_ reason: String, _ kind: Annotation.Kind = .note) async -> RecordedAnnotation {
    let annotation = RecordedAnnotation(
      Annotation(
        kind: kind,
        scope: .agreement("shop"),
        start: midnight + .hours(30),
        end: midnight + .hours(31),
        author: .provider,
        reason: reason
      ),
      recordedAt: clock.now
    )
    store.append([.annotated(annotation)], urgent: true)
    _ = await store.flush()
    return annotation
  }

  /// Somebody gives what was counted on a day.
  func observe(day: Int64, good: Int64, of valid: Int64, id: String, parts: Int = 1) async {
    let start = midnight + .days(day)
    for part in 0..<parts {
      let record = Desk.counts(
        Interval(start, start + .days(1)),
        good: good,
        of: valid,
        id: id,
        recorded: clock.now,
        part: part,
        parts: parts
      )
      store.append([record], urgent: true)
      _ = await store.flush()
      if part + 1 < parts { clock.advance(.minutes(5)) }
    }
  }

  /// What the record tells of sealed reports.
  func sealed() throws -> [SealedReport] {
    var record = ReportRecord(try PosixDisk.reading(configuration.store))
    try record.read()
    return record.reports
  }

  /// The names of the files.
  func files() throws -> [String] { try store.disk.names(in: .reports) }

  /// The text of a file, whose hash must be the recorded one.
  func text(of report: SealedReport, _ format: SealedReport.Format) throws -> String {
    String(decoding: try SealedReportFiles.read(report, format, on: store.disk), as: UTF8.self)
  }

  /// The report that `constat report --as-of` makes of the same record.
  func computed(_ report: SealedReport) throws -> Report {
    let agreement = configuration.agreements[0]
    let calendar = try CalendarWindows([agreement])
    let period = Report.Period.fixed(name: report.period, report.window)
    let recollection = try Replay.read(
      try PosixDisk.reading(configuration.store),
      until: report.asOf,
      judge: { calendar.judge(by: agreement, over: period, at: report.asOf) }
    ).recollection
    return try AgreementReport(configuration.store, vantage: "here", until: report.asOf).make(
      on: agreement,
      by: recollection.judge,
      over: period,
      at: report.asOf,
      clock: recollection.clock,
      revisions: configuration.agreements
    )
  }
}
