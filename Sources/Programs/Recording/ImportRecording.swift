package import Chronology
import Execution
package import Importing
import Replaying
package import Sampling
package import Storage
import StoreFormat

/// Puts the samples of a file into a record, marked as imported.
///
/// The mark of the import, with the file's hash, comes first, then the samples by start, and then the
/// mark again: in other commits than the samples, so that no single damage takes them and all that
/// tells of them. Where a crash cut an import short, the same file goes on after the last sample
/// that is recorded of it.
package struct ImportRecording: Sendable {
  /// How many samples are handed over at once: about half a MiB of the log.
  package static let portion = 10_000

  private let source: ImportSource
  private let request: ImportRequest
  private let definition: CheckDefinition

  /// The recording of a file.
  ///
  /// - Parameters:
  ///   - request: Names the check and the file.
  ///   - definition: The check's.
  package init(_ source: ImportSource, _ request: ImportRequest, of definition: CheckDefinition) {
    precondition(definition.id == request.check, "the definition is that of the check")
    self.source = source
    self.request = request
    self.definition = definition
  }

  /// Compares the file with the record, records what is new, and waits until it is durable.
  ///
  /// Not on the store's queue: it waits for it.
  ///
  /// - Parameters:
  ///   - disk: The store, for reading.
  ///   - now: Log time.
  ///   - silence: The time until now in which nobody has recorded; nil if a daemon does.
  ///   - goesOn: Called after each portion with how many samples are durable; false ends it there.
  package func record(
    into store: Store,
    reading disk: any Disk,
    at now: Instant,
    silence: Interval? = nil,
    goesOn: (Int) -> Bool = { _ in true }
  ) throws(ImportObstacle) -> ImportReceipt {
    // What was handed over before must be seen by the reader.
    try makeDurable(store) { true }
    let recorded: RecordedTime
    do throws(StoreError) {
      recorded = try RecordedTime.read(disk, check: definition.id, hash: source.hash)
    } catch {
      throw .store(error)
    }
    let first = try firstNew(recorded)
    if !request.allowsSparse,
      let spacing = ImportSpacing(of: source.reading, from: first, by: definition)
    {
      throw .sparse(spacing)
    }
    if let silence, recorded.begun != nil, !silence.isEmpty {
      store.append(
        [.gap(Gap(series: nil, interval: silence, slots: 0, cause: .daemonStopped))]
      )
    }
    var reading = source.reading
    reading.series = try series(in: store)
    let mark = Record.imported(mark(reading, from: first))
    store.append([mark] + unplanned(reading, from: first, recorded, at: now))
    try makeDurable(store) { goesOn(0) }
    var next = first
    while next < reading.count {
      let end = min(next + ImportRecording.portion, reading.count)
      store.append((next..<end).map { .sample(reading[$0]) })
      try makeDurable(store) { goesOn(next - first) }
      next = end
      if next < reading.count, !goesOn(next - first) { throw .interrupted }
    }
    // What it says is durable already; it comes with the next commit.
    store.append([mark])
    return ImportReceipt(
      request,
      count: reading.count - first,
      total: reading.count,
      from: reading[first].start,
      to: reading.latest
    )
  }

  /// That the check was in no plan from the file's first sample on until a daemon began to measure.
  ///
  /// What of that time the file doesn't tell is then no hole in evidence. Nothing if a daemon measured by
  /// then.
  private func unplanned(
    _ reading: ImportReading,
    from first: Int,
    _ recorded: RecordedTime,
    at now: Instant
  ) -> [Record] {
    let start = reading[first].start
    let end = recorded.begun ?? now
    guard start < end else { return [] }
    return [
      .unplanned(
        Unplanned(
          series: reading.series,
          interval: Interval(start, end),
          isOver: recorded.begun != nil && !recorded.isUnplanned
        )
      )
    ]
  }

  /// The position of the first sample that is not recorded of this file.
  private func firstNew(_ recorded: RecordedTime) throws(ImportObstacle) -> Int {
    let reading = source.reading
    let first =
      recorded.latestOfFile.map { reading.count(before: $0 + TimeAmount(nanoseconds: 1)) } ?? 0
    guard first < reading.count else { throw .known }
    let new = Interval(reading[first].start, reading.latest + .milliseconds(1))
    if let overlap = Overlap(of: reading, with: recorded.stretches.intersection(new)) {
      throw .overlap(overlap)
    }
    guard recorded.importedCount + reading.count - first <= Recollection.importLimit else {
      throw .tooMany(limit: Recollection.importLimit)
    }
    return first
  }

  private func series(in store: Store) throws(ImportObstacle) -> SeriesID {
    do throws(StoreError) {
      return try on(store) { [definition] (store) throws(StoreError) in
        try store.define([definition])[0]
      }
    } catch {
      throw .store(error)
    }
  }

  private func mark(_ reading: ImportReading, from first: Int) -> ImportMark {
    ImportMark(
      series: reading.series,
      name: request.name,
      hash: source.hash,
      interval: Interval(
        reading[first].start,
        max(reading[reading.count - 1].end, reading.latest + .milliseconds(1))
      ),
      count: UInt64(reading.count - first)
    )
  }

  private func makeDurable(_ store: Store, goesOn: () -> Bool) throws(ImportObstacle) {
    switch Durability.wait(for: store, goesOn: goesOn) {
    case .durable: return
    case .refused: throw .notDurable
    case .interrupted: throw .interrupted
    }
  }
}
