import Chronology
import Sampling
import StoreFormat

/// Follows the imports of a record as it is read, and tells which of their time is lost where the
/// record is damaged.
///
/// A place that cannot be read says when its commits were made; of samples from a file that is long
/// after their own time. But a file's samples stand in order of their starts, between two equal marks
/// that say from where to where they go and how many they are: what is missing lay between the last
/// one before the damage and the first one behind it. An import that a crash cut short has one mark.
struct ImportTrace: Sendable {
  /// How many places without samples are kept of one import; beyond it two that follow each other
  /// become one.
  static let holeLimit = 1_024

  /// The samples of one mark that have been met so far.
  fileprivate struct Import: Sendable {
    let series: SeriesID
    /// The mark before them; nil where it cannot be read.
    var mark: ImportMark?
    var count: UInt64 = 0
    /// Where the latest of them starts.
    var latest: Instant?
    /// Whether there was damage since.
    var isBroken: Bool
    /// Between which samples there was damage; a start of nil is that of the mark.
    var holes: [(start: Instant?, end: Instant)] = []
  }

  private var current: Import?
  /// Whether there was damage since the last import was over: it may have taken a mark.
  private var isBroken = false

  /// The record cannot be read here.
  mutating func noteDamage() {
    if current != nil { current?.isBroken = true } else { isBroken = true }
  }

  /// Takes the next sample that came from a file.
  ///
  /// - Returns: The time that is known to be lost now.
  mutating func take(_ sample: Sample) -> [Gap] {
    var lost: [Gap] = []
    if current?.series != sample.series {
      lost = finish()
      current = Import(series: sample.series, isBroken: isBroken)
      isBroken = false
    }
    guard var found = current else { return lost }
    if found.isBroken {
      found.holes.append((found.latest, sample.start))
      if found.holes.count > ImportTrace.holeLimit {
        let last = found.holes.removeLast()
        found.holes[found.holes.count - 1].end = last.end
      }
      found.isBroken = false
    }
    found.count += 1
    found.latest = sample.start
    current = found
    return lost
  }

  /// Notes samples from a file that are sealed, among which what cannot be read says so itself.
  mutating func pass(_ series: SeriesID, _ count: UInt64, through latest: Instant) {
    guard var found = current, found.series == series else { return }
    found.count += count
    found.latest = max(found.latest ?? latest, latest)
    current = found
  }

  /// Takes a mark: the first of an import, or the same one again behind its samples.
  ///
  /// - Returns: The time that is known to be lost now.
  mutating func take(_ mark: ImportMark) -> [Gap] {
    if let found = current, found.isClosed(by: mark) {
      current = nil
      return found.lost(by: mark)
    }
    let lost = finish()
    current = Import(series: mark.series, mark: mark, isBroken: isBroken)
    isBroken = false
    return lost
  }

  /// Nothing more comes of the import that is under way: the record ends, or another daemon begins.
  ///
  /// - Returns: The time that is known to be lost now.
  mutating func finish() -> [Gap] {
    defer { current = nil }
    guard let current, let mark = current.mark else { return [] }
    return current.lost(by: mark)
  }
}

extension ImportTrace.Import {
  /// Whether `other` is the mark behind these samples.
  func isClosed(by other: ImportMark) -> Bool {
    guard let mark else {
      return other.series == series && latest.map { other.interval.contains($0) } ?? false
    }
    return mark == other
  }

  /// What is missing of the samples of `mark`.
  func lost(by mark: ImportMark) -> [Gap] {
    // Damage between two of them may have taken nothing of theirs.
    guard count < mark.count else { return [] }
    var intervals = holes.map { Interval($0.start ?? mark.interval.start, $0.end) }
    if isBroken {
      intervals.append(Interval(latest ?? mark.interval.start, mark.interval.end))
    }
    return intervals.filter { !$0.isEmpty }
      .map { Gap(series: series, interval: $0, slots: 0, cause: .damaged) }
  }
}
