package import Chronology
package import Importing
package import Posix
package import Sampling
import StoreFormat

/// Reads a file of samples chunk by chunk, and its SHA-256 on the way.
package struct ImportSource: Sendable {
  /// How many bytes are read at once.
  package static let chunk = 1 << 20

  /// The samples; their series is 0 until the store has numbered it.
  package let reading: ImportReading
  /// 32 bytes.
  package let hash: [UInt8]

  /// Reads a file to its end.
  ///
  /// - Parameters:
  ///   - check: The check whose samples they are.
  ///   - offset: Where its first line begins, in bytes.
  ///   - now: The latest instant that is accepted.
  ///   - goesOn: Called after each chunk with how many bytes were read; false ends the reading.
  /// - Throws: ``ImportObstacle``.
  package init(
    _ file: borrowing FileHandle,
    of check: CheckID,
    from offset: Int64 = 0,
    now: Instant,
    goesOn: (Int64) -> Bool = { _ in true }
  ) throws(ImportObstacle) {
    var samples = ImportFile(series: SeriesID(number: 0), check: check, now: now)
    var hasher = SHA256()
    var place = offset
    while !samples.isSettled {
      let bytes: [UInt8]
      do throws(Errno) {
        bytes = try file.read(ImportSource.chunk, at: place)
      } catch {
        throw .unreadable(error)
      }
      if bytes.isEmpty { break }
      hasher.add(bytes)
      samples.append(bytes)
      place += Int64(bytes.count)
      if !goesOn(place - offset) { throw .interrupted }
    }
    hash = hasher.finish().bytes
    do throws(ImportRefusal) {
      reading = try samples.finish()
    } catch {
      throw .refused(error)
    }
  }
}
