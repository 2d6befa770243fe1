import Agreement
import Archive
import Chronology
import Execution
import Judging
import Posix
import Sampling
import Storage
import StoreFormat
import StoreTestKit
import TestKit
import Testing

@testable import Replaying

/// The measurer's clock from a store's files: sealed or not, read with rollups or sample by sample, as far
/// back as is asked or from the beginning.
@Suite(.timeLimit(.minutes(20))) struct ClockReplayTests {
  private func agreement() throws -> Agreement {
    try replayed(
      .check(try #require(CheckID("check-0"))),
      .clock(ClockTerms(within: .milliseconds(100)))
    )
  }

  /// The readings of an hour: one a minute, of which the first tells the error.
  private func readings(before now: Instant, error: Int64?) -> [Record] {
    (0..<60 as Range<Int64>).map { minute in
      .clock(
        ClockMark(
          time: now - .minutes(60 - minute),
          bootTime: 0,
          step: .zero,
          isSynchronized: error != nil,
          kernel: error.flatMap { error in
            minute > 0
              ? nil
              : KernelClockState(
                status: 0,
                maximumError: .milliseconds(error),
                estimatedError: .zero,
                taiOffset: 37
              )
          }
        )
      )
    }
  }

  private func said(_ judge: Judge, _ calendar: CalendarWindows, at now: Instant) -> [String] {
    judge.promises.flatMap { promise -> [String] in
      var windows: [Window] = []
      if let window = calendar.window(of: promise, containing: now) {
        let zone = calendar.zone(of: promise.agreement)
        windows = [window, window.previous].map { .fixed($0.interval(in: zone)) }
      } else if case .rolling(let length) = promise.objective.window {
        windows = [.rolling(length)]
      }
      return windows.map { "\(judge.standing(of: promise, in: $0, at: now))" }
    }
  }

  @Test func `every reading of the record tells the same`() async throws {
    let start = SinceReplayTests.start
    let record = try await RandomRecord(
      seed: 11,
      from: start,
      checks: [.seconds(120), .seconds(300)],
      trouble: 5,
      isLate: false
    )
    let archivist = try SinceReplayTests.archivist(record)
    let calendar = try CalendarWindows([agreement()])
    let empty = calendar.judge(by: [try agreement()])
    let needed = { calendar.earliestNeeded(empty.promises, now: $0) }
    var random = SplitMix64(seed: 11)
    var verdicts: Set<String> = []
    for hour in 1...200 as ClosedRange<Int64> {
      try await record.writeHour()
      let isBad = random.next() % 8 == 0
      let error: Int64? = isBad ? (random.next() % 2 == 0 ? nil : 400) : Int64(random.next() % 90)
      record.store.append(readings(before: record.clock.now, error: error))
      _ = on(record.store) { $0.flush() }
      await archivist.sealEnded()
      guard hour == 20 || hour % 45 == 0 || hour == 200 else { continue }
      let now = record.clock.now
      let disk = record.disk
      let all = try Replay.read(disk, usesRollups: false, judge: { empty })
      let expected = said(all.recollection.judge, calendar, at: now)
      for standing in expected {
        for word in ["missed", "met"] where standing.contains("verdict: Accounting.Verdict.\(word)")
        {
          verdicts.insert(word)
        }
      }
      let late = try Replay.read(disk, judge: { empty }, since: needed)
      #expect(said(late.recollection.judge, calendar, at: now) == expected, "hour \(hour)")
      let daemon = try Replay.read(disk, judge: { empty }, needed: needed, since: needed)
      #expect(said(daemon.recollection.judge, calendar, at: now) == expected, "hour \(hour)")
    }
    #expect(verdicts.contains("missed"))
  }
}
