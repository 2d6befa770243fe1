import Archive
package import Chronology
package import Sampling
package import Storage
package import StoreFormat

/// The time of one check that a record has samples of, and what it has of one file.
///
/// A fold over the records in their order. Memory: 32 bytes a stretch; a stretch is as long as its
/// samples vouch for each other.
package struct RecordedTime: Sendable {
  /// Samples of one series that follow each other.
  private struct Stretch: Sendable {
    var start: Instant
    var latest: Instant
    let validity: TimeAmount
  }

  /// Whose samples come in order: imports stand between those that are measured meanwhile.
  private struct Source: Hashable, Sendable {
    let series: SeriesID
    let isImported: Bool
  }

  private let check: CheckID
  private let hash: [UInt8]
  private var validities: [SeriesID: TimeAmount] = [:]
  /// The stretch that each is in.
  private var current: [Source: Stretch] = [:]
  private var closed: [Stretch] = []
  /// From when to when the file's samples are: what is recorded is never imported again, so that no
  /// other samples of the series are there.
  private var ofFile: [SeriesID: [Interval]] = [:]

  /// The latest sample that is recorded from the file; nil if there is none.
  package private(set) var latestOfFile: Instant?
  /// How many imported samples of any check there are.
  package private(set) var importedCount = 0
  /// When a daemon first began to measure here; nil if none ever has.
  package private(set) var begun: Instant?
  /// Whether the check is in no plan at the end of the record, as far as it tells.
  package private(set) var isUnplanned = false

  /// Nothing recorded yet.
  ///
  /// - Parameter hash: The file's: its samples are told apart from the rest.
  package init(check: CheckID, hash: [UInt8]) {
    self.check = check
    self.hash = hash
  }

  /// Reads the record of a store once.
  ///
  /// - Throws: `StoreError` when it cannot be read.
  package static func read(
    _ disk: any Disk,
    check: CheckID,
    hash: [UInt8]
  ) throws(StoreError) -> RecordedTime {
    var time = RecordedTime(check: check, hash: hash)
    var reader = try RecordReader(disk)
    while let item = try reader.next() {
      switch item {
      case .group(let group): for record in group.records { time.take(record) }
      case .samples(let samples): for sample in samples { time.take(.sample(sample)) }
      case .damage: break
      }
    }
    return time
  }

  /// Takes the next record.
  package mutating func take(_ record: Record) {
    switch record {
    case .series(let series, let definition) where definition.id == check:
      validities[series] = definition.validity
    case .started(let start): begun = begun ?? start.time
    case .unplanned(let told) where validities[told.series] != nil: isUnplanned = !told.isOver
    case .imported(let mark):
      if mark.hash == hash { ofFile[mark.series, default: []].append(mark.interval) }
    case .sample(let sample): take(sample)
    default: break
    }
  }

  private mutating func take(_ sample: Sample) {
    let isImported = sample.flags.contains(.imported)
    if isImported { importedCount += 1 }
    guard let validity = validities[sample.series] else { return }
    if isImported, ofFile[sample.series]?.contains(where: { $0.contains(sample.start) }) ?? false {
      latestOfFile = max(latestOfFile ?? sample.start, sample.start)
    } else {
      let source = Source(series: sample.series, isImported: isImported)
      extend(source, to: sample.start, validity)
    }
  }

  private mutating func extend(_ source: Source, to start: Instant, _ validity: TimeAmount) {
    if let current = current[source], start >= current.start, start - current.latest <= validity {
      self.current[source]?.latest = max(current.latest, start)
      return
    }
    let begun = Stretch(start: start, latest: start, validity: validity)
    if let ended = current.updateValue(begun, forKey: source) { closed.append(ended) }
  }

  /// The stretches that are recorded from anywhere else than the file: half-open, each to a
  /// millisecond after its last sample.
  ///
  /// Samples of whatever series of the check that are not further apart than the validity leave no
  /// time between them.
  package var stretches: IntervalSet {
    let all = closed + Array(current.values)
    var joined: [Stretch] = []
    for stretch in all.sorted(by: { $0.start < $1.start }) {
      if let last = joined.last, stretch.start - last.latest <= max(last.validity, stretch.validity)
      {
        joined[joined.count - 1].latest = max(last.latest, stretch.latest)
      } else {
        joined.append(stretch)
      }
    }
    return IntervalSet(joined.map { Interval($0.start, $0.latest + .milliseconds(1)) })
  }
}
