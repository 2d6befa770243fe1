import Agreement
import Chronology
import Events
import Execution
import Judging
import Posix
import Replaying
import Reporting
import Sampling
import Storage
import StoreFormat
import TestKit

@testable import Daemon

/// A judge driver between a real store and a delivery that is the test's.
final class JudgeBench {
  let agreement: Agreement
  let calendar: CalendarWindows
  /// Everything that was delivered, in all of the driver's lives.
  let delivered = Collected<Event>()
  /// What was delivered before it was durable: nothing, ever.
  let premature = Collected<EventKey>()
  /// The keys of what was said to have been offered before.
  let repeated = Collected<EventKey>()
  /// The keys of all events in the record.
  let recorded = Collected<EventKey>()
  /// How many more events the delivery has room for.
  let room = Lock(Int.max)

  private let scratch: Scratch
  private let heldLimit: Int
  private let durable = Collected<CommitGroup>()
  private let clock = Lock(RandomHistory.origin)
  private var store: Store?
  private var driver: JudgeDriver?

  init(
    windows: [WindowRule] = [.day, .rolling(.minutes(10))],
    heldLimit: Int = JudgeDriver.heldLimit,
    isObserved: Bool = false
  ) async throws {
    self.heldLimit = heldLimit
    let shop = try shop(windows)
    agreement = isObserved ? Desk.joined(shop) : shop
    calendar = try CalendarWindows([agreement])
    scratch = try Scratch()
    try start()
    _ = try await store?.define(RandomHistory.definitions)
  }

  /// Opens the store and begins where the record ends.
  func start() throws {
    let (clock, durable, recorded) = (clock, durable, recorded)
    let store = try Store.open(
      scratch.file("store"),
      clock: StoreClock(now: { clock.withLock { $0 } }, bootTime: { 0 }),
      observer: Store.Observer(committed: { group in
        recorded.add(group.records.compactMap(\.event).map { EventKey(recorded: $0.key) })
        durable.add([group])
      })
    )
    let replayed = try replay()
    let driver = JudgeDriver(
      replayed,
      calendar: calendar,
      on: QueueExecutor(label: "test.judge"),
      heldLimit: heldLimit,
      record: { store.append($0) },
      deliver: { [delivered, premature, room, repeated] events, again in
        repeated.add(Array(events.prefix(again).map(\.key)))
        let count = room.withLock { room in
          defer { room -= min(room, events.count) }
          return min(room, events.count)
        }
        let known = Set(recorded.all)
        premature.add(events.map(\.key).filter { !known.contains($0) })
        delivered.add(Array(events.prefix(count)))
        store.append(events.prefix(count).map { .sent($0.key.description) })
        return count
      },
      watch: { _ in }
    )
    self.store = store
    self.driver = driver
    on(driver) {
      $0.begin(
        undelivered: replayed.recollection.undelivered,
        at: replayed.recollection.lastTime
      )
    }
  }

  /// Ends the store and the driver.
  func stop() async throws {
    guard await store?.close() == true else { throw BadFixture() }
    store = nil
    driver = nil
    _ = durable.takeAll()
  }

  /// Makes records durable at `time` and judges them, until nothing new is said.
  func write(_ records: [Record], at time: Instant) async throws {
    clock.withLock { $0 = max($0, time) }
    store?.append(records)
    try await settle()
  }

  /// Judges what is durable until nothing new is said.
  func settle() async throws {
    guard let store, let driver else { throw BadFixture() }
    repeat {
      let groups = durable.takeAll()
      on(driver) { $0.take(groups) }
      guard await store.flush() else { throw BadFixture() }
    } while durable.count > 0
  }

  func write(_ step: RandomHistory.Step) async throws {
    switch step {
    case .measured(let samples, let gaps, let time):
      try await write(gaps.map { .gap($0) } + samples.map { .sample($0) }, at: time)
    case .lost(let interval, let time):
      try await write([.loss(Loss(cause: .lost, interval: interval, count: 3))], at: time)
    case .stopped(let interval):
      try await write([.stopped(interval.start)], at: interval.start)
      try await stop()
      try start()
      let gap = Gap(series: nil, interval: interval, slots: 0, cause: .daemonStopped)
      let start = DaemonStart(time: interval.end, version: "0", configuration: [])
      let event = Event.daemonGap(gap).recorded
      try await write([.gap(gap), .event(event), .started(start)], at: interval.end)
    }
  }

  func replay() throws -> Replay.Result {
    let judge = Judge(agreements: [agreement])
    return try Replay.read(
      try PosixDisk.reading(scratch.file("store")),
      judge: { judge }
    )
  }

  func hold() throws {
    guard let driver else { throw BadFixture() }
    on(driver) { $0.hold() }
  }

  /// Whether the driver goes on with what `replayed` has read.
  func follow(_ replayed: Replay.Result) throws -> Bool {
    guard let driver else { throw BadFixture() }
    return on(driver) { [calendar] in $0.follow(replayed, calendar: calendar) }
  }

  /// What the driver's own judge says, in reports.
  func facts(at now: Instant) throws -> [String] {
    guard let driver else { throw BadFixture() }
    return try facts(of: on(driver) { $0.facts() }, at: now)
  }

  /// What `judge` says, in reports.
  func facts(of judge: Judge, at now: Instant) throws -> [String] {
    let day = CivilWindow(.day, containing: now, in: .utc).interval(in: .utc)
    var periods: [Report.Period] = [.current]
    if agreement.objectives.contains(where: { $0.window == .day }) {
      periods.append(.fixed(name: "day", day))
    }
    return periods.map { period in
      Report(
        on: agreement,
        by: judge,
        over: period,
        at: now,
        zone: .utc,
        zoneVersion: "any",
        vantage: "here",
        samples: 0
      ).json
    }
  }
}

extension Record {
  fileprivate var event: RecordedEvent? {
    if case .event(let event) = self { event } else { nil }
  }
}
