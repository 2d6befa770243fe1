import Agreement
import Posix
import Storage
import StoreFormat

extension StoreVerifier {
  /// Takes what was said: a sealed report must have its files.
  mutating func take(_ event: RecordedEvent) {
    guard let report = SealedReport(event) else { return }
    // The first record of a revision counts, should it stand twice.
    if reports[report.fileName(.json)] == nil { reports[report.fileName(.json)] = report }
  }

  /// Holds the files of sealed reports against the hashes on record.
  mutating func verifyReports() throws(ArchiveError) {
    var names: Set<String> = []
    for report in reports.values.sorted(by: { $0.fileName(.json) < $1.fileName(.json) }) {
      var isWhole = true
      for format in SealedReport.Format.allCases {
        names.insert(report.fileName(format))
        do throws(SealedReportFault) {
          _ = try SealedReportFiles.read(report, format, on: disk)
        } catch {
          isWhole = false
          if case .missing = error {
            result.note(.missing, "\(error)")
          } else {
            result.note(.damaged, "\(error)")
          }
        }
      }
      if isWhole { result.reports += 1 }
    }
    do throws(Errno) {
      for name in try disk.names(in: .reports)
      where !names.contains(name) && !name.hasPrefix(LogName.temporaryPrefix) {
        result.note(
          .unproved,
          "reports/\(name) is not on record: constatd seals its report again, or move it out of the"
            + " store"
        )
      }
    } catch {
      throw .failed("list reports/", error)
    }
  }
}
