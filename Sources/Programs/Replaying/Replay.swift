package import Chronology
package import Judging
package import Storage
import StoreFormat

/// Reads a store from its beginning and judges it.
package enum Replay {
  /// What a store amounts to.
  package struct Result: Sendable {
    /// The facts, and what has been said.
    package var recollection: Recollection
    /// The last commit that was read: what comes after it is new.
    package var lastCommit: UInt64
    /// Places where commits could not be read.
    package var damages: [Damage]
  }

  /// After so many records the judge may forget what no window needs, and progress is told.
  static let stride = 100_000

  /// Reads everything.
  ///
  /// Samples are read one group at a time; only what the judge keeps stays in memory.
  ///
  /// - Parameters:
  ///   - disk: The store.
  ///   - judge: One that has been told nothing; called again for a second reading.
  ///   - needed: The earliest instant that matters when the record has come to an instant; nil keeps
  ///     everything.
  ///   - progress: Called every ``stride`` records with their count.
  /// - Throws: `StoreError` when the store cannot be read.
  package static func read(
    _ disk: any Disk,
    judge: () -> Judge,
    needed: ((Instant) -> Instant)? = nil,
    progress: (Int) -> Void = { _ in }
  ) throws(StoreError) -> Result {
    var first = Result(
      recollection: Recollection(judge: judge()),
      lastCommit: 0,
      damages: []
    )
    try read(disk, into: &first, needed: needed, progress: progress)
    guard first.recollection.needsSecondReading else { return first }
    var second = Result(
      recollection: Recollection(rereading: first.recollection, judge: judge()),
      lastCommit: 0,
      damages: []
    )
    try read(disk, into: &second, needed: needed, progress: progress)
    return second
  }

  private static func read(
    _ disk: any Disk,
    into result: inout Result,
    needed: ((Instant) -> Instant)?,
    progress: (Int) -> Void
  ) throws(StoreError) {
    var reader = try StoreReader(disk)
    var count = 0
    while let item = try reader.next() {
      switch item {
      case .group(let group):
        for record in group.records { result.recollection.take(record) }
        result.recollection.note(commit: group.time)
        let before = count / stride
        count += group.records.count
        guard count / stride > before else { continue }
        progress(count)
        if let needed { result.recollection.forget(before: needed(group.time)) }
      case .damage(let damage):
        result.damages.append(damage)
        result.recollection.take(.loss(damage.loss))
      }
    }
    result.recollection.finish()
    result.lastCommit = reader.lastCommit
  }
}
