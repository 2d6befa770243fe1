import Execution
import Storage
import StoreTestKit

@testable import Archive

extension Archivist {
  /// An archivist without a key, which records what it does into `store`.
  ///
  /// - Parameter told: Hears what became of each step.
  static func recording(
    into store: Store,
    on disk: FaultyDisk,
    _ clock: TestClock,
    told: @escaping @Sendable (Result<SealedLog, ArchiveError>) -> Void = { _ in }
  ) throws -> Archivist {
    try Archivist(
      of: store.recovery.store,
      on: disk,
      signer: nil,
      now: { [clock] in clock.now },
      observer: Observer(
        record: { records in
          store.append(records)
          return on(store) { $0.flush() }
        },
        told: told
      )
    )
  }
}
