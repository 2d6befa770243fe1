import Crypto
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

  /// An archivist of a store that is closed, which signs what it seals, and records nothing of its own.
  static func signing(_ store: [UInt8], on disk: FaultyDisk) throws -> Archivist {
    try Archivist(
      of: store,
      on: disk,
      signer: try CheckpointSigner(
        try SigningKey(seed: [UInt8](1...32)),
        origin: CheckpointSigner.origin(of: store)
      ),
      now: { midnight },
      observer: Observer(record: { _ in true }, told: { _ in })
    )
  }
}
