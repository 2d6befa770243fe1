/// How samples are written for other programs.
package enum ExportFormat: String, CaseIterable, Sendable {
  /// One JSON object a line: <https://jsonlines.org>.
  case jsonl
  /// Comma-separated values under a line of names: RFC 4180, with LF.
  case csv
  /// The text format of OpenMetrics 1.0, with timestamps.
  case openmetrics
}
