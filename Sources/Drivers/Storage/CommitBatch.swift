import Chronology
import StoreFormat

/// What is made durable together.
struct CommitBatch: Sendable {
  /// In the order in which they came.
  let records: [Record]
  /// When they were put together.
  let time: Instant
  /// Those that have not been told as waiting.
  var untold: ArraySlice<Record>
}
