package import Chronology
import Posix
package import Sampling
package import Storage
import StoreFormat
import TestKit

/// The record of some checks over some days, told from a seed: quiet hours, outages, slots that did not
/// run, stops of the daemon, changed definitions, samples that reach the disk hours late, and history
/// that is imported afterwards.
///
/// It writes hour by hour, so that whoever seals can work in between.
package final class RandomRecord {
  /// What is told of one check.
  private struct Story {
    let id: CheckID
    let interval: TimeAmount
    var next: Instant
    var series: SeriesID
    /// How many definitions it has had.
    var revision = 0
    var isDown = false
    /// Until when its samples wait, and those that do.
    var heldUntil: Instant?
    var held: [Record] = []
  }

  package let disk: FaultyDisk
  package let clock = TestClock()
  package private(set) var store: Store
  /// All samples, in the order of their commits.
  package private(set) var samples: [Sample] = []
  /// What each series stands for.
  package private(set) var definitions: [SeriesID: CheckDefinition] = [:]

  private var stories: [Story] = []
  private var random: SplitMix64
  private let trouble: Int
  private let isLate: Bool
  private let start: Instant

  /// - Parameters:
  ///   - start: A midnight in UTC after that of `midnight`.
  ///   - checks: From one slot to the next, for each check.
  ///   - isLate: Whether history is imported, and samples reach the disk hours late, now and then.
  ///   - trouble: Of 100 hours of a check, in how many something may happen.
  package init(
    seed: UInt64,
    from start: Instant,
    checks: [TimeAmount],
    trouble: Int = 15,
    isLate: Bool = true
  ) async throws {
    random = SplitMix64(seed: seed)
    self.trouble = trouble
    self.isLate = isLate
    self.start = start
    disk = FaultyDisk()
    clock.advance(start - midnight)
    var settings = StoreSettings()
    settings.fileLimit = 256 << 10
    settings.reserveCount = 0
    store = try Store(
      on: disk,
      settings,
      clock: clock.storeClock,
      observer: Witness().observer
    )
    for (number, interval) in checks.enumerated() {
      let series = try await define(checkID("check-\(number)"), interval, 0)
      let offset = TimeAmount.milliseconds(Int64(number) * 1_234)
      stories.append(
        Story(
          id: checkID("check-\(number)"),
          interval: interval,
          next: start + offset,
          series: series
        )
      )
    }
  }

  private func define(
    _ id: CheckID,
    _ interval: TimeAmount,
    _ revision: Int
  ) async throws -> SeriesID {
    let definition = CheckDefinition(
      id: id,
      method: "http",
      target: "http://\(id)/\(revision)",
      interval: interval,
      timeout: .seconds(10),
      confirmation: Confirmation(down: 2, up: 2),
      rules: ""
    )
    let series = try await store.define([definition])[0]
    definitions[series] = definition
    return series
  }

  private func chance(_ part: Int, of whole: Int) -> Bool {
    Int.random(in: 0..<whole, using: &random) < part
  }

  /// Writes the next hour, and makes it durable.
  package func writeHour() async throws {
    let end = clock.now + .hours(1)
    var records: [(time: Instant, record: Record)] = []
    let stop = chance(trouble, of: 1_000) ? clock.now + .minutes(20) : nil
    for index in stories.indices {
      if chance(trouble, of: 1_500) {
        stories[index].revision += 1
        let story = stories[index]
        stories[index].series = try await define(story.id, story.interval, story.revision)
      }
      if isLate, chance(trouble, of: 4_000), stories[index].heldUntil == nil {
        stories[index].heldUntil = end + .hours(Int64.random(in: 1...30, using: &random))
      }
      let own = hour(of: index, until: end, stop)
      if let until = stories[index].heldUntil {
        stories[index].held += own.map(\.record)
        if until <= end { records += release(index, at: end) }
      } else {
        records += own
      }
    }
    if let stop {
      let gap = Gap(
        series: nil,
        interval: Interval(stop, stop + .minutes(17)),
        slots: 0,
        cause: .daemonStopped
      )
      records.append((stop + .minutes(17), .gap(gap)))
    }
    clock.advance(.hours(1) - .seconds(1))
    let sorted = records.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element.record)
    await append(sorted)
    if isLate, chance(trouble, of: 1_000) { await importHistory() }
    clock.advance(.seconds(1))
  }

  /// Writes what still waits.
  package func finish() async throws {
    for index in stories.indices { await append(release(index, at: clock.now).map(\.record)) }
    await store.close()
  }

  private func append(_ records: [Record]) async {
    if records.isEmpty { return }
    store.append(records)
    await store.flush()
    samples += records.compactMap(\.sample)
  }

  private func release(_ index: Int, at time: Instant) -> [(time: Instant, record: Record)] {
    defer {
      stories[index].held = []
      stories[index].heldUntil = nil
    }
    return stories[index].held.map { (time, $0) }
  }

  private func hour(
    of index: Int,
    until end: Instant,
    _ stop: Instant?
  ) -> [(time: Instant, record: Record)] {
    var found: [(Instant, Record)] = []
    let isCalm = !chance(trouble, of: 100)
    if isCalm { stories[index].isDown = false }
    while stories[index].next < end {
      let slot = stories[index].next
      stories[index].next = slot + stories[index].interval
      if let stop, slot >= stop, slot < stop + .minutes(17) { continue }
      if !isCalm {
        if chance(1, of: 12) { stories[index].isDown.toggle() }
        if chance(1, of: 25) {
          let count = Int64.random(in: 1...12, using: &random)
          stories[index].next = slot + stories[index].interval * count
          let gap = Gap(
            series: stories[index].series,
            interval: Interval(slot, stories[index].next),
            slots: UInt32(count),
            cause: .overrun
          )
          found.append((stories[index].next, .gap(gap)))
          continue
        }
      }
      let sample = sample(index, slot, isCalm: isCalm)
      found.append((sample.end, .sample(sample)))
    }
    return found
  }

  private func sample(_ index: Int, _ slot: Instant, isCalm: Bool) -> Sample {
    let story = stories[index]
    var outcome = story.isDown && !chance(1, of: 9) ? Outcome.down : .up
    if !isCalm, chance(1, of: 30) { outcome = .void }
    let isSlow = outcome == .up && chance(1, of: 40)
    return Sample(
      series: story.series,
      due: slot,
      start: slot + .microseconds(Int64.random(in: 0...4_000, using: &random)),
      outcome: isSlow ? .degraded : outcome,
      cause: outcome == .down
        ? .readTimeout : outcome == .void ? .localRoute : isSlow ? .slow : nil,
      phases: Phases(
        connect: UInt32.random(in: 9_000...30_000, using: &random),
        wait: isSlow ? 2_000_000 : UInt32.random(in: 20_000...700_000, using: &random)
      ),
      bytes: UInt32.random(in: 0...5_000, using: &random)
    )
  }

  /// Some hours of a check's past from a file, with failures in some of them; nothing that is measured
  /// is in the time of another.
  private func importHistory() async {
    let index = Int.random(in: 0..<stories.count, using: &random)
    let story = stories[index]
    let back = Int64.random(in: 1...60, using: &random)
    let from = clock.now - .hours(back)
    let count = Int64.random(in: 20...400, using: &random)
    let fails = chance(1, of: 2)
    let imported = (0..<count).map { number in
      let start = from + .seconds(number * 61) + .microseconds(7)
      return Sample(
        series: story.series,
        due: start,
        start: start,
        outcome: fails && number / 20 % 3 == 1 ? .down : .up,
        cause: fails && number / 20 % 3 == 1 ? .connectRefused : nil,
        phases: Phases(wait: 150_000),
        flags: .imported
      )
    }.filter { $0.end < clock.now - .seconds(30) }
    guard let last = imported.last else { return }
    let mark = Record.imported(
      ImportMark(
        series: story.series,
        name: "old.csv",
        hash: [UInt8](repeating: UInt8(back), count: 32),
        interval: Interval(from + .microseconds(7), last.end + .milliseconds(1)),
        count: UInt64(imported.count)
      )
    )
    await append([mark])
    await append(imported.map { .sample($0) })
    await append([mark])
  }
}
