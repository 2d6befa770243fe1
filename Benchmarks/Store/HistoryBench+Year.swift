import Agreement
import Archive
import Chronology
import Execution
import Judging
import Posix
import Replaying
import Reporting
import Rollups
import Sampling
import Storage

/// What the age of a store and the number of its checks cost.
extension HistoryBench {
  private static let checks = 1_000

  /// A thousand checks every hour for 400 days: what it takes to open it, to start on it, and to
  /// report on a month, at several ages.
  ///
  /// A store that a run before has left in the folder is gone on with.
  func measureYear() throws {
    let written = try store("year", checks: HistoryBench.checks, interval: .hours(1))
    print("  1,000 checks: open it to ask rollups | to read the record | start | report on a month")
    for days in [1, 30, 100, 400] where days + 3 > written.days {
      written.write(days: days + 3 - written.days)
      try measureAge(written, days: days)
      // Days that a run before wrote were not measured by this one.
      let own = written.written.suffix(20).filter { $0 > 0 }
      let cost = ratio(own.reduce(0, +), 24_000 * own.count)
      print(
        "    writing, sealing, merging and summing up its last \(own.count) days: \(cost) us a sample"
      )
    }
    written.close()
  }

  /// What a store that a run before has left in the folder takes now.
  func measureAge() throws {
    let written = try store("year", checks: HistoryBench.checks, interval: .hours(1))
    if written.days > 3 { try measureAge(written, days: written.days - 3) }
    written.close()
  }

  private func measureAge(_ written: BenchStore, days: Int) throws {
    let disk = try PosixDisk.reading(written.path)
    let listing = try ArchiveListing(disk)
    let count = 5
    let open = try best(of: count) {
      _ = try ArchiveListing(disk)
      for day in try RollupName.days(.days, on: disk) {
        _ = try RollupReader(.days, day: day, on: disk)
      }
    }
    let record = try best(of: count) { _ = try HistoryReader(disk) }
    let end = BenchStore.origin + .days(Int64(written.days))
    let agreement = try written.agreement()
    let calendar = try CalendarWindows([agreement])
    let start = try best(of: count) {
      let judge = calendar.judge(by: [agreement], checkCount: HistoryBench.checks)
      let result = try Replay.read(
        disk,
        judge: { judge },
        needed: { calendar.earliestNeeded(judge.promises, now: $0) },
        since: { calendar.earliestNeeded(judge.promises, now: $0) }
      )
      if !result.damages.isEmpty { print("  damaged: \(result.damages.count)") }
    }
    let own = try written.agreement(on: 7..<8)
    let report = try best(of: count) {
      try makeReport(on: own, written, calendar, at: end)
    }
    print(
      "  \(days) days, \(written.sampleCount) samples, \(listing.segments.count) segments,"
        + " \(listing.ledgers.count) ledger files: \(text(open)) | \(text(record)) |"
        + " \(text(start)) | \(text(report))"
    )
  }

  /// The report on last month, as `constat report` makes it.
  @discardableResult
  func makeReport(
    on agreement: Agreement,
    _ written: BenchStore,
    _ calendar: CalendarWindows,
    at now: Instant
  ) throws -> Report? {
    let zone = calendar.zone(of: agreement)
    guard let period = Report.Period("last", at: now, in: zone, unit: .month) else { return nil }
    let judge = calendar.judge(by: agreement, over: period, at: now)
    let result = try Replay.read(
      try PosixDisk.reading(written.path),
      of: Set(agreement.services.flatMap(\.checks)),
      judge: { judge },
      since: calendar.earliestNeeded(agreement, over: period, at: now)
    )
    return try AgreementReport(written.path, vantage: "bench").make(
      on: agreement,
      by: result.recollection.judge,
      over: period,
      at: now,
      revisions: [agreement],
      from: result.index
    )
  }

  func ratio(_ nanoseconds: Int64, _ samples: Int) -> String {
    let each = nanoseconds / Int64(max(1, samples))
    return "\(each / 1_000).\(String(1_000 + each % 1_000).dropFirst())"
  }

  /// Two days of more and more checks, each measured every five minutes.
  ///
  /// A sample should take the same, as there are as many of each check in an hour. How long somebody waits at the most for the archive
  /// while it seals, merges and sums up; and how much memory that has taken so far.
  func measureCost() throws {
    print("  2 days of checks every 5 minutes: written, sealed, merged and summed up")
    print(
      "  checks: CPU us a sample | longest wait for sealing | for a step of the rest | resident"
    )
    for checks in [10, 100, 1_000, 10_000] {
      let written = try store("cost-\(checks)", checks: checks, interval: .minutes(5))
      written.write(days: 2)
      written.close()
      let time = written.written.reduce(0, +)
      print(
        "    \(checks): \(ratio(time, written.sampleCount)) (\(written.sampleCount) samples) |"
          + " \(text(written.waits.sealing)) | \(text(written.waits.steps)) |"
          + " \(try StoreFigures.memory("VmHWM")) at the most"
      )
    }
  }
}
