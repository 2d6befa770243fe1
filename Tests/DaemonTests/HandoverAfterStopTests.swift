import Agreement
import Chronology
import ConfigFile
import Events
import Execution
import Judging
import Posix
import Replaying
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Daemon

/// Two revisions of an agreement, the second from 1 April 2026 on, and a daemon that was stopped over that
/// date, on which the first one divides the year.
@Suite(.timeLimit(.minutes(30))) struct HandoverAfterStopTests {
  private let scratch: Scratch
  private let clock = TestClock()
  private let revisions: [Agreement]
  private let configuration: Configuration
  private let delivered = Collected<Event>()

  init() throws {
    scratch = try Scratch()
    revisions = try ["2020-01-01", "2026-04-01"].enumerated().map { index, date in
      try shop([.year], revision: index + 1, effective: date).dividing
    }
    configuration = Configuration(
      vantage: "here",
      store: scratch.file("store"),
      resolver: .system,
      checks: [],
      agreements: revisions,
      sha256: "00"
    )
  }

  private func sample(_ series: SeriesID, at time: Instant) -> Record {
    .sample(
      Sample(series: series, due: time, start: time, outcome: .up, phases: Phases(connect: 200))
    )
  }

  /// The store, for one life of the daemon.
  private func open(_ durable: Collected<CommitGroup>) throws -> Store {
    try Store.open(
      configuration.store,
      clock: clock.storeClock,
      observer: Store.Observer(committed: { durable.add([$0]) })
    )
  }

  /// Judges what has become durable until nothing new is said.
  private func settle(
    _ store: Store,
    _ driver: JudgeDriver,
    _ durable: Collected<CommitGroup>
  ) async {
    repeat {
      let groups = durable.takeAll()
      on(driver) { $0.take(groups) }
      _ = await store.flush()
    } while durable.count > 0
  }

  private func closed() -> [(revision: String?, start: String?, end: String?)] {
    delivered.all.filter { $0.kind == .objectiveClosed }.map { event in
      let value = { (name: String) in event.fields.first { $0.name == name }?.value }
      return (value("REVISION"), value("WINDOW_START"), value("WINDOW_END"))
    }
  }

  @Test func `the part that ended meanwhile is closed by its own revision, and once`() async throws
  {
    let durable = Collected<CommitGroup>()
    var store = try open(durable)
    let definitions = try ["web", "port"].map { try check($0, interval: .seconds(60)).definition }
    let series = try await store.define(definitions)
    for minute in 0..<Int64(30) {
      store.append(series.map { sample($0, at: clock.now + .minutes(minute)) })
    }
    clock.advance(.minutes(30))
    #expect(await store.close())
    let end = clock.now
    clock.advance(.days(40))
    let calendar = try CalendarWindows(revisions)
    let replay = { [configuration, clock] (end: Instant?) in
      try Assembly.replay(configuration, calendar, since: end, at: clock.now)
    }
    _ = durable.takeAll()
    store = try open(durable)
    let replayed = try replay(end)
    #expect(replayed.recollection.judge.services.map(\.agreement.revision) == [1, 1])
    let driver = JudgeDriver(
      replayed,
      calendar: calendar,
      on: QueueExecutor(label: "test.judge"),
      record: { [store] in store.append($0) },
      deliver: { [delivered] events, _ in
        delivered.add(events)
        return events.count
      },
      watch: { _ in }
    )
    on(driver) { $0.begin(undelivered: [], at: replayed.recollection.lastTime) }
    store.append(series.map { sample($0, at: clock.now) })
    await settle(store, driver, durable)
    let parts = closed()
    #expect(parts.count == 3, "each objective's: \(parts)")
    for part in parts {
      #expect(part.revision == "1")
      #expect(part.start == "2026-01-01T00:00:00.000Z" && part.end == "2026-04-01T00:00:00.000Z")
    }
    // A minute later the second takes over; that reads everything anew.
    clock.advance(.minutes(1))
    on(driver) { $0.hold() }
    let next = try replay(nil)
    #expect(next.recollection.judge.services.map(\.agreement.revision) == [2, 2])
    #expect(on(driver) { $0.follow(next, calendar: calendar) })
    store.append(series.map { sample($0, at: clock.now) })
    await settle(store, driver, durable)
    #expect(closed().count == 3, "nothing is said twice")
    clock.advance(.days(300))
    store.append(series.map { sample($0, at: clock.now) })
    await settle(store, driver, durable)
    let all = closed()
    #expect(all.count == 6)
    for part in all.dropFirst(3) {
      #expect(part.revision == "2")
      #expect(part.start == "2026-04-01T00:00:00.000Z" && part.end == "2027-01-01T00:00:00.000Z")
    }
    #expect(await store.close())
  }
}

extension Agreement {
  /// The agreement, dividing windows.
  fileprivate var dividing: Agreement {
    Agreement(
      id: id,
      title: title,
      revision: revision,
      effective: effective,
      language: language,
      timeZone: timeZone,
      currency: currency,
      parties: parties,
      services: services,
      objectives: objectives,
      clauses: Clauses(onChange: .split),
      sha256: "0\(revision)"
    )
  }
}
