package import Archive
package import Chronology
package import Judging
package import Sampling
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
    /// What the ledger said of samples when the reading began; nil where nothing was sealed.
    package var index: SealedIndex?

    /// The same after somebody else has taken the facts: what is kept beside them stays small.
    package var withoutFacts: Result {
      var rest = self
      rest.recollection.dropFacts()
      rest.index = nil
      return rest
    }
  }

  /// After so many records the judge may forget what no window needs, and progress is told.
  static let stride = 100_000

  /// Reads everything.
  ///
  /// Where rollups say that nothing happened their rows are taken; elsewhere samples are, of one check
  /// and day at a time. Only what the judge keeps stays in memory.
  ///
  /// - Parameters:
  ///   - disk: The store.
  ///   - checks: Whose samples are wanted; nil for all.
  ///   - usesRollups: Whether rollups may stand for samples: the result is the same.
  ///   - varied: By which other rules the record is taken; nil takes it as it is.
  ///   - judge: One that has been told nothing; called again for a second reading.
  ///   - end: The record as it was at that instant: what had been measured, imported and told by
  ///     then; nil takes everything.
  ///   - needed: The earliest instant that matters when the record has come to an instant: what no
  ///     window needs from there on is forgotten; nil keeps everything.
  ///   - start: The same, where nothing will be asked of the time before: samples before it are not
  ///     even read, as far as rollups show that nothing hangs on them; nil reads everything.
  ///   - progress: Called every ``stride`` records with their count.
  /// - Throws: `StoreError` when the store cannot be read.
  package static func read(
    _ disk: any Disk,
    of checks: Set<CheckID>? = nil,
    until end: Instant? = nil,
    usesRollups: Bool = true,
    varied: VariedRecord? = nil,
    judge: () -> Judge,
    needed: ((Instant) -> Instant)? = nil,
    since start: ((Instant) -> Instant)? = nil,
    progress: (Int) -> Void = { _ in }
  ) throws(StoreError) -> Result {
    func session(_ recollection: Recollection) throws(StoreError) -> ReplaySession {
      try ReplaySession(
        disk,
        recollection,
        of: checks,
        until: end,
        since: start,
        usesRollups: usesRollups && !(varied?.needsSamples ?? false)
      )
    }
    var first = try session(Recollection(judge: judge(), varied: varied))
    try first.advance(needed: needed, progress: progress)
    first.finish()
    guard first.result.recollection.needsSecondReading else { return first.result }
    var second = try session(
      Recollection(rereading: first.result.recollection, judge: judge())
    )
    // No further: what was imported meanwhile is not among the imports of the first reading.
    try second.advance(through: first.result.lastCommit, needed: needed, progress: progress)
    second.finish()
    return second.result
  }
}

/// A reading of a store that can go on as the store grows.
package struct ReplaySession: Sendable {
  private var reader: HistoryReader
  private var past: PastRecord?
  private var count = 0
  /// What was read so far.
  package private(set) var result: Replay.Result

  /// A reading of `disk` that has not begun.
  ///
  /// - Parameters:
  ///   - checks: Whose samples are wanted; nil for all.
  ///   - end: The record as it was at that instant; nil takes everything.
  ///   - start: As ``Replay/read(_:of:until:usesRollups:judge:needed:since:progress:)`` has it.
  ///   - usesRollups: Whether rollups may stand for samples.
  package init(
    _ disk: any Disk,
    _ recollection: Recollection,
    of checks: Set<CheckID>? = nil,
    until end: Instant? = nil,
    since start: ((Instant) -> Instant)? = nil,
    usesRollups: Bool = true
  ) throws(StoreError) {
    reader = try HistoryReader(disk, of: checks, since: start, usesRollups: usesRollups)
    past = end.map { PastRecord(at: $0) }
    result = Replay.Result(recollection: recollection, lastCommit: 0, damages: [])
    result.index = reader.index
  }

  /// Reads what is there now.
  ///
  /// - Parameter last: The last commit to read.
  /// - Returns: Whether there was anything new.
  @discardableResult
  package mutating func advance(
    through last: UInt64 = .max,
    needed: ((Instant) -> Instant)? = nil,
    progress: (Int) -> Void = { _ in }
  ) throws(StoreError) -> Bool {
    var isNew = false
    while reader.lastCommit < last, let item = try reader.next() {
      isNew = true
      switch item {
      case .item(let item): take(past?.take(item) ?? item, needed: needed, progress: progress)
      case .samples(let samples):
        let samples = past?.take(samples) ?? samples
        result.recollection.take(sealed: samples)
        guard let first = samples.first else { continue }
        count(samples.count, at: first.start.midnight, needed: needed, progress: progress)
      case .run(let run, let later):
        // Of a past record nobody knows whether what follows was there.
        let later = past == nil ? later : nil
        if past?.holds(run) ?? true, result.recollection.take(run, before: later) {
          count(1, at: run.first.start.midnight, needed: needed, progress: progress)
        } else {
          reader.decline()
        }
      }
    }
    result.lastCommit = reader.lastCommit
    return isNew
  }

  private mutating func take(
    _ item: StoreItem,
    needed: ((Instant) -> Instant)?,
    progress: (Int) -> Void
  ) {
    switch item {
    case .group(let group):
      for record in group.records { result.recollection.take(record) }
      if !group.records.isEmpty { result.recollection.note(commit: group.time) }
      count(group.records.count, at: group.time, needed: needed, progress: progress)
    case .samples(let samples):
      for sample in samples { result.recollection.take(.sample(sample)) }
      guard let last = samples.last else { return }
      count(samples.count, at: last.end, needed: needed, progress: progress)
    case .damage(let damage):
      result.damages.append(damage)
      result.recollection.take(damage)
    }
  }

  private mutating func count(
    _ added: Int,
    at time: Instant,
    needed: ((Instant) -> Instant)?,
    progress: (Int) -> Void
  ) {
    let before = count / Replay.stride
    count += added
    guard count / Replay.stride > before else { return }
    progress(count)
    if let needed { result.recollection.forget(before: needed(time)) }
  }

  /// Feeds what is left of the imports: nothing more will be read.
  mutating func finish() { result.recollection.finish() }
}

extension Instant {
  /// Where the UTC day begins: of every check all that started before it has been read.
  fileprivate var midnight: Instant { Instant(seconds: floorDivide(seconds, 86_400) * 86_400) }
}
