package import Agreement
package import Archive
import Storage
import StoreFormat

/// What a store's record tells of what was declared.
package enum AnnotationRecord {
  /// The annotations in the order of the record; none of a store that isn't there.
  package static func read(_ store: String) throws(ArchiveError) -> [RecordedAnnotation] {
    let disk: PosixDisk
    do throws(StoreError) {
      disk = try PosixDisk.reading(store)
    } catch {
      if case .noStore = error { return [] }
      throw .store(error)
    }
    var sieve = RecordSieve(disk) { record in
      if case .annotated = record { true } else { false }
    }
    return try sieve.read().compactMap { find in
      if case .annotated(let annotation) = find.record { annotation } else { nil }
    }
  }

  /// The same; none where they can't be read.
  package static func readable(in store: String) -> [RecordedAnnotation] {
    (try? read(store)) ?? []
  }
}
