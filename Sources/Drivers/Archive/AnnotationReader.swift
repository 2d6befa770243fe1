package import Agreement
package import Storage
import StoreFormat

/// Reads what was declared, sealed or not, without reading the samples.
///
/// What is sealed is read once; a later call reads only what came since. Memory: what was declared.
package struct AnnotationReader: Sendable {
  private var picker: RecordPicker<RecordedAnnotation>

  /// A reader of a disk that has read nothing yet.
  package init(_ disk: any Disk) {
    picker = RecordPicker(disk) { record in
      if case .annotated(let annotation) = record { annotation } else { nil }
    }
  }

  /// Whether a daemon has ever measured here, as far as was read.
  package var hasStarted: Bool { picker.hasStarted }

  /// All that is declared by now, in the order of the record.
  package mutating func read() throws(ArchiveError) -> [RecordedAnnotation] {
    try picker.read()
  }
}
