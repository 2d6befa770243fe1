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
  /// Whether all rows are written, so that the files are read again.
  private var isWritten = false

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

  /// Makes the rows of some checks more; after the last one it reads a part of the files again, and
  /// after the last of that publishes them.
  ///
  /// - Parameters:
  ///   - limit: Of how many series at the most; a quarter as many pages are read again.
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
      if isWritten { return try check(max(1, limit / 4), publish) }
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
      case .whole:
        try outputs?.hours.end()
        try outputs?.days.end()
        isWritten = true
        return .more
      }
    } catch {
      discard()
      throw error
    }
  }

  /// Reads some pages again; after the last one it publishes the files.
  private func check(
    _ limit: Int,
    _ publish: ([Seal]) -> Bool
  ) throws(ArchiveError) -> RollupMaker.Progress {
    var seals: [Seal] = []
    guard let seal = try outputs?.hours.check(limit, terms) else { return .more }
    seals.append(seal)
    guard let seal = try outputs?.days.check(limit, terms) else { return .more }
    seals.append(seal)
    guard publish(seals) else {
      discard()
      return .unsettled
    }
    if let ready = outputs.take() { try ready.publish() }
    return .whole
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
  /// The file as it is read again, and its hash; nil while it is written.
  private var written: (reader: RollupReader, hash: Hash)?
  /// What has been read again.
  private var checked = (pages: 0, rows: 0, samples: UInt64(0))

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

  /// Ends the file, and compares its bytes on the disk with what was written.
  mutating func end() throws(ArchiveError) {
    try write()
    for part in writer.finish() { try output.append(part) }
    let hash = try output.synchronize()
    guard try ArchiveError.hashing(output.temporary, in: tier.folder, on: disk) == hash else {
      throw .differs(file: output.path)
    }
    written = (try RollupReader(named: output.temporary, tier, on: disk, isSweep: true), hash)
  }

  /// Decodes some pages of the file.
  ///
  /// - Returns: The file's seal when all pages are read; nil while there are some left.
  mutating func check(_ limit: Int, _ terms: RollupTerms) throws(ArchiveError) -> Seal? {
    guard let hash = written?.hash, let pages = written?.reader.footer.pages else { return nil }
    let end = min(pages, checked.pages + limit)
    while checked.pages < end {
      let found = try written?.reader.check(checked.pages)
      checked.rows += found?.rows ?? 0
      checked.samples += found?.samples ?? 0
      checked.pages += 1
    }
    if end < pages { return nil }
    guard checked.rows == rows, checked.samples == samples else {
      throw .differs(file: output.path)
    }
    var hasher = LibraryHasher(try LibraryDigest())
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
      let found = try check(page)
      rows += found.rows
      samples += found.samples
    }
    return (rows, samples)
  }

  /// Decodes every row of a page, and counts as ``check()`` does.
  mutating func check(_ page: Int) throws(ArchiveError) -> (rows: Int, samples: UInt64) {
    var (rows, samples) = (0, UInt64(0))
    for entry in try entries(onPage: page) {
      let row = try row(entry)
      rows += 1
      samples += UInt64(row.summary.samples)
    }
    return (rows, samples)
  }
}
