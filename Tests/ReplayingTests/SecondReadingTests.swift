import Agreement
import Chronology
import Judging
import Sampling
import StoreFormat
import TestKit
import Testing

@testable import Replaying

/// History that was imported afterwards gives the same bits as if it had been recorded in order.
@Suite struct SecondReadingTests {
  private let definitions = RandomHistory.definitions

  /// What two readings of `records` amount to.
  private func judge(_ records: [Record]) throws -> Judge {
    let empty = Judge(agreements: [try agreement()])
    var first = Recollection(judge: empty)
    for record in records { first.take(record) }
    guard first.needsSecondReading else { return first.judge }
    var second = Recollection(rereading: first, judge: empty)
    for record in records { second.take(record) }
    second.finish()
    return second.judge
  }

  private func define(_ number: Int) -> Record {
    .series(SeriesID(number: UInt32(number)), definitions[number])
  }

  private func samples(_ range: Range<Int64>, _ series: UInt32, _ flags: SampleFlags = [])
    -> [Sample]
  {
    stride(from: range.lowerBound, to: range.upperBound, by: 10).map { second in
      sample(second, second / 40 % 3 == 1 ? .down : .up, series: series, flags: flags)
    }
  }

  private func expectSame(_ imported: [Record], _ ordered: [Record]) throws {
    let agreement = try agreement()
    let (first, second) = (try judge(imported), try judge(ordered))
    #expect(first.refused == 0)
    #expect(second.refused == 0)
    let now = at(1_000)
    #expect(try facts(first, on: agreement, at: now) == facts(second, on: agreement, at: now))
  }

  @Test func `before everything that was measured`() throws {
    let old = samples(0..<300, 0, .imported)
    let new = samples(400..<900, 0)
    try expectSame(
      [define(0)] + (new + old).map { .sample($0) },
      [define(0)] + (old + new).map { .sample($0) }
    )
  }

  @Test func `under a definition that stands in the record behind what was measured`() throws {
    let old = samples(0..<300, 1, .imported)
    let new = samples(400..<900, 0)
    // Another definition of the same check, by which nothing was measured.
    let other = CheckDefinition(
      id: definitions[0].id,
      method: "http",
      target: "http://old.example/",
      interval: .seconds(20),
      timeout: .seconds(4),
      confirmation: Confirmation(down: 3, up: 1),
      rules: ""
    )
    let defineOther = Record.series(SeriesID(number: 1), other)
    try expectSame(
      [define(0)] + new.map { .sample($0) } + [defineOther] + old.map { .sample($0) },
      [define(0), defineOther] + (old + new).map { .sample($0) }
    )
  }

  @Test func `into the time in which the daemon was stopped`() throws {
    let before = samples(0..<200, 0)
    let within = samples(250..<300, 0, .imported)
    let after = samples(500..<900, 0)
    let gap = Record.gap(
      Gap(series: nil, interval: Interval(at(200), at(500)), slots: 0, cause: .daemonStopped)
    )
    let recorded = [define(0)] + before.map { Record.sample($0) } + [gap]
    try expectSame(
      recorded + (after + within).map { .sample($0) },
      recorded + (within + after).map { .sample($0) }
    )
  }

  @Test func `beside another check that was measured meanwhile`() throws {
    let old = samples(0..<300, 1, .imported)
    let new = samples(5..<800, 0)
    let ordered = (old + new).sorted { $0.start < $1.start }
    try expectSame(
      [define(0), define(1)] + (new + samples(400..<800, 1) + old).map { .sample($0) },
      [define(0), define(1)] + (ordered + samples(400..<800, 1)).map { .sample($0) }
    )
  }

  @Test func `next to an attempt that was recorded late, because it was slow`() throws {
    // `web` began at 100 s and took 4 s; `port` began and ended within that time.
    let slow = sample(100, .down, series: 0, took: 4_000_000)
    let quick = sample(103, series: 1)
    let old = [sample(102, series: 0, flags: .imported), sample(50, flags: .imported)]
    let start: [Record] = [define(0), define(1), .sample(sample(90)), .sample(quick)]
    try expectSame(
      start + [.sample(slow)] + old.map { .sample($0) },
      [define(0), define(1)]
        + [old[1], sample(90), quick, slow, old[0]].map { .sample($0) }
    )
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `any stretches of any history`(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let history = RandomHistory(seed: seed, steps: 120)
    var measured: [Record] = [define(0), define(1)]
    var imported: [Sample] = []
    var ordered: [Sample] = []
    var isImported = random.next() % 2 == 0
    for case .measured(let samples, _, _) in history.steps {
      if random.next() % 12 == 0 { isImported.toggle() }
      for var sample in samples {
        if isImported {
          sample.flags.insert(.imported)
          imported.append(sample)
        } else {
          measured.append(.sample(sample))
        }
        ordered.append(sample)
      }
    }
    let agreement = try agreement()
    let afterwards = try judge(measured + imported.shuffledByHalves(&random).map { .sample($0) })
    let inOrder = try judge([define(0), define(1)] + ordered.map { .sample($0) })
    #expect(
      try facts(afterwards, on: agreement, at: history.end)
        == facts(inOrder, on: agreement, at: history.end),
      "seed \(seed)"
    )
  }
}

extension [Sample] {
  /// The later half first, now and then: two files that were imported in the wrong order.
  fileprivate func shuffledByHalves(_ random: inout SplitMix64) -> [Sample] {
    guard random.next() % 2 == 0 else { return self }
    return Array(self[(count / 2)...] + self[..<(count / 2)])
  }
}
