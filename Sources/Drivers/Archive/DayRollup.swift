import Chronology
import Judging
import Posix
import Proving
import Rollups
import Sampling
import Storage
import StoreFormat

/// Writes the two rollup files of one UTC day.
struct DayRollup: Sendable {
  private let terms: RollupTerms
  private let store: [UInt8]
  private let disk: any Disk

  /// The writing of the files of a day, whose rows are made by `terms`.
  init(_ terms: RollupTerms, store: [UInt8], on disk: any Disk) {
    self.terms = terms
    self.store = store
    self.disk = disk
  }

  /// Writes the files, reads them again, and publishes them.
  ///
  /// - Parameter publish: Told the seals, which must be on record before the files are published;
  ///   answers whether they are.
  /// - Returns: Whether the files were published; if not, the day is not settled.
  func run(
    _ maker: inout RollupMaker,
    thresholds: (CheckID) -> [LatencyThreshold],
    publish: ([Seal]) -> Bool
  ) throws(ArchiveError) -> Bool {
    var hours = try RollupOutput(.hours, terms, store, disk)
    var days = try RollupOutput(.days, terms, store, disk)
    let isSettled: Bool
    do throws(ArchiveError) {
      isSettled = try maker.run(thresholds: thresholds) { _, rows, day throws(ArchiveError) in
        for row in rows { try hours.append(row) }
        try days.append(day)
      }
    } catch {
      hours.discard()
      days.discard()
      throw error
    }
    guard isSettled else {
      hours.discard()
      days.discard()
      return false
    }
    let seals = [try hours.finish(terms), try days.finish(terms)]
    guard publish(seals) else {
      hours.discard()
      days.discard()
      return false
    }
    try hours.publish()
    try days.publish()
    return true
  }
}

/// A rollup file that is being made.
private struct RollupOutput: ~Copyable {
  /// So many bytes are written at once.
  private static let portion = 1 << 16

  private let tier: RollupTier
  private let disk: any Disk
  private var output: ArchiveOutput
  private var writer: RollupWriter
  private var rows = 0
  private var samples: UInt64 = 0
  private var ready: [UInt8] = []

  init(
    _ tier: RollupTier,
    _ terms: RollupTerms,
    _ store: [UInt8],
    _ disk: any Disk
  ) throws(ArchiveError) {
    output = try ArchiveOutput(RollupName.file(terms.day), in: tier.folder, on: disk)
    self.tier = tier
    self.disk = disk
    writer = RollupWriter(
      RollupFileHeader(store: store, tier: tier, day: terms.day, asOf: terms.asOf)
    )
  }

  mutating func append(_ row: RollupRow) throws(ArchiveError) {
    do throws(RollupRefusal) {
      try writer.append(row)
    } catch {
      throw .failed("put a row of series \(row.series.number) into \(output.path)", .fileTooLarge)
    }
    rows += 1
    samples += UInt64(row.summary.samples)
    ready += writer.drain()
    if ready.count >= RollupOutput.portion { try write() }
  }

  private mutating func write() throws(ArchiveError) {
    try output.append(ready)
    ready = []
  }

  /// Ends the file, and reads it again from the disk.
  mutating func finish(_ terms: RollupTerms) throws(ArchiveError) -> Seal {
    ready += writer.finish()
    try write()
    let hash = try output.synchronize()
    guard try ArchiveError.hashing(output.temporary, in: tier.folder, on: disk) == hash else {
      throw .differs(file: output.path)
    }
    var hasher = LibraryHasher(try LibraryDigest())
    var reader = try RollupReader(named: output.temporary, tier, on: disk, isSweep: true)
    let found = try reader.check()
    guard found.rows == rows, found.samples == samples else { throw .differs(file: output.path) }
    return Seal(
      tier: tier.seal,
      files: (terms.gapFiles.first ?? terms.lastFile)...terms.lastFile,
      commits: 1...max(1, terms.asOf),
      interval: .day(Int64(terms.day)),
      samples: samples,
      leaves: 0,
      root: hasher.emptyRoot(),
      file: hash
    )
  }

  consuming func publish() throws(ArchiveError) { try output.publish() }

  consuming func discard() { output.discard() }
}

extension RollupTier {
  /// The same tier in a seal.
  var seal: Seal.Tier { self == .hours ? .hours : .day }
}

extension RollupReader {
  /// Decodes every row.
  ///
  /// - Returns: How many rows there are, and how many samples they count.
  mutating func check() throws(ArchiveError) -> (rows: Int, samples: UInt64) {
    var (rows, samples) = (0, UInt64(0))
    for page in 0..<footer.pages {
      for entry in try entries(onPage: page) {
        let row = try row(entry)
        rows += 1
        samples += UInt64(row.summary.samples)
      }
    }
    return (rows, samples)
  }
}
