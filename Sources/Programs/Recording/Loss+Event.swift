import Events
import Replaying
package import StoreFormat

extension Loss {
  /// The event that says it, for the record: it stands in the loss's own commit, so that no restart
  /// leaves it unsaid.
  package var said: RecordedEvent {
    Event.storeLoss(
      cause: cause,
      interval: interval,
      records: count,
      file: file,
      firstCommit: firstCommit
    ).recorded
  }
}
