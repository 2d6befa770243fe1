import Chronology
import Judging
import Rollups
import Sampling
import Storage
import StoreFormat

/// Computes the rows of one UTC day, check by check, from the samples and the gaps that are sealed.
struct RollupMaker: Sendable {
  /// How far the making of a day is.
  enum Progress: Hashable, Sendable {
    /// There are checks left.
    case more
    /// All rows were given.
    case whole
    /// Some check's day is not settled: not all rows were given.
    case unsettled
  }

  /// Where rows go, ascending by series: those of the hours of one series, and that of its day.
  typealias Output = (SeriesID, [RollupRow], RollupRow) throws(ArchiveError) -> Void

  private let terms: RollupTerms
  private let definitions: [SeriesID: CheckDefinition]
  private var catalog: SampleCatalog
  /// Of every series, in the order of their starts, with their places in the record.
  private var shared: [(place: Int, gap: Gap)] = []
  private var own: [SeriesID: [(place: Int, gap: Gap)]] = [:]
  private var gapCount = 0
  /// What is left of the series, ascending.
  private var left: ArraySlice<SeriesID>
  /// The series of each check.
  private let checks: [CheckID?: [SeriesID]]
  /// The series of which there are samples; nil before the first step.
  private var present: Set<SeriesID>?
  private var done: Set<CheckID> = []
  /// Rows of series whose turn comes later.
  private var waiting: [SeriesID: [RollupRow]] = [:]

  /// The making of rows by `terms`.
  init(
    _ terms: RollupTerms,
    definitions: [SeriesID: CheckDefinition],
    _ catalog: SampleCatalog,
    _ listing: ArchiveListing,
    on disk: any Disk
  ) throws(ArchiveError) {
    self.terms = terms
    self.definitions = definitions
    self.catalog = catalog
    left = definitions.keys.sorted { $0.number < $1.number }[...]
    checks = Dictionary(grouping: definitions.keys) { definitions[$0]?.id }
    let wanted = Set(terms.gapFiles)
    for ledger in listing.ledgers {
      guard terms.gapFiles.contains(where: { ledger.contains(LogSpan($0)) }) else { continue }
      try readGaps(ledger, wanted, listing, disk)
    }
    shared.sort { ($0.gap.interval.start, $0.place) < ($1.gap.interval.start, $1.place) }
  }

  private mutating func readGaps(
    _ ledger: LogSpan,
    _ wanted: Set<UInt64>,
    _ listing: ArchiveListing,
    _ disk: any Disk
  ) throws(ArchiveError) {
    let before = (UInt64(0), Instant(nanoseconds: 0))
    do throws(StoreError) {
      let file = try SealedFile(ledger, segments: [], of: listing, on: disk, before: before)
      for part in file.parts where wanted.contains(part.log) {
        for record in part.rest.flatMap(\.records) {
          switch record {
          case .gap(let gap): add(gap)
          case .loss(let loss): add(loss.gap)
          default: break
          }
        }
      }
    } catch {
      throw .store(error)
    }
  }

  private mutating func add(_ gap: Gap) {
    guard gap.interval.overlaps(terms.stretch) else { return }
    if let series = gap.series {
      own[series, default: []].append((gapCount, gap))
    } else {
      shared.append((gapCount, gap))
    }
    gapCount += 1
  }

  /// Makes all rows of the day.
  ///
  /// - Returns: Whether every check's day is settled; if not, not all rows were given.
  /// - Throws: As ``goOn(_:thresholds:output:)`` does.
  mutating func run(
    thresholds: (CheckID) throws(ArchiveError) -> [LatencyThreshold],
    output: Output
  ) throws(ArchiveError) -> Bool {
    try goOn(.max, thresholds: thresholds, output: output) == .whole
  }

  /// Makes the rows of some series more.
  ///
  /// - Parameters:
  ///   - limit: Of how many series at the most.
  ///   - thresholds: What is counted exactly of a check.
  ///   - output: Given the rows.
  /// - Throws: `damaged` or `failed` where samples can't be read.
  mutating func goOn(
    _ limit: Int,
    thresholds: (CheckID) throws(ArchiveError) -> [LatencyThreshold],
    output: Output
  ) throws(ArchiveError) -> Progress {
    let all = present ?? catalog.series(in: terms.stretch)
    present = all
    for series in left.prefix(limit) {
      left.removeFirst()
      if let check = definitions[series]?.id, done.insert(check).inserted {
        let own = (checks[check] ?? []).sorted { $0.number < $1.number }
        if own.contains(where: { all.contains($0) }) {
          guard let rows = try rows(of: check, own, try thresholds(check)) else {
            return .unsettled
          }
          for row in rows { waiting[row.series, default: []].append(row) }
        }
      }
      guard let hours = waiting.removeValue(forKey: series),
        let day = RollupBuilder.dayRows(of: hours, over: .day(Int64(terms.day))).first
      else { continue }
      try output(series, hours, day)
    }
    return left.isEmpty ? .whole : .more
  }

  /// The rows of a check's hours, ascending by series and hour; nil if its day is not settled.
  private mutating func rows(
    of check: CheckID,
    _ series: [SeriesID],
    _ thresholds: [LatencyThreshold]
  ) throws(ArchiveError) -> [RollupRow]? {
    let samples = catalog.samples(
      of: series,
      in: terms.stretch,
      from: .through(terms.lastFile)
    )
    if let failure = catalog.takeFailures().first { throw failure.error }
    var builder = RollupBuilder(
      day: terms.day,
      of: check,
      definitions: definitions.part(series),
      thresholds: thresholds
    )
    var gaps = gaps(of: series)[...]
    for sample in samples.around(builder.interval) {
      while let gap = gaps.first?.gap, gap.interval.start <= sample.start {
        builder.take(gap)
        gaps.removeFirst()
      }
      builder.take(sample)
    }
    for gap in gaps { builder.take(gap.gap) }
    return builder.isSettled(at: terms.lastTime) ? builder.hourRows() : nil
  }

  private func gaps(of series: [SeriesID]) -> [(place: Int, gap: Gap)] {
    let own = series.flatMap { self.own[$0] ?? [] }
    if own.isEmpty { return shared }
    return (shared + own).sorted {
      ($0.gap.interval.start, $0.place) < ($1.gap.interval.start, $1.place)
    }
  }
}

extension [SeriesID: CheckDefinition] {
  fileprivate func part(_ series: [SeriesID]) -> Self {
    var part: Self = [:]
    for series in series { part[series] = self[series] }
    return part
  }
}

extension [Sample] {
  /// Those of a day, the last before it, among them three that are not void, and the first after it, up
  /// to one that is not void; all ascend by start.
  fileprivate func around(_ day: Interval) -> ArraySlice<Sample> {
    let first = firstPlace { $0.start >= day.start }
    var start = first
    var needed = 3
    while start > 0, needed > 0 {
      start -= 1
      if self[start].outcome != .void { needed -= 1 }
    }
    var end = firstPlace { $0.start >= day.end }
    while end < count {
      end += 1
      if self[end - 1].outcome != .void { break }
    }
    return self[start..<end]
  }
}
