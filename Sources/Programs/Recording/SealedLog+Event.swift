package import Archive
import Events
import Replaying
package import StoreFormat

extension SealedLog {
  /// The event that says it, and takes the checkpoint out of the host.
  package var said: RecordedEvent {
    Event.storeSealed(
      file: seal.files.lowerBound,
      interval: seal.interval,
      samples: seal.samples,
      root: "\(seal.root)",
      checkpoint: checkpointText
    ).recorded
  }
}
