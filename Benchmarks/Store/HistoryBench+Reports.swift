import Agreement
import Archive
import Chronology
import Judging
import Posix
import Replaying
import Reporting
import Sampling
import Storage

/// What reports on a month take, from the files, as `constat report` makes them.
extension HistoryBench {
  /// After so many nanoseconds no further report is begun.
  private static let patience: Int64 = 600_000_000_000

  /// One agreement on ten checks every 30 s, each with an availability and a percentile.
  func measureReport() throws {
    let written = try BenchStore(
      at: "\(folder)/report",
      checks: 10,
      interval: .seconds(30),
      period: .hours(1),
      within: .milliseconds(120)
    )
    if written.days < 34 { written.write(days: 34 - written.days) }
    written.close()
    let agreement = try written.agreement()
    let calendar = try CalendarWindows([agreement])
    let end = BenchStore.origin + .days(Int64(written.days))
    let report = try best { try writeReport(on: agreement, written, calendar, at: end) }
    say("report on a month: 10 checks at 30 s, 20 objectives", report, "100 ms")
    let disk = try PosixDisk.reading(written.path)
    var values: [Int64] = []
    let percentiles = try best {
      values = try written.series.map { try percentile($0, disk).value }
    }
    say("  and the exact p99 of each of the 10 (\(values[0]) us, ...)", percentiles, "")
  }

  /// A thousand agreements on ten checks each, of one store: a report on the month for each, one after
  /// the other.
  ///
  /// The checks are measured every six hours, so that the store can be written: of a day without failures
  /// a report reads one row, whatever the interval.
  func measureAgreements() throws {
    let written = try BenchStore(
      at: "\(folder)/agreements",
      checks: 10_000,
      interval: .hours(6),
      period: .hours(6),
      within: .milliseconds(120)
    )
    if written.days < 34 { written.write(days: 34 - written.days) }
    written.close()
    let end = BenchStore.origin + .days(Int64(written.days))
    let before = (SystemClocks.processor(), SystemClocks.monotonic())
    var most = try StoreFigures.memory("VmHWM")
    var made: Int64 = 0
    while made < 1_000, SystemClocks.monotonic() - before.1 < HistoryBench.patience {
      let first = Int(made) * 10
      let agreement = try written.agreement(on: first..<first + 10)
      let calendar = try CalendarWindows([agreement])
      try writeReport(on: agreement, written, calendar, at: end)
      made += 1
      if made == 100 { most = try StoreFigures.memory("VmHWM") }
    }
    let time = SystemClocks.processor() - before.0
    say("reports on a month of \(made) agreements x 10 checks", .nanoseconds(time), "60 s")
    let wall = Duration.nanoseconds(SystemClocks.monotonic() - before.1)
    let peak = try StoreFigures.memory("VmHWM")
    print("  by the clock \(text(wall)); resident at the most \(most) after 100, \(peak) then")
  }

  private func writeReport(
    on agreement: Agreement,
    _ written: BenchStore,
    _ calendar: CalendarWindows,
    at now: Instant
  ) throws {
    _ = try makeReport(on: agreement, written, calendar, at: now)?.text()
  }
}
