package import Agreement
package import Storage
import StoreFormat

/// Reads what was declared, sealed or not, without reading the samples.
///
/// What is sealed is read once; a later call reads only what came since. Memory: what was declared.
package struct AnnotationReader: Sendable {
  private var sieve: RecordSieve
  /// Whether a daemon has ever measured here, as far as was read.
  package private(set) var hasStarted = false

  /// A reader of a disk that has read nothing yet.
  package init(_ disk: any Disk) {
    sieve = RecordSieve(disk) { record in
      switch record {
      case .annotated, .started: true
      default: false
      }
    }
  }

  /// All that is declared by now, in the order of the record.
  package mutating func read() throws(ArchiveError) -> [RecordedAnnotation] {
    var found: [RecordedAnnotation] = []
    for find in try sieve.read() {
      switch find.record {
      case .annotated(let annotation): found.append(annotation)
      case .started: hasStarted = true
      default: break
      }
    }
    return found
  }
}
