import Chronology
import Execution
import Posix
import Storage

/// What became of records that were handed to a store.
enum Durability: Hashable, Sendable {
  /// They are on the disk.
  case durable
  /// The disk has taken nothing for too long; it may still take them.
  case refused
  /// Whoever waits is to end.
  case interrupted

  /// How long a disk may take nothing.
  static let patience = TimeAmount.seconds(20)

  /// Waits until everything that `store` was handed is durable.
  ///
  /// Not on the store's queue: it waits for it.
  static func wait(for store: Store, goesOn: () -> Bool) -> Durability {
    let end = SystemClocks.monotonic() + patience.nanoseconds
    while !on(store, { $0.flush() }) {
      if !goesOn() { return .interrupted }
      if SystemClocks.monotonic() > end { return .refused }
      Thread.pause(nanoseconds: 250_000_000)
    }
    return .durable
  }
}
