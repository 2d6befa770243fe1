package import Agreement
package import Storage
import StoreFormat

/// Reads what was observed from outside, sealed or not, without reading the samples.
///
/// Memory: what was observed under the names that are asked for.
package struct ObservationReader: Sendable {
  private var picker: RecordPicker<RecordedObservations>

  /// A reader of a disk that has read nothing yet.
  ///
  /// - Parameter name: The only name that is wanted; nil for all.
  package init(_ disk: any Disk, of name: String? = nil) {
    picker = RecordPicker(disk) { record in
      guard case .observed(let observations) = record else { return nil }
      return name.map { $0 == observations.feed.name } ?? true ? observations : nil
    }
  }

  /// Whether a daemon has ever measured here, as far as was read.
  package var hasStarted: Bool { picker.hasStarted }

  /// All that is on record by now, in its order.
  package mutating func read() throws(ArchiveError) -> [RecordedObservations] {
    try picker.read()
  }
}
