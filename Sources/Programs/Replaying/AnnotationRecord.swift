package import Agreement
package import Archive
import Storage

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
    var reader = AnnotationReader(disk)
    return try reader.read()
  }

  /// The same; none where they can't be read.
  package static func readable(in store: String) -> [RecordedAnnotation] {
    (try? read(store)) ?? []
  }
}
