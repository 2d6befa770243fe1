import Chronology
import Judging
import Rollups
import Sampling
import Storage
import StoreFormat

/// Makes the rollups of days that are settled, oldest first, and those again to which something was
/// added.
struct RollupKeeper {
  private let store: [UInt8]
  private let disk: any Disk
  private var book = SealBook()
  /// The commit that is the last one in a day's rows; nil before the folders were looked at.
  private var made: [UInt32: UInt64]?
  /// Days that can't be made while this runs: their samples are damaged, or not all there any more; or
  /// a file of theirs has features that this version would lose.
  private var passed: Set<UInt32> = []
  /// The day that is being made.
  private var underway: DayRollup?
  /// The last log file that was looked at for what it adds to days that are made.
  private var examined: UInt64?

  /// A keeper that has looked at nothing.
  init(of store: [UInt8], on disk: any Disk) {
    self.store = store
    self.disk = disk
  }

  /// Whether a day was begun and is not made yet.
  var isUnderway: Bool { underway != nil }

  /// Gives up the day that is being made: it is begun again some time.
  mutating func giveUp() {
    underway?.discard()
    underway = nil
  }

  /// Goes on with the rollups of a day, or begins one, if one's can be made.
  ///
  /// - Parameters:
  ///   - isKept: Whether a day's rollups would stay; those that would be deleted at once are not made.
  ///   - record: Puts records into the log, durable; answers whether they are.
  /// - Returns: Whether something was made, so that there may be more to do.
  mutating func work(
    _ listing: ArchiveListing,
    isKept: (UInt32) -> Bool = { _ in true },
    thresholds: (CheckID) -> [LatencyThreshold],
    record: ([Record]) -> Bool
  ) throws(ArchiveError) -> Bool {
    if underway != nil { return try goOn(thresholds, record) }
    try look(listing)
    var catalog = SampleCatalog(listing, book, on: disk)
    forgetStale(&catalog)
    for day in catalog.days.compactMap({ UInt32(exactly: $0) })
    where isToBeMade(day) && isKept(day) {
      // Before the day is over no segment need be opened to know that it is not settled.
      guard let last = book.files.last?.lastTime, last >= Interval.day(Int64(day)).end else {
        return false
      }
      catalog.close(before: Interval.day(Int64(day) - 2).start)
      let validity = RollupTerms.validity(on: day, &catalog, book.definitions)
      guard let terms = RollupTerms(day: day, book, validity: validity) else { return false }
      guard catalog.isComplete(in: .day(Int64(day))) else {
        passed.insert(day)
        continue
      }
      try begin(terms, catalog, listing)
      return try goOn(thresholds, record)
    }
    return false
  }

  /// What series stand for, as the ledger says.
  mutating func definitions(
    _ listing: ArchiveListing
  ) throws(ArchiveError) -> [SeriesID: CheckDefinition] {
    try look(listing)
    return book.definitions
  }

  /// The first segment with samples of a day that is to have rollups and has none yet; nil if none is.
  mutating func firstUnsummed(
    _ listing: ArchiveListing,
    isKept: (UInt32) -> Bool
  ) throws(ArchiveError) -> LogSpan? {
    try look(listing)
    return listing.segments.first { span in
      guard let interval = book.time(of: span)?.interval else { return false }
      return (interval.start.day...interval.end.day).contains { day in
        UInt32(exactly: day).map { isToBeMade($0) && isKept($0) } ?? false
      }
    }
  }

  private func isToBeMade(_ day: UInt32) -> Bool {
    day < RollupFileHeader.dayLimit && made?[day] == nil && !passed.contains(day)
  }

  private mutating func look(_ listing: ArchiveListing) throws(ArchiveError) {
    do throws(StoreError) {
      try book.read(listing, on: disk)
      if made == nil {
        let days = try RollupKeeper.headers(.days, on: disk)
        let hours = try RollupKeeper.headers(.hours, on: disk)
        made = RollupKeeper.made(days, hours, of: store)
        for headers in [days, hours] {
          passed.formUnion(headers.filter { $0.value.isReadOnly }.keys)
        }
      }
    } catch {
      throw .store(error)
    }
  }

  private mutating func begin(
    _ terms: RollupTerms,
    _ catalog: SampleCatalog,
    _ listing: ArchiveListing
  ) throws(ArchiveError) {
    let (definitions, store, disk) = (book.definitions, store, disk)
    underway = try naming(terms) { () throws(ArchiveError) in
      let maker = try RollupMaker(terms, definitions: definitions, catalog, listing, on: disk)
      return try DayRollup(terms, maker, store: store, on: disk)
    }
  }

