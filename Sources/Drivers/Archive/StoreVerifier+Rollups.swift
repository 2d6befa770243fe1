import Chronology
import Judging
import Posix
import Proving
import Rollups
import Sampling
import Storage
import StoreFormat

extension StoreVerifier {
  /// Holds every rollup file against its seal, and against the samples as long as they are there.
  mutating func verifyRollups() throws(ArchiveError) {
    let days: [UInt32]
    var book = SealBook()
    do throws(StoreError) {
      var all: Set<UInt32> = []
      for tier in RollupTier.allCases { all.formUnion(try RollupName.days(tier, on: disk)) }
      days = all.sorted()
      try book.read(listing, on: disk)
    } catch {
      throw .store(error)
    }
    if days.isEmpty, standing.sealed.isEmpty { return }
    let isWhole = !result.findings.contains { $0.kind != .unproved }
    var catalog = SampleCatalog(listing, book, on: disk)
    try noteLost(catalog)
    for day in days {
      do throws(ArchiveError) {
        for tier in RollupTier.allCases { try verifySeal(tier, day) }
        result.rollups += 1
        catalog.close(before: Interval.day(Int64(day) - 2).start)
        try verifyRows(day, book, &catalog)
      } catch {
        switch error {
        case .damaged(let path, let reason): note(path, reason, isWhole: isWhole)
        // Nobody misses a file that is made again; a half of a day is not used.
        case .failed(_, .noSuchFile): continue
        default: throw error
        }
      }
    }
  }

  /// Misses the files that were sealed, have not expired, and can't be made again.
  private mutating func noteLost(_ catalog: SampleCatalog) throws(ArchiveError) {
    let lost = standing.lost(rollupsBefore, catalog)
    if lost.isEmpty { return }
    let present: Set<SealBook.RollupKey>
    do throws(StoreError) {
      present = try SealBook.RollupKey.present(on: disk)
    } catch {
      throw .store(error)
    }
    for key in lost where !present.contains(key) {
      result.note(
        .missing,
        "\(key.path), which was sealed and has not expired; the samples of its day are not all there to"
          + " make it again: restore it from a backup"
      )
    }
  }

  /// - Parameter isWhole: Whether all is right by which a rollup is judged: the ledger and the samples.
  private mutating func note(_ path: String, _ reason: FormatError, isWhole: Bool) {
    if isWhole {
      result.note(
        .damaged,
        "\(path) (\(reason)): restore it from a backup. Only while the samples of its day are all there"
          + " may it be removed; constatd makes it again from them"
      )
    } else if !path.hasPrefix("\(StoreFolder.samples.rawValue)/") {
      // A segment was told of before.
      result.note(
        .unproved,
        "\(path) (\(reason)): what it is held against is itself damaged or missing. Keep it, restore that"
          + " first, and verify again"
      )
    }
  }

  private mutating func verifySeal(_ tier: RollupTier, _ day: UInt32) throws(ArchiveError) {
    let name = RollupName.file(day)
    let hash = try ArchiveError.hashing(name, in: tier.folder, on: disk)
    let isSealed = seals.contains {
      $0.tier == tier.seal && $0.interval == .day(Int64(day)) && $0.file == hash
    }
    guard isSealed else {
      throw .damaged(file: "\(tier.folder.rawValue)/\(name)", .checksum("file"))
    }
    var reader = try RollupReader(tier, day: day, on: disk, isSweep: true)
    if reader.footer.header.store != store {
      throw .damaged(file: reader.path, .malformed("store"))
    }
    _ = try reader.check()
  }

  /// Makes the rows of a day again, if its samples are there and nothing was added to them since.
  private mutating func verifyRows(
    _ day: UInt32,
    _ book: SealBook,
    _ catalog: inout SampleCatalog
  ) throws(ArchiveError) {
    var days = try RollupReader(.days, day: day, on: disk, isSweep: true)
    var hours = try RollupReader(.hours, day: day, on: disk, isSweep: true)
    let asOf = days.footer.header.asOf
    let longest = LateFiles.longestValidity(of: book.definitions)
    let late = LateFiles(after: asOf, book.files, on: day, book.definitions, longest: longest)
    let checks = Dictionary(grouping: book.definitions.keys) { book.definitions[$0]?.id }
    let validity = RollupTerms.validity(on: day, &catalog, book.definitions)
    guard hours.footer.header.asOf == asOf,
      !checks.values.contains(where: { late.add(to: $0, &catalog) }),
      let terms = RollupTerms(day: day, book, validity: validity, asOf: asOf),
      catalog.isComplete(in: terms.stretch)
    else { return }
    var maker = try RollupMaker(terms, definitions: book.definitions, catalog, listing, on: disk)
    var rows = (hours: 0, days: 0)
    let thresholds = try RollupMaker.thresholds(of: &days, checks)
    let isWhole = try maker.run(
      thresholds: { (check) throws(ArchiveError) in thresholds[check] ?? [] }
    ) { series, own, whole throws(ArchiveError) in
      rows = (rows.hours + own.count, rows.days + 1)
      guard try hours.rows(of: series) == own else {
        throw .damaged(file: hours.path, .malformed("rows that are not those of the samples"))
      }
      guard try days.rows(of: series) == [whole] else {
        throw .damaged(file: days.path, .malformed("rows that are not those of the samples"))
      }
    }
    guard isWhole, rows.hours == hours.footer.rows, rows.days == days.footer.rows else {
      throw .damaged(file: days.path, .malformed("number of rows"))
    }
    result.recomputed += 1
  }
}

extension RollupReader {
  /// All rows of a series, with all that is known of them.
  mutating func rows(of series: SeriesID) throws(ArchiveError) -> [RollupRow] {
    var rows: [RollupRow] = []
    for entry in try entries(of: series) { rows.append(try row(entry)) }
    return rows
  }
}

extension RollupMaker {
  /// What the rows of a day count exactly, by check.
  fileprivate static func thresholds(
    of days: inout RollupReader,
    _ checks: [CheckID?: [SeriesID]]
  ) throws(ArchiveError) -> [CheckID: [LatencyThreshold]] {
    var found: [CheckID: [LatencyThreshold]] = [:]
    for case (let check?, let series) in checks {
      var own: Set<LatencyThreshold> = []
      for series in series {
        for row in try days.rows(of: series) { own.formUnion(row.detail.tallies.map(\.threshold)) }
      }
      found[check] = own.sorted()
    }
    return found
  }
}
