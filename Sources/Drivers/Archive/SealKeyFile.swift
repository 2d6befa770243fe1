package import Crypto
import Posix
import Sampling
import StoreFormat

/// The file with the private key that signs checkpoints: its seed in 64 hexadecimal digits.
package enum SealKeyFile {
  /// How many bytes are read of it.
  private static let limit = 4_096

  /// The key in a file.
  ///
  /// - Returns: nil if there is no file.
  package static func read(_ path: String) throws(ArchiveError) -> SigningKey? {
    let bytes: [UInt8]
    do throws(Errno) {
      let file = try FileHandle(opening: path, [.readOnly, .nonBlocking])
      bytes = try file.read(limit, at: 0)
    } catch {
      if error == .noSuchFile { return nil }
      throw .failed("read the key \(path)", error)
    }
    guard let seed = seed(in: bytes) else { throw .key(path) }
    return try key(seed)
  }

  /// The seed that the file's bytes spell, up to the first blank; nil if they spell none.
  package static func seed(in bytes: [UInt8]) -> [UInt8]? {
    let text = String(decoding: bytes, as: UTF8.self).prefix { !$0.isWhitespace }
    guard let seed = Hexadecimal.bytes(String(text)), seed.count == SigningKey.keyLength else {
      return nil
    }
    return seed
  }

  private static func key(_ seed: [UInt8]) throws(ArchiveError) -> SigningKey {
    do throws(CryptoError) {
      return try SigningKey(seed: seed)
    } catch {
      throw .crypto("\(error)")
    }
  }

  private static func newSeed() throws(ArchiveError) -> [UInt8] {
    do throws(CryptoError) {
      return try SigningKey.generate().seed()
    } catch {
      throw .crypto("\(error)")
    }
  }

  /// Makes a new key and the file that holds it, which only its owner reads; and the folder that it
  /// stands in, if that is missing.
  ///
  /// - Throws: `failed`, also when there is a file already.
  package static func make(_ path: String) throws(ArchiveError) {
    let seed = try newSeed()
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    do throws(Errno) {
      try Directory.makeIfMissing(folder, mode: 0o700)
      let place = try Directory(opening: folder)
      if place.contains(name) { throw .exists }
      let line = Array((Hexadecimal.text(seed) + "\n").utf8)
      try place.publish(line, as: name, mode: 0o600, isNew: true)
    } catch {
      throw .failed("make the key \(path)", error)
    }
  }
}
