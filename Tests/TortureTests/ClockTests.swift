import Archive
import Chronology
import Execution
import Posix
import Sampling
import Scheduling
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Storage

/// A machine whose clocks somebody sets, and which sleeps.
private final class Clocks: Sendable {
  private struct State: Sendable {
    var realtime = midnight
    var boottime: Int64 = 7_000_000_000
    var monotonic: Int64 = 7_000_000_000
    var log: LogClock?
  }

  private let state = Lock(State())

  private static func reading(_ state: State) -> ClockReading {
    ClockReading(
      realtime: state.realtime,
      boottime: TimeAmount(nanoseconds: state.boottime),
      monotonic: MonotonicInstant(nanoseconds: state.monotonic)
    )
  }

  func pass(_ time: TimeAmount) {
    state.withLock { state in
      state.realtime = state.realtime + time
      state.boottime += time.nanoseconds
      state.monotonic += time.nanoseconds
    }
  }

  func step(_ amount: TimeAmount) {
    state.withLock { $0.realtime = $0.realtime + amount }
  }

  func sleep(_ time: TimeAmount) {
    state.withLock { state in
      state.realtime = state.realtime + time
      state.boottime += time.nanoseconds
    }
  }

  func begin(after last: Instant?) {
    state.withLock { $0.log = LogClock(Self.reading($0), after: last) }
  }

  func forget() { state.withLock { $0.log = nil } }

  func observe() -> ClockDisturbance? {
    state.withLock { state in
      let reading = Self.reading(state)
      return state.log?.observe(reading)
    }
  }

  /// As the daemon's shared clock: UTC until the record says where it ended.
  var now: Instant {
    state.withLock { $0.log?.now(Self.reading($0)) ?? $0.realtime }
  }
}

@Suite(.timeLimit(.minutes(20))) struct ClockTests {
  enum Event: Sendable {
    case step(TimeAmount)
    case sleep(TimeAmount)
    case restart
  }

  static let tenYears = TimeAmount.days(3_652)
  static let directed: [[Event]] = [
    [.step(.seconds(1))], [.step(.seconds(-1))], [.step(.hours(1))], [.step(.hours(-1))],
    [.step(.zero - tenYears)], [.step(.zero - tenYears), .step(tenYears)],
    // A leap second: UTC says 23:59:59 twice.
    [.step(.seconds(-1)), .restart], [.sleep(.hours(9))], [.sleep(.days(3)), .step(.hours(-1))],
    [.step(.hours(-1)), .restart], [.step(.hours(1)), .restart, .step(.hours(-1)), .restart],
  ]

  @Test(arguments: directed.indices)
  func `whatever happens to the clock, the record never goes back and loses nothing`(
    _ number: Int
  ) throws {
    try run(Self.directed[number].flatMap { [$0, .restart] })
    try run(Self.directed[number])
  }

  @Test(arguments: [Torture.fixedSeed, Torture.freshSeed])
  func `nor by a hundred things one after the other`(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    try run(
      (0..<100).map { _ in
        switch Int.random(in: 0..<4, using: &random) {
        case 0: .sleep(.seconds(Int64.random(in: 0..<100_000, using: &random)))
        case 1: .restart
        default: .step(.milliseconds(Int64.random(in: -4_000_000..<4_000_000, using: &random)))
        }
      }
    )
  }

  private func run(_ events: [Event]) throws {
    let disk = FaultyDisk()
    let clocks = Clocks()
    var written: [Sample] = []
    var store = try open(disk, clocks)
    for event in [nil] + events.map(Optional.some) {
      switch event {
      case .step(let amount): clocks.step(amount)
      case .sleep(let amount): clocks.sleep(amount)
      case .restart:
        clocks.forget()
        do {
          store = try open(disk, clocks)
        } catch StoreError.clockUnset {
          // A clock before 2020 is refused at a start, until somebody sets it.
          clocks.step(Self.tenYears)
          store = try open(disk, clocks)
        }
      case nil: break
      }
      for _ in 0..<3 {
        clocks.pass(.seconds(10))
        _ = clocks.observe()
        var one = sample(written.count)
        one.due = clocks.now
        one.start = one.due + .microseconds(20)
        written.append(one)
        store.append([.sample(one)])
        on(store) { _ = $0.flush() }
      }
    }
    try check(disk, written)
    on(store) { _ = $0.close() }
    try seal(disk, store.recovery.store, clocks)
    let found = try Findings(disk)
    #expect(found.damages.isEmpty && found.samples == written)
  }

  private func open(_ disk: FaultyDisk, _ clocks: Clocks) throws -> Store {
    var settings = StoreSettings()
    settings.steadyInterval = .days(36_500)
    let store = try Store(
      on: disk,
      settings,
      clock: StoreClock(now: { clocks.now }, bootTime: { 7 }),
      observer: Store.Observer(committed: { _ in })
    )
    clocks.begin(after: store.recovery.lastTime)
    return store
  }

  private func check(_ disk: FaultyDisk, _ written: [Sample]) throws {
    var reader = try StoreReader(disk)
    var last = Instant(nanoseconds: 0)
    var found: [Sample] = []
    while let item = try reader.next() {
      guard case .group(let group) = item else {
        Issue.record("\(item)")
        continue
      }
      if group.flags.contains(.repetition) { continue }
      #expect(group.time > last, "commit \(group.sequence)")
      last = group.time
      found += group.records.compactMap(\.sample)
    }
    #expect(found == written)
    #expect(zip(written, written.dropFirst()).allSatisfy { $0.due < $1.due })
  }

  private func seal(_ disk: FaultyDisk, _ store: [UInt8], _ clocks: Clocks) throws {
    let archivist = try Archivist(
      of: store,
      on: disk,
      signer: nil,
      now: { clocks.now },
      observer: Archivist.Observer(record: { _ in true }, told: { _ in })
    )
    #expect(on(archivist) { $0.finish() })
  }
}
