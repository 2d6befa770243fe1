package import Chronology

/// The limits of a store.
package struct StoreSettings: Hashable, Sendable {
  /// The shortest time between two commits that nothing urgent asks for.
  package var steadyInterval: TimeAmount = .seconds(1)
  /// A file of the log that has this many bytes gets a successor; so does every hour.
  ///
  /// It is also the length of the files that are filled with zeros ahead.
  package var fileLimit: Int64 = 16 << 20
  /// How many files are kept ready for the log: what a full disk leaves.
  package var reserveCount = 0
  /// How many samples and gaps wait in memory while the disk takes none, and as many again in what it
  /// is being given.
  ///
  /// Beyond it the oldest become a recorded loss. About 100 bytes each.
  package var pendingLimit = 500_000
  /// How many records of any other kind wait besides: events, what was said, starts, clocks.
  ///
  /// Beyond it the newest become a recorded loss. Mostly less than 1 KiB each. What the judge said and
  /// what was lost here, it says anew after the next start.
  package var pendingRestLimit = 200_000
  /// How many definitions of checks a store may ever have: as many as a judge can number.
  package var definitionLimit: UInt32 = 1_048_576
  /// How many bytes of the newest files are read and verified when the store is opened; the newest
  /// file always is.
  package var recoveryLimit: Int64 = 64 << 20

  /// The limits that hold when nothing is said.
  package init() {}

  /// The limits of a daemon, which keeps 64 MiB ready: 3 million samples, or 16,384 commits.
  package static let daemon: StoreSettings = {
    var settings = StoreSettings()
    settings.reserveCount = 4
    return settings
  }()
}
