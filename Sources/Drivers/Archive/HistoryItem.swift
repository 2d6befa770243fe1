package import Chronology
package import Judging
package import Sampling
package import Storage

/// What a reader of a record's history finds, in order.
package enum HistoryItem: Sendable {
  /// Records as they were committed, or a place that can't be read.
  case item(StoreItem)
  /// Samples of one check that are sealed, ascending by start, whatever series of it they are of.
  case samples([Sample])
  /// Samples that a row sums up: all of them, in a row in which nothing happened; and when a sample of
  /// the check starts that will follow, if that is known.
  case run(AvailableRun, before: Instant?)
}
