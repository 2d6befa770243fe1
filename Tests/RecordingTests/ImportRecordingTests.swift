import Chronology
import Importing
import Posix
import Sampling
import Storage
import StoreFormat
import TestKit
import Testing

@testable import Recording

@Suite struct ImportRecordingTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
  }

  @Test func `samples are recorded behind the mark of their file`() throws {
    let store = try scratch.store()
    let source = try scratch.source(text([30, 0, 60]))
    let receipt = try scratch.record(source, of: definition("web"), into: store)
    let start =
      "imported 3 samples of web from 2026-01-01T00:00:00Z to 2026-01-01T00:01:00Z, sha256 "
    #expect(receipt.description.hasPrefix(start), "\(receipt)")
    let records = try scratch.records()
    let mark = try #require(records.compactMap(\.mark).first)
    #expect(mark.hash == source.hash && mark.count == 3 && mark.name == "file.jsonl")
    let samples = records.compactMap(\.sample)
    #expect(samples.map(\.start) == [0, 30, 60].map { newYear + .seconds($0) })
    #expect(samples.allSatisfy { $0.flags.contains(.imported) && $0.series == mark.series })
  }

  @Test func `lines too far apart are refused before anything is recorded, unless they may be`()
    throws
  {
    let store = try scratch.store()
    _ = try scratch.record(
      scratch.source(text([0, 30, 60])),
      of: definition("web"),
      into: store
    )
    let far = try scratch.source(text([600, 1_200, 1_800]))
    let obstacle = #expect(throws: ImportObstacle.self) {
      try scratch.record(far, of: definition("web"), into: store)
    }
    #expect(obstacle?.status == .data)
    let line = try #require(obstacle?.lines(file: "f").first)
    #expect(line.hasPrefix("f: most lines are 10 min 00 s apart, and"), "\(line)")
    #expect(line.contains("92 % of this time stays unknown"), "\(line)")
    #expect(try scratch.records().compactMap(\.sample).count == 3)
    let receipt = try scratch.record(far, of: definition("web"), into: store, allowsSparse: true)
    #expect(receipt.count == 3)
  }

  @Test func `the same file is refused, and so is another one of the same time`() throws {
    let store = try scratch.store()
    let first = try scratch.source(text([0, 30, 60]))
    _ = try scratch.record(first, of: definition("web"), into: store)
    #expect(throws: ImportObstacle.known) {
      try scratch.record(first, of: definition("web"), into: store)
    }
    let second = try scratch.source(text([-30, 15, 90]))
    let obstacle = #expect(throws: ImportObstacle.self) {
      try scratch.record(second, of: definition("web"), into: store)
    }
    let lines = obstacle?.lines(file: "f").joined() ?? ""
    #expect(lines.contains("1 sample, at 2026-01-01T00:00:15Z, stands in time"), "\(lines)")
    _ = try scratch.record(second, of: definition("other"), into: store)
    #expect(try scratch.records().compactMap(\.sample).count == 6)
  }

  @Test func `a gap in the record is filled`() throws {
    let store = try scratch.store()
    for times in [[0, 300], [60, 240]] as [[Int]] {
      let source = try scratch.source(text(times))
      _ = try scratch.record(source, of: definition("web"), into: store, allowsSparse: true)
    }
    #expect(try scratch.records().compactMap(\.sample).count == 4)
  }

  @Test func `what was cut short goes on where it ended, and nothing comes twice`() throws {
    let store = try scratch.store()
    let count = ImportRecording.portion * 5 / 2
    let source = try scratch.source(text((0..<count).map { $0 * 30 }))
    #expect(throws: ImportObstacle.interrupted) {
      try scratch.record(source, of: definition("web"), into: store) {
        $0 < ImportRecording.portion
      }
    }
    #expect(try scratch.records().compactMap(\.sample).count == ImportRecording.portion)
    let rest = try scratch.record(source, of: definition("web"), into: store)
    #expect(rest.count == count - ImportRecording.portion && rest.total == count)
    let samples = try scratch.records().compactMap(\.sample)
    #expect(samples.map(\.start) == (0..<count).map { newYear + .seconds(Int64($0) * 30) })
    #expect(throws: ImportObstacle.known) {
      try scratch.record(source, of: definition("web"), into: store)
    }
  }

  @Test func `the silence of a daemon that is stopped is recorded with its cause`() throws {
    let store = try scratch.store()
    let silence = Interval(newYear + .days(1), newYear + .days(2))
    let disk = { try PosixDisk.reading(scratch.file("store")) }
    func record(_ second: Int) throws {
      let source = try scratch.source(text([second]))
      let request = ImportRequest(check: definition("web").id, path: "f", hash: source.hash)
      _ = try ImportRecording(source, request, of: definition("web"))
        .record(into: store, reading: disk(), at: silence.end, silence: silence)
    }
    try record(0)
    #expect(!(try scratch.records().contains { if case .gap = $0 { true } else { false } }))
    store.append([.started(DaemonStart(time: newYear, version: "1", configuration: []))])
    try record(100)
    let gap = Gap(series: nil, interval: silence, slots: 0, cause: .daemonStopped)
    #expect(try scratch.records().contains(.gap(gap)))
  }

  @Test func `until a daemon began, what a file does not tell was in no plan`() throws {
    let store = try scratch.store()
    let unplanned = { try scratch.records().compactMap(\.unplanned) }
    func record(_ seconds: [Int], _ name: String) throws {
      let source = try scratch.source(text(seconds), name: name)
      _ = try scratch.record(source, of: definition("web"), into: store, allowsSparse: true)
    }
    try record([0, 30], "first.jsonl")
    // Nobody has begun: it lasts.
    let first = try #require(unplanned().first)
    #expect(first.interval == Interval(newYear, later) && !first.isOver)
    #expect(try scratch.records().compactMap(\.mark).allSatisfy { $0.series == first.series })

    let begun = newYear + .hours(1)
    store.append([
      .unplanned(Unplanned(series: first.series, interval: Interval(later, later), isOver: true)),
      .started(DaemonStart(time: begun, version: "1", configuration: [])),
    ])
    try record([100, 130], "before.jsonl")
    let before = try #require(unplanned().last)
    #expect(before.interval == Interval(newYear + .seconds(100), begun) && before.isOver)

    let count = try unplanned().count
    try record([3_700, 3_730], "after.jsonl")
    #expect(try unplanned().count == count, "a daemon measured by then")

    let away = Unplanned(series: first.series, interval: Interval(later, later), isOver: false)
    store.append([.unplanned(away)])
    try record([200, 230], "away.jsonl")
    #expect(try unplanned().last?.isOver == false, "it is in no plan now")
  }
}
