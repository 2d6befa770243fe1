import Chronology
import Posix
import Sampling
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Storage

@Suite(.timeLimit(.minutes(30))) struct StoreTests {
  let disk = FaultyDisk()
  let clock = TestClock()
  let witness = Witness()

  private func open(_ settings: StoreSettings = StoreSettings()) throws -> Store {
    try Store(on: disk, settings, clock: clock.storeClock, observer: witness.observer)
  }

  @Test func `what is handed over is durable, told in order and read back`() async throws {
    let store = try open()
    store.append(samples(0..<10))
    #expect(await store.flush())
    store.append(samples(10..<20))
    #expect(await store.flush())
    #expect(witness.records == samples(0..<20))
    #expect(witness.numbers == [1, 2])
    let (records, damages) = try readAll(disk)
    #expect(records == samples(0..<20))
    #expect(damages.isEmpty)
  }

  @Test func `a clock behind the end of the record writes no time before it`() async throws {
    clock.advance(.hours(5))
    let store = try open()
    store.append(samples(0..<1))
    await store.close()
    let end = clock.now
    clock.advance(.hours(-3))
    let again = try open()
    again.append(samples(1..<2))
    await again.close()
    var reader = try StoreReader(disk)
    var times: [Instant] = []
    while let item = try reader.next() {
      if case .group(let group) = item { times.append(group.time) }
    }
    #expect(times.count > 1 && times.allSatisfy { $0 >= end }, "\(times)")
  }

  @Test func `an urgent record is durable by itself, a steady one soon`() async throws {
    var settings = StoreSettings()
    settings.steadyInterval = .milliseconds(20)
    let store = try open(settings)
    store.append(samples(0..<1), urgent: true)
    store.append(samples(1..<2))
    while witness.records.count < 2 { await Task.yield() }
    #expect(witness.records == samples(0..<2))
    await store.close()
  }

  @Test func `steady records share a commit per interval`() async throws {
    let store = try open()
    store.append(samples(0..<1), urgent: true)
    while witness.records.isEmpty { await Task.yield() }
    let before = disk.state.withLock { $0.synchronizations }
    for number in 1..<100 { store.append(samples(number..<number + 1)) }
    await store.close()
    #expect(witness.records.count == 100)
    // One for all samples, one for the end.
    #expect(disk.state.withLock { $0.synchronizations } <= before + 3)
  }

  @Test func `a definition keeps its number across starts`() async throws {
    var other = definition
    other = CheckDefinition(
      id: other.id,
      method: "tcp",
      target: "127.0.0.1:80",
      interval: .seconds(5),
      timeout: .seconds(1),
      confirmation: Confirmation(),
      rules: ""
    )
    let store = try open()
    let first = try await store.define([definition, other, definition])
    #expect(first.map(\.number) == [0, 1, 0])
    await store.setVantage("here")
    await store.close()
    let again = try open()
    #expect(again.recovery.wasClosedCleanly)
    #expect(again.recovery.vantage == "here")
    #expect(again.recovery.definitions.count == 2)
    #expect(try await again.define([other]).map(\.number) == [1])
    // The new file repeats what is known.
    again.append(samples(0..<1))
    await again.close()
    let third = try open()
    #expect(third.recovery.definitions.count == 2)
    #expect(third.recovery.nextSeries == 2)
  }

  @Test func `a new day and a full file begin a new file`() async throws {
    var settings = StoreSettings()
    settings.fileLimit = 8_192
    let store = try open(settings)
    for number in 0..<10 {
      store.append(samples(number * 100..<number * 100 + 100))
      await store.flush()
    }
    let bySize = disk.logNames().count
    #expect(bySize > 2)
    clock.advance(.days(1))
    store.append(samples(1000..<1001))
    await store.close()
    #expect(disk.logNames().count > bySize)
    #expect(try readAll(disk).records == samples(0..<1001))
  }

  @Test func `a definition goes with what comes next, and needs no commit of its own`() async throws
  {
    let store = try open()
    _ = try await store.define([definition])
    await store.setVantage("here")
    store.append(samples(0..<1))
    await store.flush()
    #expect(witness.numbers == [1])
    #expect(witness.records.count == 3)
    await store.close()
  }

  @Test func `nobody has measured since the stop that is on record, whatever was committed after`()
    async throws
  {
    let store = try open()
    store.append([.started(DaemonStart(time: midnight, version: "0", configuration: []))])
    store.append(samples(0..<1))
    await store.flush()
    clock.advance(.seconds(10))
    let stop = clock.now
    store.append([.stopped(stop)])
    await store.flush()
    clock.advance(.seconds(3))
    store.append([.sent("event/said/after/the/stop")])
    await store.close()
    let second = try open()
    #expect(second.recovery.silentSince == stop)
    #expect(second.recovery.lastTime == stop + .seconds(3))
    // As the import of a command: the gap until then is on record.
    let gap = Interval(stop, stop + .seconds(60))
    clock.advance(.seconds(90))
    second.append([.gap(Gap(series: nil, interval: gap, slots: 0, cause: .daemonStopped))])
    await second.close()
    let third = try open()
    #expect(third.recovery.silentSince == gap.end)
    third.append([.started(DaemonStart(time: clock.now, version: "0", configuration: []))])
    await third.close()
    #expect(try open().recovery.silentSince == clock.now, "no stop is on record: the last commit")
  }

  @Test func `a store of 10,000 samples takes at most 25 bytes each`() async throws {
    let store = try open()
    store.append(samples(0..<10_000))
    await store.close()
    let bytes = disk.files.filter { $0.key.hasSuffix(".log") }.map(\.value.count).reduce(0, +)
    #expect(bytes <= 25 * 10_000, "\(bytes) bytes")
  }
}
