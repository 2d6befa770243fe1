package import Agreement
package import Archive
import Storage
import StoreFormat

/// What a store's record tells of the revisions of agreements.
package enum RevisionRecord {
  /// The revisions that were taken into the plan, in the order of the record; none of a store that isn't
  /// there.
  package static func read(_ store: String) throws(ArchiveError) -> [RecordedRevision] {
    let disk: PosixDisk
    do throws(StoreError) {
      disk = try PosixDisk.reading(store)
    } catch {
      if case .noStore = error { return [] }
      throw .store(error)
    }
    var sieve = RecordSieve(disk) { record in
      if case .event(let event) = record { event.kind == RecordedRevision.eventKind } else { false }
    }
    return try sieve.read().compactMap { find in
      if case .event(let event) = find.record { RecordedRevision(event) } else { nil }
    }
  }

  /// The same; none where they can't be read.
  package static func readable(in store: String) -> [RecordedRevision] {
    (try? read(store)) ?? []
  }
}
