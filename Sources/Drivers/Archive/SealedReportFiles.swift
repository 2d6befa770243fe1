package import Agreement
package import Posix
import Proving
import Sampling
package import Storage
import StoreFormat

/// The files of sealed reports, in a store's `reports/`: a name each that says of what they are, written
/// once, and vouched for by the hashes on record.
///
/// Format: docs/formats/log.md, "Folders".
package enum SealedReportFiles {
  /// How many bytes a file may have: 64 MiB, far more than a report of 1,000 objectives.
  package static let longest = 64 << 20

  /// Writes a file; when this returns it has its name, on the disk.
  ///
  /// What has the name already is replaced: whoever writes knows that it is not on record.
  ///
  /// - Returns: Its SHA-256, in hexadecimal.
  package static func write(
    _ bytes: [UInt8],
    as name: String,
    on disk: any Disk
  ) throws(ArchiveError) -> String {
    if bytes.count > longest { throw .failed("write reports/\(name)", .fileTooLarge) }
    var output = try ArchiveOutput(name, in: .reports, on: disk)
    try output.append(bytes)
    let hash = try output.synchronize()
    try output.publish()
    return Hexadecimal.text(hash.bytes)
  }

  /// Reads a file that is on record.
  ///
  /// - Throws: ``SealedReportFault`` if it isn't what was recorded.
  package static func read(
    _ report: SealedReport,
    _ format: SealedReport.Format,
    on disk: any Disk
  ) throws(SealedReportFault) -> [UInt8] {
    let name = report.fileName(format)
    let bytes: [UInt8]
    do throws(Errno) {
      let file = try disk.open(name, in: .reports)
      let size = try file.size()
      if size > Int64(longest) { throw Errno.fileTooLarge }
      bytes = try file.read(Int(size), at: 0)
    } catch {
      if error == .noSuchFile { throw .missing(name) }
      throw .unreadable(name, error)
    }
    guard Hexadecimal.text(SHA256.hash(bytes)) == report.hashes[format] else {
      throw .altered(name)
    }
    return bytes
  }

  /// The tree that the newest signed checkpoint is of; nil without one, or where it can't be read.
  package static func root(on disk: any Disk) -> SealedReport.Root? {
    guard let bytes = try? ArchiveError.readingAll(Sealer.checkpoint, in: .root, on: disk),
      let note = try? SignedNote(bytes), let checkpoint = try? Checkpoint(note.text)
    else { return nil }
    return SealedReport.Root(
      size: checkpoint.size,
      hash: Hexadecimal.text(checkpoint.root.bytes)
    )
  }
}

/// Why a file of a sealed report can't be used; each says what to do.
package enum SealedReportFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// It isn't there.
  case missing(String)
  /// It is not what was recorded.
  case altered(String)
  /// It can't be read.
  case unreadable(String, Errno)

  /// One line for an operator.
  package var description: String {
    switch self {
    case .missing(let name):
      "reports/\(name), which is on record, is not there: restore it from a backup"
    case .altered(let name):
      "reports/\(name) is not what was sealed: restore it from a backup"
    case .unreadable(let name, let error): "reports/\(name) can't be read: \(error)"
    }
  }
}
