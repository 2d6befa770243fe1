import Chronology
import Sampling
import Storage
import StoreFormat

extension StoreVerifier {
  /// Holds how a file of the log begins, of which only checksums tell, against what stands on record
  /// before it: its header, and what it repeats.
  ///
  /// - Parameter seal: That of the file; nil if it is not sealed.
  mutating func compareBeginning(
    _ number: UInt64,
    _ digest: LogDigest,
    _ header: LogFileHeader,
    with start: LogExpectation.Start,
    _ seal: Seal?
  ) {
    let path = "log/\(LogName.file(number))"
    for fault in headerFaults(digest, header, start, seal) {
      result.note(.damaged, "\(path) begins wrongly: \(fault). Restore it from a backup")
    }
    var unknown: [UInt32] = []
    for record in digest.repeated {
      switch record {
      case .vantage(let name) where name != start.vantage:
        result.note(
          .damaged,
          "\(path) repeats another vantage than is on record: restore the file from a backup"
        )
      case .series(let series, let definition):
        guard let known = definitions[series] else {
          unknown.append(series.number)
          continue
        }
        if known == definition { continue }
        result.note(
          .damaged,
          "\(path) repeats of series \(series.number) what is not on record: restore the file from a"
            + " backup"
        )
      default: break
      }
    }
    if !unknown.isEmpty {
      result.note(
        .unproved,
        "\(path) repeats \(unknown.count) definitions that are not on record, of series"
          + " \(unknown.prefix(5).map(String.init).joined(separator: ", "))"
      )
    }
  }

  private func headerFaults(
    _ digest: LogDigest,
    _ header: LogFileHeader,
    _ start: LogExpectation.Start,
    _ seal: Seal?
  ) -> [String] {
    var faults: [String] = []
    let first = seal?.commits.lowerBound ?? start.commit + 1
    // What is lost before a file is damage of its own, and told as such.
    let isAhead = seal == nil && header.firstCommit > first && !lossFiles.isEmpty
    if header.firstCommit != first, !isAhead {
      faults.append("its first commit is to be \(first), not \(header.firstCommit)")
    }
    if header.nextSeries < start.nextSeries {
      faults.append("series \(header.nextSeries) has been given before")
    }
    // A command's clock may be set back while it records.
    let latest = header.created + .hours(24)
    if latest < start.time || digest.firstTime.map({ header.created > $0 }) ?? false {
      faults.append("it was not made at \(header.created)")
    }
    return faults
  }

  /// Whether the file's records that are no samples are those that were sealed of it.
  func isAsSealed(_ digest: LogDigest) -> Bool {
    guard let newest = ledgerEnd.newest else { return true }
    return newest.entries == digest.entries
  }
}
