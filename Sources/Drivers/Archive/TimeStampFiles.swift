import Posix
package import Proving
package import Storage
import StoreFormat

/// The checkpoints that a time-stamping authority has stamped, and its answers.
///
/// `checkpoints/NNNNNNNNNNNNNNNN.note` is the checkpoint of a ledger of N entries, in 16 hexadecimal
/// digits, `.tsr` beside it the answer (RFC 3161) over its bytes, and `.sha256` the answer's hash as it
/// was received, as `sha256sum` writes it.
package enum TimeStampFiles {
  static let noteEnding = ".note"
  static let sumEnding = ".sha256"
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
    var hasher = LibraryHasher(try LibraryDigest())
    let sum = sum(of: hasher.plain(reply), name)
    // The answer comes last: where it stands, the others do.
    for (ending, bytes) in [(noteEnding, note.bytes), (sumEnding, sum), (replyEnding, reply)] {
      var output = try ArchiveOutput(name + ending, in: .checkpoints, on: disk)
      try output.append(bytes)
      _ = try output.synchronize()
      try output.publish()
    }
  }

  /// What `.sha256` says of an answer with a hash.
  static func sum(of reply: Hash, _ name: String) -> [UInt8] {
    Array("\(reply)  \(name)\(replyEnding)\n".utf8)
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

  /// The checkpoints and hashes that have no stamp beside them: constatd was ended before it.
  static func unstamped(on disk: any Disk) throws(ArchiveError) -> [String] {
    do throws(Errno) {
      let names = try disk.names(in: .checkpoints)
      return names.filter { name in
        size(of: name) != nil && !name.hasSuffix(replyEnding)
          && !names.contains("\(name.prefix { $0 != "." })\(replyEnding)")
      }
    } catch {
      throw .failed("list checkpoints/", error)
    }
  }

  /// The size of the ledger that a file is about; nil for any other name.
  static func size(of name: String) -> UInt64? {
    for ending in [noteEnding, sumEnding, replyEnding] where name.hasSuffix(ending) {
      return LogName.number(of: "\(name.dropLast(ending.utf8.count)).log")
    }
    return nil
  }
}
