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

/// Certificates from a store's files: sealed or not, read with rollups or sample by sample, as far back as
/// is asked or from the beginning.
@Suite(.timeLimit(.minutes(20))) struct CertificateReplayTests {
  private func agreement() throws -> Agreement {
    try replayed(
      .any(try (0...1).map { .check(try #require(CheckID("check-\($0)"))) }),
      .certificateValidity(CertificateTerms(atLeast: .days(1)))
    )
  }

  private func mark(
    _ number: UInt8,
    of series: UInt32,
    met: Instant,
    ends: Instant,
    fault: Cause? = nil
  ) -> Record {
    .certificate(
      CertificateMark(
        series: SeriesID(number: series),
        lastBefore: met - .seconds(90),
        met: met,
        served: ServedCertificate(
          Certificate(
            sha256: [UInt8](repeating: number, count: 32),
            ends: ends,
            chainStarts: met - .days(1),
            chainEnds: ends,
            subject: "CN=a.example",
            issuer: "CN=R\(number)"
          ),
          fault: fault
        )
      )
    )
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
      return windows.map { window in
        let standing = judge.standing(of: promise, in: window, at: now)
        return "\(standing) \(judge.certificates(of: promise, by: standing))"
      }
    }
  }

  @Test func `every reading tells the same, and knows what was in force before it`() async throws {
    let start = SinceReplayTests.start
    let record = try await RandomRecord(
      seed: 7,
      from: start,
      checks: [.seconds(120), .seconds(300)],
      trouble: 5,
      isLate: false
    )
    let archivist = try SinceReplayTests.archivist(record)
    let calendar = try CalendarWindows([agreement()])
    let empty = calendar.judge(by: [try agreement()])
    let needed = { calendar.earliestNeeded(empty.promises, now: $0) }
    var isEverBad = false
    for hour in 1...200 as ClosedRange<Int64> {
      try await record.writeHour()
      let met = record.clock.now - .minutes(30)
      switch hour {
      case 1, 2:
        record.store.append([
          mark(UInt8(hour), of: UInt32(hour - 1), met: met, ends: start + .days(5))
        ])
      case 110:
        record.store.append([mark(3, of: 0, met: met, ends: start + .days(90))])
      case 120:
        record.store.append([
          mark(4, of: 1, met: met, ends: start + .days(90), fault: .tlsUntrusted)
        ])
      case 130:
        record.store.append([mark(4, of: 1, met: met, ends: start + .days(90))])
      default: break
      }
      _ = on(record.store) { $0.flush() }
      await archivist.sealEnded()
      guard hour == 20 || hour % 45 == 0 || hour == 200 else { continue }
      let now = record.clock.now
      let disk = record.disk
      let all = try Replay.read(disk, usesRollups: false, judge: { empty })
      let expected = said(all.recollection.judge, calendar, at: now)
      isEverBad = isEverBad || expected.contains { $0.contains("missed") }
      let late = try Replay.read(disk, judge: { empty }, since: needed)
      #expect(said(late.recollection.judge, calendar, at: now) == expected, "hour \(hour)")
      let daemon = try Replay.read(disk, judge: { empty }, needed: needed, since: needed)
      #expect(said(daemon.recollection.judge, calendar, at: now) == expected, "hour \(hour)")
      let marks = daemon.recollection.certificates.marks
      #expect(marks == all.recollection.certificates.marks)
      #expect(marks.count == (hour == 1 ? 1 : 2))
    }
    #expect(isEverBad)
  }
}
