package import Chronology

/// One observation that somebody gave from outside.
package struct ObservedEntry: Hashable, Sendable {
  /// How many bytes an id may have.
  package static let idLimit = 64
  /// How many cases one entry may count.
  package static let countLimit: Int64 = 1_000_000_000_000
  /// How long a stretch or a duration may be.
  package static let longest = TimeAmount.days(366)

  /// What tells it from others of its name: a later one with the same id replaces it.
  package var id: String
  /// Of counts the stretch in which they were counted, which may be an instant; of a duration from
  /// its start to its end.
  package var interval: Interval
  /// How many cases were good; 0 of a duration, which is good by what is promised.
  package var good: Int64
  /// How many cases there were: at least ``good``; 1 of a duration.
  package var valid: Int64

  /// An entry of these parts.
  package init(id: String, interval: Interval, good: Int64 = 0, valid: Int64 = 1) {
    self.id = id
    self.interval = interval
    self.good = good
    self.valid = valid
  }
}

/// Observations that were given together, as they stand on record: never changed, never deleted.
///
/// A file of many is on record in several parts, of which none counts before the last one is there.
package struct RecordedObservations: Hashable, Sendable {
  /// How many entries one part may have.
  package static let entryLimit = 4_000
  /// How many parts a file may have.
  package static let partLimit = 1_000
  /// How many bytes the name of a source may have.
  package static let sourceLimit = 256
  /// How many bytes the name of a file may have.
  package static let fileLimit = 1_024

  /// When it was recorded, in log time, by whoever writes the store.
  package var recorded: Instant
  /// What is observed.
  package var feed: ObservationFeed
  /// Who or what observed it, in the words of whoever gave it; not empty, without control characters.
  package var source: String
  /// In whose name it is given.
  package var author: Annotation.Author
  /// The file's name without its folder; empty if it was given on a command line.
  package var file: String
  /// The SHA-256 of the file, or of the line that stands for it: 32 bytes.
  package var hash: [UInt8]
  /// Which part of the file it is, from 0.
  package var part: Int
  /// How many parts the file has: at least 1.
  package var parts: Int
  /// The observations of this part, in the file's order.
  package var entries: [ObservedEntry]

  /// Observations of these parts.
  ///
  /// - Precondition: The hash has 32 bytes.
  package init(
    recorded: Instant,
    feed: ObservationFeed,
    source: String,
    author: Annotation.Author,
    file: String = "",
    hash: [UInt8],
    part: Int = 0,
    parts: Int = 1,
    entries: [ObservedEntry]
  ) {
    precondition(hash.count == 32, "a SHA-256 has 32 bytes")
    self.recorded = recorded
    self.feed = feed
    self.source = source
    self.author = author
    self.file = file
    self.hash = hash
    self.part = part
    self.parts = parts
    self.entries = entries
  }
}
