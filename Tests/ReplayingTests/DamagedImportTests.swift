import Chronology
import Judging
import Posix
import Reporting
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Replaying

/// An import in a store on disk, a group of which is damaged afterwards.
@Suite(.timeLimit(.minutes(30))) struct DamagedImportTests {
  /// What an import writes: its mark, samples in three portions, its mark again; one group each.
  private static let groups: [ClosedRange<Int64>?] = [nil, 0...9, 10...19, 20...29, nil]

  /// A store with samples of today, and half an hour of an hour before behind them.
  private func written() async throws -> ScratchStore {
    let store = try ScratchStore()
    _ = try await store.define(RandomHistory.definitions)
    try await store.write([.sample(sample(7_200)), .sample(sample(7_210))], at: at(7_211))
    let mark = ImportMark(
      series: SeriesID(number: 0),
      name: "old.jsonl",
      hash: [UInt8](repeating: 7, count: 32),
      interval: Interval(at(0), at(290) + .milliseconds(1)),
      count: 30
    )
    for (number, part) in Self.groups.enumerated() {
      let samples = part?.map { Record.sample(sample($0 * 10, flags: .imported)) }
      try await store.write(samples ?? [.imported(mark)], at: at(7_220 + Int64(number)))
    }
    try await store.write([.sample(sample(7_230))], at: at(7_231))
    await store.close()
    return store
  }

  /// Flips a bit in the group `number` of the import.
  private func damage(_ store: ScratchStore, _ number: Int) throws {
    let name = "store/log/0000000000000001.log"
    var bytes = try store.scratch.read(name)
    let heads = bytes.indices.filter { index in
      index.isMultiple(of: 512) && bytes[index...].starts(with: Array("CMIT".utf8))
    }
    // The definitions' group, that of the first samples, and then the import's.
    let first = heads.count - Self.groups.count - 2
    bytes[heads[first + number] + 60] ^= 1
    try store.scratch.write(bytes, to: name)
  }

  private func unknown(_ result: Replay.Result) throws -> [String] {
    result.recollection.judge.timeline(of: try checkID("web"))
      .unknownStretches(in: Interval(at(0), at(7_200)))
      .map {
        let ends = [$0.interval.start, $0.interval.end].map { ($0 - at(0)).wholeSeconds }
        return "\(ends[0])..<\(ends[1]) \($0.cause)"
      }
  }

  @Test(
    arguments: [
      (0, ["305..<7200 no-sample"]), (4, ["305..<7200 no-sample"]),
      (1, ["0..<100 damaged", "305..<7200 no-sample"]),
      (2, ["105..<200 damaged", "305..<7200 no-sample"]),
      (3, ["205..<290 damaged", "290..<7200 no-sample"]),
    ] as [(Int, [String])]
  )
  func `time whose samples are damaged is told from time that nobody measured`(
    _ group: Int,
    _ expected: [String]
  ) async throws {
    let store = try await written()
    let agreement = try agreement()
    let whole = try Replay.read(try store.reading(), judge: { Judge(agreements: [agreement]) })
    #expect(try unknown(whole) == ["305..<7200 no-sample"])
    try damage(store, group)
    let found = try Replay.read(try store.reading(), judge: { Judge(agreements: [agreement]) })
    #expect(found.damages.count == 1)
    #expect(try unknown(found) == expected)
    #expect(found.recollection.lostImports.count == expected.count - 1)
  }

  @Test func `an import's own record gives the same`() async throws {
    let store = try await written()
    try damage(store, 2)
    let agreement = try agreement()
    let report = Report(
      on: agreement,
      by: try Replay.read(try store.reading(), judge: { Judge(agreements: [agreement]) })
        .recollection.judge,
      over: .fixed(name: "old", Interval(at(0), at(300))),
      at: at(7_231),
      zone: .utc,
      zoneVersion: "any",
      vantage: "here",
      samples: 0
    )
    let front = report.unknown.filter { $0.service == "front" }
    #expect(front.map(\.cause) == [.gap(.damaged)])
    #expect(front.map(\.interval.length) == [.seconds(95)])
  }
}
