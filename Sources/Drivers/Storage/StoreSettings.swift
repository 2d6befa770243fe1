package import Chronology

/// The limits of a store.
package struct StoreSettings: Hashable, Sendable {
  /// The shortest time between two commits that nothing urgent asks for.
  package var steadyInterval: TimeAmount = .seconds(1)
  /// A file of the log that has this many bytes gets a successor; so does every hour.
  ///
  /// It is also the length of the files that are filled with zeros ahead.
  package var fileLimit: Int64 = 16 << 20
  /// How many files are kept ready for the log.
  ///
  /// They are what a full disk leaves: 64 MiB are 3 million samples, or 16,384 commits.
  package var reserveCount = 4
  /// How many records wait in memory while the disk takes none.
  ///
  /// Beyond it the oldest samples become a recorded loss. About 100 bytes each.
  package var pendingLimit = 500_000
  /// Whole files older than this are deleted; nil keeps all.
  package var retention: TimeAmount?
  /// How many bytes of the newest files are read and verified when the store is opened; the newest
  /// file always is.
  package var recoveryLimit: Int64 = 64 << 20

  /// The limits that hold when nothing is said.
  package init() {}
}
