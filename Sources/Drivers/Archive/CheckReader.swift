package import Chronology
package import Sampling
package import Storage
import StoreFormat

/// Reads the samples of one check after the other, as often as wanted, without a lock, beside their
/// writer: for a format that wants the values of each check together.
///
/// Of what is sealed only the blocks of the checks and the time that are wanted are read, once a
/// pass. What is sealed later than the reader was made, or not yet, is read as part of the log: once
/// for each of ``parts``.
///
/// Limit: what the indexes say of the blocks of one part, 132 bytes each; of one check a day's
/// samples; and ``logLimit`` samples of the log, or those of one check.
package struct CheckReader: Sendable {
  /// How many checks are read together.
  static let checkLimit = 64
  /// How many samples of the log are held at a time, if they are of several checks.
  static let logLimit = 100_000

  /// The checks that the record has definitions of, whether they are wanted or not.
  package let known: Set<CheckID>
  /// The checks that are read, ascending by their ids, in the parts that are read together.
  package let parts: [[CheckID]]
  /// What can't be read, as far as that was found out; each place once.
  package private(set) var damages: [Damage]

  private let disk: any Disk
  private let listing: ArchiveListing
  private let book: SealBook
  private let stretch: Interval
  private let series: [CheckID: [SeriesID]]
  /// How many samples of each check the log has, as far as they are wanted.
  private let counts: [CheckID: Int]
  /// The last commit that is read.
  private let lastCommit: UInt64
  /// What was read for the part that was read last, if it is the only one.
  private var kept: Part?

  /// What is read for one part.
  private struct Part: Sendable {
    var catalog: SampleCatalog
    /// The samples of the log.
    var samples: [CheckID: [Sample]]
  }

  /// A reader of the record as it is now.
  ///
  /// - Parameters:
  ///   - wanted: Whose samples; nil for all.
  ///   - stretch: From when to when they must start; nil for all.
  package init(
    _ disk: any Disk,
    of wanted: Set<CheckID>? = nil,
    in stretch: Interval? = nil
  ) throws(StoreError) {
    let stretch = stretch ?? Interval(Instant(nanoseconds: .min), Instant(nanoseconds: .max))
    let listing = try ArchiveListing(disk)
    var sealed = SealedBook()
    for span in listing.ledgers { try sealed.take(span, listing, on: disk) }
    var damages = try sealed.damages(listing, on: disk)
    var log = CheckLog(sealed.book.definitions)
    let definitions = sealed.book.definitions
    if let newest = try RecordReader.definitions(listing, disk, against: definitions) {
      log.define(newest)
    }
    var counts: [CheckID: Int] = [:]
    lastCommit = try log.read(listing, on: disk, through: .max) { (damage) in
      damages.append(damage)
    } take: { (sample, check) in
      if stretch.contains(sample.start), wanted?.contains(check) ?? true {
        counts[check, default: 0] += 1
      }
    }
    self.disk = disk
    self.listing = listing
    self.stretch = stretch
    self.counts = counts
    self.damages = damages
    book = sealed.book
    known = Set(log.names.values)
    series = Dictionary(grouping: log.names.keys) { log.names[$0] }.reduce(into: [:]) {
      if let check = $1.key { $0[check] = $1.value.sorted { $0.number < $1.number } }
    }
    let checks = series.keys.filter { wanted?.contains($0) ?? true }
    parts = CheckReader.parts(checks.sorted { $0.description < $1.description }, counts)
  }

  /// Parts of the checks, none of which is too large.
  static func parts(_ checks: [CheckID], _ counts: [CheckID: Int]) -> [[CheckID]] {
    var parts: [[CheckID]] = []
    var count = 0
    for check in checks {
      let own = counts[check] ?? 0
      if let last = parts.last, last.count < checkLimit, count + own <= logLimit {
        parts[parts.count - 1].append(check)
      } else {
        parts.append([check])
        count = 0
      }
      count += own
    }
    return parts
  }

  /// Reads all samples of the checks once.
  ///
  /// - Parameter take: Gets each check, in the order of ``parts``, and samples of it, a UTC day at a
  ///   time, ascending by start; of equal starts those that were measured first.
  /// - Throws: `newerFormat`, `failed`.
  package mutating func pass(_ take: (CheckID, [Sample]) -> Void) throws(StoreError) {
    for checks in parts {
      var part: Part
      if let kept { part = kept } else { part = try read(checks) }
      let days = part.catalog.days.filter { Interval.day($0).overlaps(stretch) }
      for check in checks {
        let later = Dictionary(grouping: part.samples[check] ?? []) { $0.start.day }
        for day in Set(days).union(later.keys).sorted() {
          let own = Interval.day(day).intersection(stretch)
          let sealed = part.catalog.samples(of: series[check] ?? [], in: own)
          let samples = later[day].map { (sealed + $0).inOrder } ?? sealed
          if !samples.isEmpty { take(check, samples) }
        }
        try tell(part.catalog.takeFailures())
      }
      if parts.count == 1 { kept = part }
    }
  }

  private mutating func tell(_ failures: [SampleCatalog.Failure]) throws(StoreError) {
    for failure in failures {
      let damage = try failure.damage(lastCommit: lastCommit)
      if !damages.contains(damage) { damages.append(damage) }
    }
  }

  private func read(_ checks: [CheckID]) throws(StoreError) -> Part {
    let wanted = Set(checks)
    let own = Set(checks.flatMap { series[$0] ?? [] })
    let catalog = SampleCatalog(listing, book, on: disk, of: own)
    var samples: [CheckID: [Sample]] = [:]
    if checks.contains(where: { counts[$0] != nil }) {
      var log = CheckLog(book.definitions)
      let newest = try RecordReader.definitions(listing, disk, against: book.definitions)
      if let newest { log.define(newest) }
      let take = { (sample: Sample, check: CheckID) in
        if stretch.contains(sample.start), wanted.contains(check) {
          samples[check, default: []].append(sample)
        }
      }
      _ = try log.read(listing, on: disk, through: lastCommit, take: take)
    }
    return Part(catalog: catalog, samples: samples)
  }
}