  private mutating func goOn(
    _ thresholds: (CheckID) -> [LatencyThreshold],
    _ record: ([Record]) -> Bool
  ) throws(ArchiveError) -> Bool {
    guard let rollup = underway else { return false }
    underway = nil
    let progress = try naming(rollup.terms) { () throws(ArchiveError) in
      try rollup.goOn(thresholds: thresholds) { record($0.map { .sealed($0) }) }
    }
    switch progress {
    case .more: underway = rollup
    case .whole: made?[rollup.terms.day] = rollup.terms.asOf
    case .unsettled: return false
    }
    return true
  }

  /// Does some work on a day, which its failure names.
  private mutating func naming<Value>(
    _ terms: RollupTerms,
    _ body: () throws(ArchiveError) -> Value
  ) throws(ArchiveError) -> Value {
    do throws(ArchiveError) {
      return try body()
    } catch {
      // A disk that is full is tried again; what is damaged stays so.
      if case .damaged = error { passed.insert(terms.day) }
      throw .rollup("\(CivilDate(daysSinceEpoch: Int64(terms.day)))", error)
    }
  }

  /// Forgets days to whose samples log files have added that were sealed since.
  private mutating func forgetStale(_ catalog: inout SampleCatalog) {
    let new = book.files.filter { file in examined.map { file.number > $0 } ?? true }
    guard let last = new.last else { return }
    examined = last.number
    let checks = Dictionary(grouping: book.definitions.keys) { book.definitions[$0]?.id }
    let longest = LateFiles.longestValidity(of: book.definitions)
    for (day, asOf) in made ?? [:] {
      let late = LateFiles(after: asOf, new, on: day, book.definitions, longest: longest)
      if late.isEmpty { continue }
      if checks.values.contains(where: { late.add(to: $0, &catalog) }) { made?[day] = nil }
    }
  }

  /// What the files of a tier say of themselves, by their days; nothing of those that can't be read.
  private static func headers(
    _ tier: RollupTier,
    on disk: any Disk
  ) throws(StoreError) -> [UInt32: RollupFileHeader] {
    var headers: [UInt32: RollupFileHeader] = [:]
    for day in try RollupName.days(tier, on: disk) {
      headers[day] = try? RollupReader(tier, day: day, on: disk).footer.header
    }
    return headers
  }

  /// The days whose two files are whole, by what they say of themselves.
  private static func made(
    _ days: [UInt32: RollupFileHeader],
    _ hours: [UInt32: RollupFileHeader],
    of store: [UInt8]
  ) -> [UInt32: UInt64] {
    days.filter { day, header in
      guard let hours = hours[day] else { return false }
      return header.store == store && hours.store == store && header.asOf == hours.asOf
    }.mapValues(\.asOf)
  }
}

/// Log files that were sealed after the rows of a day were made, and that may have samples of it.
struct LateFiles: Sendable {
  private let day: Interval
  private let files: [SealBook.File]
  private let definitions: [SeriesID: CheckDefinition]

  /// Those of `files`, ascending, that come after the commit `asOf`.
  ///
  /// - Parameter longest: As ``longestValidity(of:)`` has it of the same definitions.
  init(
    after asOf: UInt64,
    _ files: [SealBook.File],
    on day: UInt32,
    _ definitions: [SeriesID: CheckDefinition],
    longest: TimeAmount
  ) {
    self.day = .day(Int64(day))
    self.definitions = definitions
    // No check vouches for its state longer than it may be silent.
    let stretch = Interval(self.day.start - longest, self.day.end + longest)
    let later = files[files.firstPlace { $0.lastCommit > asOf }...]
    self.files = later.filter { $0.time.touches(stretch) }
  }

  /// How long a check may be silent at the most.
  static func longestValidity(of definitions: [SeriesID: CheckDefinition]) -> TimeAmount {
    definitions.values.map(\.validity).max() ?? .zero
  }

  /// Whether there is none.
  var isEmpty: Bool { files.isEmpty }

  /// Whether one of them has a sample of the series of one check that starts on the day, or within a
  /// validity of it.
  func add(to series: [SeriesID], _ catalog: inout SampleCatalog) -> Bool {
    if files.isEmpty { return false }
    let validity = series.compactMap { definitions[$0]?.validity }.max() ?? .zero
    let stretch = Interval(day.start - validity, day.end + validity)
    let own = Set(files.filter { $0.time.touches(stretch) }.map(\.number))
    if own.isEmpty { return false }
    return !catalog.samples(of: series, in: stretch, from: .only(own)).isEmpty
  }
}
