import Chronology
import Judging
import Rollups
import Sampling
import Storage
import StoreFormat

/// Reads what is sealed, UTC day by day and in the day check by check.
///
/// What series stand for and what was imported comes first. A ledger file's other records come after
/// the day in which the last of them was committed: no fact depends on whether a gap is told before or
/// after the samples around it.
struct SealedHistory: Sendable {
  /// How many records of ledger files are kept from the first look at them; beyond it they are read
  /// again when it is their turn.
  static let keptLimit = 200_000

  /// What the ledger has of one log file.
  private struct Ledger: Sendable {
    /// The log file's number; nil where the ledger file can't be read.
    let log: UInt64?
    /// The ledger file.
    let span: LogSpan
    let lastCommit: UInt64
    let lastTime: Instant
    /// What is told in its turn; nil if it is to be read again.
    var items: [StoreItem]?
  }

  /// What is read of one check.
  private struct Reading: Sendable {
    let series: [SeriesID]
    /// In days since 1970.
    var firstDay: Int64
  }

  private let disk: any Disk
  private var catalog: SampleCatalog
  private var rollups: RollupShelf?
  /// The series of each check that is wanted, and the first day of it that is read.
  private let checks: [Reading]
  private var ledgers: ArraySlice<Ledger> = []
  private(set) var days: ArraySlice<Int64> = []
  /// The day that is read, and the checks of it that are still to be read.
  private(set) var day: (number: Int64, checks: ArraySlice<[SeriesID]>)?
  /// What is to be told of the check that is read, the next one last.
  private var steps: [Step] = []
  /// What is to be told before, the next one last.
  private var items: [StoreItem] = []
  /// The row that was given last, and whose it is.
  private var given: (step: Step, series: [SeriesID])?
  private var series: [SeriesID] = []
  /// When the latest sample of each series starts, of those that have one on the last two days.
  private var latest: [SeriesID: Instant] = [:]
  /// The last commit that is sealed.
  let lastCommit: UInt64
  /// What series stand for.
  let definitions: [SeriesID: CheckDefinition]
  /// What the ledger says of samples.
  let index: SealedIndex

  /// A reading that has not begun; see ``HistoryReader/init(_:of:in:since:usesRollups:)``.
  init(
    _ listing: ArchiveListing,
    on disk: any Disk,
    of wanted: Set<CheckID>?,
    in stretch: Interval?,
    since needed: ((Instant) -> Instant)?,
    usesRollups: Bool
  ) throws(StoreError) {
    self.disk = disk
    let present = try SealBook.RollupKey.present(on: disk)
    var book = SealBook()
    var read: [Ledger] = []
    var first: [StoreItem] = []
    var kept = 0
    var before: (commit: UInt64, time: Instant) = (0, Instant(nanoseconds: 0))
    var losses = SealedLosses()
    for span in listing.ledgers {
      let file = try SealedFile(span, segments: [], of: listing, on: disk, before: before)
      losses.take(span, file, after: before)
      before = (file.lastCommit, file.lastTime)
      book.take(span, file)
      first += file.definitions.map { .group($0) }
      var own = SealedHistory.ledgers(span, file)
      kept += own.reduce(0) { $0 + ($1.items ?? []).reduce(0) { $0 + $1.recordCount } }
      losses.take(own.flatMap { $0.items ?? [] })
      if kept > SealedHistory.keptLimit {
        for index in own.indices { own[index].items = nil }
      }
      read += own
    }
    ledgers = read[...]
    lastCommit = before.commit
    var definitions = book.definitions
    if let newest = try RecordReader.definitions(listing, disk, against: definitions) {
      first.insert(.group(newest), at: 0)
      for record in newest.records { _ = definitions.agree(record) }
    }
    self.definitions = definitions
    index = SealedIndex(listing: listing, book: book)
    catalog = SampleCatalog(listing, book, on: disk)
    let rollupLosses = try SealedLosses.rollups(book, present, catalog, on: disk)
    let lost = try losses.damages(book, listing, on: disk) + rollupLosses
    first += lost.map { .damage($0) }
    items = first.reversed()
    let own = definitions.filter { wanted?.contains($0.value.id) ?? true }
    var checks = Dictionary(grouping: own.keys) { own[$0]?.id }.values
      .map { Reading(series: $0.sorted { $0.number < $1.number }, firstDay: .min) }
      .sorted { ($0.series.first?.number ?? 0) < ($1.series.first?.number ?? 0) }
    var days = Set(catalog.days)
    if usesRollups {
      var shelf = try RollupShelf(book, definitions, isSweep: wanted == nil, on: disk)
      if let needed {
        let end = needed(before.time).day
        SealedHistory.passOver(before: end, &checks, &shelf, &catalog, definitions)
      }
      days.formUnion(shelf.days)
      rollups = shelf
    }
    self.checks = checks
    let firstDay = checks.map(\.firstDay).min() ?? .min
    let sorted = days.sorted().filter { day in
      day >= firstDay && (stretch.map { Interval.day(day).overlaps($0) } ?? true)
    }
    self.days = sorted[...]
    // A check that has been silent for longer is read as if nothing followed.
    if usesRollups, let last = sorted.last {
      latest = catalog.latestStarts(since: Interval.day(last - 1).start)
    }
  }

  /// How many days before those that are needed are looked through for one to begin with.
  static let lookback: Int64 = 31

