package import Agreement
package import Chronology
package import Importing
package import Posix
import StoreFormat

/// A file of observations that was read, and its SHA-256.
package struct ObservationSource: Sendable {
  /// What it holds.
  package let reading: ObservationReading
  /// 32 bytes.
  package let hash: [UInt8]

  /// Reads bytes that are there already.
  package init(
    _ bytes: [UInt8],
    of feed: ObservationFeed,
    now: Instant
  ) throws(ObservationObstacle) {
    hash = SHA256.hash(bytes)
    do throws(ImportRefusal) {
      reading = try ObservationFile.read(bytes, of: feed, now: now)
    } catch {
      throw .refused(error)
    }
  }

  /// Reads a file to its end.
  ///
  /// - Parameters:
  ///   - offset: Where its first line begins, in bytes.
  ///   - goesOn: Called after each chunk with how many bytes were read; false ends the reading.
  package static func bytes(
    of file: borrowing FileHandle,
    from offset: Int64 = 0,
    goesOn: (Int) -> Bool = { _ in true }
  ) throws(ObservationObstacle) -> [UInt8] {
    var bytes: [UInt8] = []
    while true {
      let chunk: [UInt8]
      do throws(Errno) {
        chunk = try file.read(ImportSource.chunk, at: offset + Int64(bytes.count))
      } catch {
        throw .unreadable(error)
      }
      if chunk.isEmpty { return bytes }
      bytes += chunk
      if bytes.count > ObservationFile.mostBytes { throw .tooLarge }
      if !goesOn(bytes.count) { throw .interrupted }
    }
  }
}

/// Why observations are not recorded; the text says what to do.
package enum ObservationObstacle: Error, Hashable, Sendable {
  /// The file can't be read.
  case unreadable(Errno)
  /// The file has more bytes than are read.
  case tooLarge
  /// Something is wrong in it, or doesn't go with what is on record.
  case refused(ImportRefusal)
  /// It isn't the file that was announced.
  case changed
  /// It may not be observed.
  case fault(ObservationFault)
  /// The record can't be read: why.
  case record(String)
  /// The disk doesn't take it.
  case notDurable
  /// Whoever records is to end.
  case interrupted

  /// How a command that meets it ends.
  package var status: ExitStatus {
    switch self {
    case .fault: .usage
    case .refused, .tooLarge, .changed: .data
    case .unreadable, .record, .notDurable: .inputOutput
    case .interrupted: .temporary
    }
  }

  /// One line for each fault, for a person.
  ///
  /// - Parameter file: What the file is called; empty if it was given on a command line.
  package func lines(file: String) -> [String] {
    let head = file.isEmpty ? "" : "\(file): "
    switch self {
    case .refused(let refusal):
      if !file.isEmpty { return refusal.lines(file: file) }
      return refusal.faults.map { "\($0.message): \($0.remedy)" }
    case .unreadable(let error): return ["\(head)can't be read: \(error)"]
    case .tooLarge:
      return [
        "\(head)the file has more than \(ObservationFile.mostBytes >> 20) MiB: split it into several"
          + " files"
      ]
    case .changed: return ["\(head)it changed while it was read: give it again"]
    case .fault(let fault): return ["\(fault)"]
    case .record(let text): return [text]
    case .notDurable:
      return [
        "\(head)the store's disk takes nothing: make room on it, and give the same observations again;"
          + " what is on record by then is not recorded twice"
      ]
    case .interrupted:
      return [
        "\(head)interrupted: give the same observations again; what is on record by then is not"
          + " recorded twice"
      ]
    }
  }
}
