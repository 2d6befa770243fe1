import Archive
import Replaying

/// Why a report is not sealed now.
enum SealingTrouble: Error, CustomStringConvertible {
  /// The store takes nothing.
  case notDurable
  /// The record can't be read, or a file not be written.
  case archive(ArchiveError)
  /// The report can't be made.
  case report(ReportFailure)
  /// A figure of the window may still change.
  case open(String, String)
  /// The daemon ends.
  case ending

  var description: String {
    switch self {
    case .notDurable: "no report is sealed while the store's disk takes nothing"
    case .archive(let error): "no report is sealed: \(error)"
    case .report(let error): "no report is sealed: \(error)"
    case .open(let agreement, let period):
      "the report \(agreement) \(period) is not sealed yet: a figure may still change"
    case .ending: "the daemon ends"
    }
  }
}
