/// Urgency on syslog's scale (RFC 5424, section 6.2.1).
package enum Priority: Int, Comparable, Hashable, Sendable {
  /// Needs somebody at once.
  case critical = 2
  /// Something has failed.
  case error = 3
  /// Something may fail.
  case warning = 4
  /// Normal, but worth knowing.
  case notice = 5
  /// For the record.
  case info = 6

  /// The more urgent first.
  package static func < (left: Priority, right: Priority) -> Bool {
    left.rawValue < right.rawValue
  }
}
