package import Agreement
package import Storage
import StoreFormat

/// Reads what was observed from outside, sealed or not, without reading the samples.
///
/// Memory: what was observed under the names that are asked for.
package struct ObservationReader: Sendable {
  private var sieve: RecordSieve
  /// Whether a daemon has ever measured here, as far as was read.
  package private(set) var hasStarted = false

  /// A reader of a disk that has read nothing yet.
  ///
  /// - Parameter name: The only name that is wanted; nil for all.
  package init(_ disk: any Disk, of name: String? = nil) {
    sieve = RecordSieve(disk) { record in
      switch record {
      case .observed(let observations): name.map { $0 == observations.feed.name } ?? true
      case .started: true
      default: false
      }
    }
  }

  /// All that is on record by now, in its order.
  package mutating func read() throws(ArchiveError) -> [RecordedObservations] {
    var found: [RecordedObservations] = []
    for find in try sieve.read() {
      switch find.record {
      case .observed(let observations): found.append(observations)
      case .started: hasStarted = true
      default: break
      }
    }
    return found
  }
}
