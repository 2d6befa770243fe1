import Agreement
import Chronology
import Events
import Judging
import Posix
import Reporting
import Sampling
import Storage
import StoreFormat
import TestKit

@testable import Replaying

struct BadFixture: Error {}

func checkID(_ text: String) throws -> CheckID {
  guard let id = CheckID(text) else { throw BadFixture() }
  return id
}

func instant(_ text: String) throws -> Instant {
  guard let instant = Instant(rfc3339: text) else { throw BadFixture() }
  return instant
}

func percent(_ text: String) throws -> Ratio {
  guard let ratio = Ratio(percentage: text) else { throw BadFixture() }
  return ratio
}

/// An agreement on the checks `web` and `port` with every kind of window and indicator.
func agreement(
  id: String = "shop",
  revision: Int = 1,
  effective: String = "2020-01-01",
  timeZone: String = "Europe/Paris",
  windows: [WindowRule] = [.day, .rolling(.minutes(30)), .month],
  clauses: Clauses = Clauses()
) throws -> Agreement {
  guard let effective = CivilDate(effective) else { throw BadFixture() }
  var objectives: [Objective] = []
  for (number, window) in windows.enumerated() {
    let limit = LatencyLimit(phase: nil, within: .milliseconds(200), share: try percent("60%"))
    objectives += [
      Objective(
        id: "web-\(number)",
        service: "front",
        indicator: .availability(AvailabilityTerms(try percent("95%"))),
        window: window
      ),
      Objective(
        id: "fast-\(number)",
        service: "front",
        indicator: .latencyShare(limit),
        window: window
      ),
      Objective(
        id: "port-\(number)",
        service: "door",
        indicator: .availability(AvailabilityTerms(try percent("90%"))),
        window: window
      ),
    ]
  }
  return Agreement(
    id: id,
    title: "Hosting of the shop",
    revision: revision,
    effective: effective,
    language: .english,
    timeZone: timeZone,
    currency: euro,
    parties: Parties(provider: Party(name: "ACME"), customer: Party(name: "Boutique")),
    services: [
      Service(id: "front", description: "The shop answers", check: try checkID("web")),
      Service(id: "door", description: "The port is open", check: try checkID("port")),
    ],
    objectives: objectives,
    clauses: clauses,
    sha256: "00"
  )
}

/// Everything that a report says: over the current windows, and over the whole history.
func facts(_ judge: Judge, on agreement: Agreement, at now: Instant) throws -> [String] {
  let zone = try ZoneFiles.rules(of: agreement.timeZone)
  let day = CivilWindow(.day, containing: now, in: zone).interval(in: zone)
  let periods: [Report.Period] = [.current, .fixed(name: "day", day)]
  return periods.map { period in
    Report(
      on: agreement,
      by: judge,
      over: period,
      at: now,
      zone: zone,
      zoneVersion: "any",
      vantage: "here",
      samples: 0
    ).json
  } + [IncidentList(of: [agreement], by: judge, at: now).json]
}

/// A store in a folder of its own, with a clock that the test sets.
final class ScratchStore {
  let scratch: Scratch
  private let clock = Lock(RandomHistory.origin)
  private var store: Store?

  var path: String { scratch.file("store") }

  init() throws {
    scratch = try Scratch()
    try open()
  }

  func open() throws {
    let clock = clock
    store = try Store.open(
      path,
      clock: StoreClock(now: { clock.withLock { $0 } }, bootTime: { 0 }),
      observer: Store.Observer(committed: { _ in })
    )
  }

  /// Makes `records` durable at `time`, in one group.
  func write(_ records: [Record], at time: Instant) async throws {
    clock.withLock { $0 = max($0, time) }
    guard let store else { throw BadFixture() }
    store.append(records)
    guard await store.flush() else { throw BadFixture() }
  }

  /// Numbers definitions, as a daemon does when it begins.
  func define(_ definitions: [CheckDefinition]) async throws -> [SeriesID] {
    guard let store else { throw BadFixture() }
    return try await store.define(definitions)
  }

  func close() async {
    await store?.close()
    store = nil
  }

  /// Writes one step of a history; a stop is one of the writer too.
  func write(_ step: RandomHistory.Step) async throws {
    switch step {
    case .measured(let samples, let gaps, let time):
      try await write(gaps.map { .gap($0) } + samples.map { .sample($0) }, at: time)
    case .lost(let interval, let time):
      try await write([.loss(Loss(cause: .lost, interval: interval, count: 3))], at: time)
    case .stopped(let interval):
      try await write([.stopped(interval.start)], at: interval.start)
      await close()
      try open()
      let gap = Gap(series: nil, interval: interval, slots: 0, cause: .daemonStopped)
      let start = DaemonStart(time: interval.end, version: "0", configuration: [])
      try await write([.gap(gap), .started(start)], at: interval.end)
    }
  }

  func reading() throws -> PosixDisk { try PosixDisk.reading(path) }
}

/// A sample of the series `number`, `seconds` after the origin.
func sample(
  _ seconds: Int64,
  _ outcome: Outcome = .up,
  series number: UInt32 = 0,
  took microseconds: UInt32 = 1_000,
  flags: SampleFlags = []
) -> Sample {
  let start = RandomHistory.origin + .seconds(seconds)
  return Sample(
    series: SeriesID(number: number),
    due: start,
    start: start,
    outcome: outcome,
    cause: outcome == .down ? .readTimeout : nil,
    phases: Phases(connect: microseconds),
    flags: flags
  )
}

func at(_ seconds: Int64) -> Instant { RandomHistory.origin + .seconds(seconds) }
