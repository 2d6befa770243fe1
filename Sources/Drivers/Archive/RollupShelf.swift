import Chronology
import Judging
import Rollups
import Sampling
import Storage
import StoreFormat

/// Tells of each check and UTC day how to read it: by the row of the day, by those of its hours, or
/// sample by sample.
///
/// A row is passed over if it can't be read, if its file is not one that the ledger tells of, or if a log
/// file that was sealed after it was made has samples of its check that start on the day or within a
/// validity of it. What was made since the last sealing is not told of yet.
struct RollupShelf: Sendable {
  /// The UTC days that have a file, in days since 1970, ascending.
  let days: [Int64]
  private let disk: any Disk
  private let book: SealBook
  private let definitions: [SeriesID: CheckDefinition]
  private let longest: TimeAmount
  private let isSweep: Bool
  /// The files of the day that is read.
  private var dayRows: RollupReader?
  private var hourRows: RollupReader?
  /// Whether the file of hours was looked for.
  private var hasHours = false
  private var late: LateFiles?

  /// The rollups of a store.
  ///
  /// - Parameter isSweep: Whether all checks will be read.
  init(
    _ book: SealBook,
    _ definitions: [SeriesID: CheckDefinition],
    isSweep: Bool,
    on disk: any Disk
  ) throws(StoreError) {
    self.book = book
    self.definitions = definitions
    self.isSweep = isSweep
    self.disk = disk
    longest = LateFiles.longestValidity(of: definitions)
    days = try RollupName.days(.days, on: disk).map { Int64($0) }
  }

  /// Whether the day that was opened last has rows.
  var isOpen: Bool { dayRows != nil }

  /// Opens the files of a day, as far as they can be used.
  mutating func open(_ day: Int64) {
    (dayRows, hourRows, hasHours, late) = (nil, nil, false, nil)
    guard let number = UInt32(exactly: day), let reader = reader(.days, number) else { return }
    dayRows = reader
    late = LateFiles(
      after: reader.footer.header.asOf,
      book.files,
      on: number,
      definitions,
      longest: longest
    )
  }

  /// Opens the file of hours, which is larger, when it is asked first.
  private mutating func openHours(_ day: Int64) {
    if hasHours { return }
    hasHours = true
    guard let number = UInt32(exactly: day), let asOf = dayRows?.footer.header.asOf,
      let reader = reader(.hours, number), reader.footer.header.asOf == asOf
    else { return }
    hourRows = reader
  }

  /// A file whose bytes are those that the ledger tells of; nil if there is none.
  private func reader(_ tier: RollupTier, _ day: UInt32) -> RollupReader? {
    let key = SealBook.RollupKey(tier: tier.seal, day: Int64(day))
    guard day < RollupFileHeader.dayLimit, let sealed = book.rollups[key],
      let reader = try? RollupReader(tier, day: day, on: disk, isSweep: isSweep),
      reader.footer.header.store == book.store, let hash = try? reader.hash()
    else { return nil }
    return sealed.contains(hash) ? reader : nil
  }

  /// How to read a check's day.
  ///
  /// - Parameter catalog: Where samples are looked for that came late.
  mutating func steps(
    of series: [SeriesID],
    on day: Int64,
    _ catalog: inout SampleCatalog
  ) -> [Step] {
    let all = [Step.samples(.day(day))]
    guard let dayRows, let late, !late.add(to: series, &catalog) else { return all }
    guard let entries = entries(of: series, &self.dayRows) else { return all }
    // The files have a row of every check that has samples.
    if entries.isEmpty { return [] }
    if entries.count == 1, entries[0].isUneventful,
      let run = (try? self.dayRows?.run(entries[0])) ?? nil,
      dayRows.footer.header.day == UInt32(exactly: day)
    {
      return [.day(day, run)]
    }
    return hours(of: series, on: day)
  }

  /// How to read a check's day by hours.
  mutating func hours(of series: [SeriesID], on day: Int64) -> [Step] {
    openHours(day)
    guard hourRows != nil, let entries = entries(of: series, &hourRows) else {
      return [.samples(.day(day))]
    }
    var steps: [Step] = []
    for (hour, rows) in Dictionary(grouping: entries, by: \.key.hour).sorted(by: { $0.key < $1.key }
    ) {
      let start = Interval.day(day).start + .hours(Int64(hour))
      let period = Interval(start, start + .hours(1))
      if rows.count == 1, rows[0].isUneventful, let run = (try? hourRows?.run(rows[0])) ?? nil {
        steps.append(.hour(period, run))
      } else if case .samples(let before)? = steps.last, before.end == start {
        steps[steps.count - 1] = .samples(Interval(before.start, period.end))
      } else {
        steps.append(.samples(period))
      }
    }
    return steps
  }

  /// The rows with samples; nil if they can't be read.
  private func entries(
    of series: [SeriesID],
    _ reader: inout RollupReader?
  ) -> [RollupEntry]? {
    var found: [RollupEntry] = []
    for series in series {
      guard let rows = try? reader?.entries(of: series) else { return nil }
      found += rows.filter { $0.summary.samples > 0 }
    }
    return found
  }
}
