import Agreement
package import Archive
import Chronology
package import Reporting
import Rollups
import Sampling
import Storage

/// What a page shows of the latencies of a report's checks.
package enum LatencyDays {
  /// The percentiles of each day of the report's period, check by check in the agreement's order.
  ///
  /// - Parameter index: What a reading of the same record had of the ledger; nil reads that.
  /// - Throws: ``ReportFailure`` when the store can't be listed.
  package static func read(
    for report: Report,
    by index: SealedIndex? = nil,
    fromStoreAt path: String
  ) throws(ReportFailure) -> [ReportDetail.Latency] {
    let end = max(report.window.start, report.window.end - .milliseconds(1))
    let span = report.window.start.day...end.day
    var checks: [CheckID] = []
    for check in report.agreement.services.flatMap(\.checks) where !checks.contains(check) {
      checks.append(check)
    }
    let found: [CheckID: [Int64: LatencyHistogram]]
    do throws(StoreError) {
      let disk = try PosixDisk.reading(path)
      found = try DailyLatencies.read(of: Set(checks), on: span, by: index, from: disk)
    } catch {
      throw .store(error)
    }
    return checks.compactMap { check in
      let days = (found[check] ?? [:]).sorted { $0.key < $1.key }.compactMap {
        ReportDetail.LatencyDay($0.key, $0.value)
      }
      return days.isEmpty ? nil : ReportDetail.Latency(of: check, span: span, days: days)
    }
  }
}

extension ReportDetail.LatencyDay {
  fileprivate init?(_ day: Int64, _ histogram: LatencyHistogram) {
    func time(_ hundredths: Int64) -> TimeAmount? {
      Ratio(hundredths, 100).flatMap { histogram.quantile($0)?.representative }
    }
    guard let median = time(50), let p95 = time(95), let p99 = time(99) else { return nil }
    self.init(day: day, median: median, p95: p95, p99: p99)
  }
}
