import Posix
package import Proving
package import Storage
import StoreFormat

/// The file `keys`: what a store's checkpoints are verified by, a key a line, the first one first.
///
/// It is what the other party is given. Which key followed which, and when, stands in the ledger.
package enum KeyFile {
  /// The file's name in the store.
  package static let name = "keys"
  /// How many bytes are read of it.
  private static let limit = 1 << 20

  /// The keys; none if there is no file.
  package static func read(_ disk: any Disk) throws(ArchiveError) -> [VerifierKey] {
    let bytes: [UInt8]
    do throws(Errno) {
      bytes = try disk.open(name, in: .root).read(limit, at: 0)
    } catch {
      if error == .noSuchFile { return [] }
      throw .failed("read \(name)", error)
    }
    var keys: [VerifierKey] = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let key = VerifierKey(String(line)) else {
        throw .damaged(file: name, .malformed("key"))
      }
      keys.append(key)
    }
    return keys
  }

  /// Whether the file is, byte for byte, what is written for these keys.
  static func isAsWritten(
    _ keys: [VerifierKey],
    on disk: any Disk
  ) throws(ArchiveError) -> Bool {
    // None are written into no file.
    if keys.isEmpty { return true }
    return try ArchiveError.readingAll(name, in: .root, on: disk) == bytes(of: keys)
  }

  private static func bytes(of keys: [VerifierKey]) -> [UInt8] {
    Array(keys.map { "\($0)\n" }.joined().utf8)
  }

  /// Replaces the file in one step.
  static func write(_ keys: [VerifierKey], on disk: any Disk) throws(ArchiveError) {
    var output = try ArchiveOutput(name, in: .root, on: disk)
    try output.append(bytes(of: keys))
    _ = try output.synchronize()
    try output.publish()
  }
}
