package import Importing
package import Posix
import Replaying
package import Storage

/// Why a file is not imported, or not to its end; each says what to do.
package enum ImportObstacle: Error, Hashable, Sendable {
  /// The file cannot be read.
  case unreadable(Errno)
  /// Something is wrong in it.
  case refused(ImportRefusal)
  /// It speaks of time that is recorded.
  case overlap(Overlap)
  /// Most of its time would stay unknown, and nobody said that it may.
  case sparse(ImportSpacing)
  /// All of it is recorded.
  case known
  /// With its samples the record would have more imported ones than can be put in order.
  case tooMany(limit: Int)
  /// The record cannot be read.
  case store(StoreError)
  /// The disk doesn't take the samples.
  case notDurable
  /// Whoever imports is to end.
  case interrupted

  /// How a command that meets it ends.
  package var status: ExitStatus {
    switch self {
    case .store(let error): error.exitStatus
    case .unreadable, .notDurable: .inputOutput
    case .refused, .overlap, .sparse, .known, .tooMany: .data
    case .interrupted: .temporary
    }
  }

  /// One line for each fault, for a person.
  ///
  /// - Parameter file: What the file is called.
  package func lines(file: String) -> [String] {
    switch self {
    case .unreadable(let error): ["\(file): can't be read: \(error)"]
    case .refused(let refusal): refusal.lines(file: file)
    case .overlap(let overlap):
      [
        "\(file): \(overlap): leave those lines out; what is recorded is never replaced or doubled",
        "\(file): the first one is at \(overlap.first)",
      ]
    case .sparse(let spacing): ["\(file): \(spacing)"]
    case .known: ["\(file): its samples are recorded already, from an import of the same file"]
    case .tooMany(let limit):
      [
        "\(file): the store would have more than \(limit) imported samples:"
          + " import a shorter time, or into another store"
      ]
    case .store(let error): ["\(error)"]
    case .notDurable:
      [
        "\(file): the store's disk takes no samples: make room on it, and import the same file again;"
          + " what is recorded of it by then is not recorded twice"
      ]
    case .interrupted:
      [
        "\(file): interrupted: import the same file again;"
          + " what is recorded of it by then is not recorded twice"
      ]
    }
  }
}
