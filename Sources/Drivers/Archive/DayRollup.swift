import Chronology
import Judging
import Posix
import Proving
import Rollups
import Sampling
import Storage
import StoreFormat

/// Writes the two rollup files of one UTC day, some checks at a time.
final class DayRollup {
  /// Of how many series rows are made in one step: about a tenth of a second's work.
  static let stepLength = 256

  private struct Outputs: ~Copyable {
    var hours: RollupOutput
    var days: RollupOutput

    consuming func discard() {
      hours.discard()
      days.discard()
    }

    consuming func publish() throws(ArchiveError) {
      try hours.publish()
      try days.publish()
    }
  }

  /// What the rows are made by.
  let terms: RollupTerms
  private var maker: RollupMaker
  /// nil when the files are published, or given up.
  private var outputs: Outputs?

  /// The writing of the files of a day, whose rows `maker` makes by `terms`.
  init(
    _ terms: RollupTerms,
    _ maker: RollupMaker,
    store: [UInt8],
    on disk: any Disk
  ) throws(ArchiveError) {
    let hours = try RollupOutput(.hours, terms, store, disk)
    let days = try RollupOutput(.days, terms, store, disk)
    self.terms = terms
    self.maker = maker
    outputs = Outputs(hours: hours, days: days)
  }

  /// Makes the rows of some checks more; after the last one it reads the files again, and publishes
  /// them.
  ///
  /// - Parameters:
  ///   - limit: Of how many series at the most.
  ///   - publish: Told the seals, which must be on record before the files are published; answers
  ///     whether they are.
  /// - Returns: How far it is; `unsettled` also where the seals could not be recorded. After any but
  ///   `more`, and after an error, it is over.
  func goOn(
    _ limit: Int = DayRollup.stepLength,
    thresholds: (CheckID) -> [LatencyThreshold],
    publish: ([Seal]) -> Bool
  ) throws(ArchiveError) -> RollupMaker.Progress {
    do throws(ArchiveError) {
      let progress = try maker.goOn(limit, thresholds: thresholds) {
        _,
        rows,
        day throws(ArchiveError) in
        for row in rows { try outputs?.hours.append(row) }
        try outputs?.days.append(day)
      }
      switch progress {
      case .more: return .more
      case .unsettled:
        discard()
        return .unsettled
      case .whole: return try finish(publish) ? .whole : .unsettled
      }
    } catch {
      discard()
      throw error
    }
  }

  /// - Returns: Whether the files were published.
  private func finish(_ publish: ([Seal]) -> Bool) throws(ArchiveError) -> Bool {
    var seals: [Seal] = []
    if let seal = try outputs?.hours.finish(terms) { seals.append(seal) }
    if let seal = try outputs?.days.finish(terms) { seals.append(seal) }
    guard publish(seals) else {
      discard()
      return false
    }
    if let ready = outputs.take() { try ready.publish() }
    return true
  }

  /// Gives up what was made.
  func discard() {
    if let ready = outputs.take() { ready.discard() }
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