  /// Lets the reading of each check begin with the last day before `end` of which a row says that
  /// nothing happened: no incident is open then, whatever was before, and nothing is suspected.
  private static func passOver(
    before end: Int64,
    _ checks: inout [Reading],
    _ shelf: inout RollupShelf,
    _ catalog: inout SampleCatalog,
    _ definitions: [SeriesID: CheckDefinition]
  ) {
    var left = Array(checks.indices)
    let first = max(end - lookback, shelf.days.first ?? end)
    for day in stride(from: end - 1, through: first, by: -1) where !left.isEmpty {
      shelf.open(day)
      guard shelf.isOpen else { continue }
      left = left.filter { index in
        guard
          case .day(_, let run)? = shelf.steps(of: checks[index].series, on: day, &catalog).first,
          !run.first.flags.contains(.imported),
          let needed = definitions[run.first.series]?.confirmation.up, run.count >= needed
        else { return true }
        checks[index].firstDay = day
        return false
      }
    }
  }

  /// What a ledger file has, log file by log file.
  private static func ledgers(_ span: LogSpan, _ file: SealedFile) -> [Ledger] {
    var ledgers = file.parts.map { part in
      Ledger(
        log: part.log,
        span: span,
        lastCommit: part.last.commit,
        lastTime: part.last.time,
        items: part.rest.map { .group($0) }
      )
    }
    let damages = file.damages.map { StoreItem.damage($0) }
    if ledgers.isEmpty {
      let (commit, time) = (file.lastCommit, file.lastTime)
      return [Ledger(log: nil, span: span, lastCommit: commit, lastTime: time, items: damages)]
    }
    ledgers[0].items = damages + (ledgers[0].items ?? [])
    return ledgers
  }

  /// Reads what comes next; nil at the end.
  mutating func next() throws(StoreError) -> HistoryItem? {
    while true {
      if let item = items.popLast() { return .item(item) }
      for failure in catalog.takeFailures() {
        items.append(.damage(try failure.damage(lastCommit: lastCommit)))
      }
      if !items.isEmpty { continue }
      if let step = steps.popLast() {
        if let item = take(step) { return item }
        continue
      }
      if let today = day {
        if let next = today.checks.first {
          day?.checks = today.checks.dropFirst()
          series = next
          steps = try plan(today.number)
        } else {
          day = nil
          try turn(throughDay: today.number)
        }
        continue
      }
      if let next = days.popFirst() {
        begin(next)
        continue
      }
      guard !ledgers.isEmpty else { return nil }
      try turn(throughDay: .max)
    }
  }

  /// What the row that was given last sums up comes next.
  mutating func decline() {
    guard let given else { return }
    self.given = nil
    series = given.series
    switch given.step {
    case .day(let day, _):
      steps += rollups?.hours(of: series, on: day).reversed() ?? [.samples(.day(day))]
    case .hour(let period, _): steps.append(.samples(period))
    case .samples: break
    }
  }

  private mutating func begin(_ number: Int64) {
    catalog.close(before: Interval.day(number).start)
    rollups?.open(number)
    var own = checks.filter { $0.firstDay <= number }.map(\.series)
    if !(rollups?.isOpen ?? false) {
      let present = catalog.series(in: .day(number))
      own = own.filter { $0.contains(where: present.contains) }
    }
    day = (number, own[...])
  }

  /// How the day of the check is read.
  private mutating func plan(_ number: Int64) throws(StoreError) -> [Step] {
    rollups?.steps(of: series, on: number, &catalog).reversed() ?? [.samples(.day(number))]
  }

  private mutating func take(_ step: Step) -> HistoryItem? {
    switch step {
    case .day(_, let run), .hour(_, let run):
      given = (step, series)
      return .run(run, before: series.compactMap { latest[$0] }.max())
    case .samples(let stretch):
      let samples = catalog.samples(of: series, in: stretch)
      return samples.isEmpty ? nil : .samples(samples)
    }
  }

  /// It is the turn of what the ledger has of the log files that end in a day, and of those before.
  private mutating func turn(throughDay day: Int64) throws(StoreError) {
    // At the first turn those of all days that were passed over are told.
    var told: [StoreItem] = []
    while let next = ledgers.first, next.lastTime.day <= day {
      if next.items == nil { try readAgain(next) }
      told += ledgers.removeFirst().items ?? []
    }
    items += told.reversed()
  }

  /// Reads a ledger file again, whose records were too many to be kept.
  private mutating func readAgain(_ ledger: Ledger) throws(StoreError) {
    let file = try SealedFile(
      ledger.span,
      segments: [],
      of: index.listing,
      on: disk,
      before: (ledger.lastCommit, ledger.lastTime)
    )
    let own = SealedHistory.ledgers(ledger.span, file)
    for index in ledgers.indices.prefix(while: { ledgers[$0].span == ledger.span }) {
      let found = own.first { $0.log == ledgers[index].log } ?? own.first { $0.log == nil }
      ledgers[index].items = found?.items ?? []
    }
  }
}

/// One step of reading a check's day.
enum Step: Sendable {
  /// The row of a day, in days since 1970.
  case day(Int64, AvailableRun)
  /// The row of an hour.
  case hour(Interval, AvailableRun)
  /// The samples of a part of the day.
  case samples(Interval)
}

extension StoreItem {
  fileprivate var recordCount: Int {
    switch self {
    case .group(let group): group.records.count
    case .samples(let samples): samples.count
    case .damage: 1
    }
  }
}
