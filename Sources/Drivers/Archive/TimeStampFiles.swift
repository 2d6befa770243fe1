import Posix
package import Proving
package import Storage
import StoreFormat

/// The checkpoints that a time-stamping authority has stamped, and its answers.
///
/// `checkpoints/NNNNNNNNNNNNNNNN.note` is the checkpoint of a ledger of N entries, in 16 hexadecimal
/// digits, and `.tsr` beside it the answer (RFC 3161) over its bytes.
package enum TimeStampFiles {
  static let noteEnding = ".note"
  static let replyEnding = ".tsr"

  /// The request that asks for a stamp of a checkpoint.
  package static func request(
    for note: SignedNote,
    nonce: [UInt8]
  ) throws(ArchiveError) -> TimeStampRequest {
    var hasher = LibraryHasher(try LibraryDigest())
    return TimeStampRequest(hasher.plain(note.bytes), nonce: nonce)
  }

  /// Keeps a checkpoint and the answer to its request, which has been held against it.
  package static func keep(
    _ note: SignedNote,
    size: UInt64,
    _ reply: [UInt8],
    on disk: any Disk
  ) throws(ArchiveError) {
    let name = LogName.hexadecimal(size)
    for (ending, bytes) in [(noteEnding, note.bytes), (replyEnding, reply)] {
      var output = try ArchiveOutput(name + ending, in: .checkpoints, on: disk)
      try output.append(bytes)
      _ = try output.synchronize()
      try output.publish()
    }
  }

  /// The sizes of the ledgers whose checkpoints are stamped, ascending.
  static func sizes(on disk: any Disk) throws(ArchiveError) -> [UInt64] {
    do throws(Errno) {
      return try disk.names(in: .checkpoints).filter { $0.hasSuffix(replyEnding) }
        .compactMap { size(of: $0) }
    } catch {
      throw .failed("list checkpoints/", error)
    }
  }

  /// The checkpoints that have no stamp beside them: constatd was ended between the two.
  static func unstamped(on disk: any Disk) throws(ArchiveError) -> [String] {
    do throws(Errno) {
      let names = try disk.names(in: .checkpoints)
      return names.filter { name in
        size(of: name) != nil && name.hasSuffix(noteEnding)
          && !names.contains("\(name.dropLast(noteEnding.utf8.count))\(replyEnding)")
      }
    } catch {
      throw .failed("list checkpoints/", error)
    }
  }

  /// The size of the ledger that a file is about; nil for any other name.
  static func size(of name: String) -> UInt64? {
    for ending in [noteEnding, replyEnding] where name.hasSuffix(ending) {
      return LogName.number(of: "\(name.dropLast(ending.utf8.count)).log")
    }
    return nil
  }
}
